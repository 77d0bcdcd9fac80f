"""What is online is fetched politely and safely; what goes wrong is told in one line."""

import gzip
import json
import logging
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

import pytest

from prepkit.errors import OnlineError
from prepkit.library.entry import Entry
from prepkit.library.online import fetch, is_private, openalex
from prepkit.library.openalex import FIELDS

KEY = "sEcReT-kEy-31415"


@dataclass
class Site:
    """A site on this computer that answers what it is told to, and keeps what it was asked."""

    port: int
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    wait: float = 0

    def at(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def say(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        body = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, body)
        return self.at(path)

    def send(self, path: str, to: str, status: int = 302) -> str:
        return self.say(path, status=status, location=to)


@pytest.fixture
def site(monkeypatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.asked.append((self.path, dict(self.headers)))
            time.sleep(shown.wait)
            path = urlsplit(self.path).path
            status, headers, body = shown.answers.get(path, (404, {}, b"<html>no</html>"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "content-length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # a client that hangs up is part of the tests
    shown = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield shown
    server.shutdown()
    server.server_close()
    thread.join()


def told(address: str, **options) -> str:
    """Return the one line that says why nothing was fetched."""
    with pytest.raises(OnlineError) as caught:
        fetch(address, **options)
    says = str(caught.value)
    assert "\n" not in says
    assert says.count(": ") >= 2
    return says


def test_what_lies_at_an_address_is_fetched_and_nothing_about_the_person_sent(site):
    address = site.say("/feed", b"<rss/>", set_cookie="who=you")
    assert fetch(address) == b"<rss/>"
    ((path, headers),) = site.asked
    assert path == "/feed"
    assert {name.lower(): value for name, value in headers.items()} == {
        "host": f"127.0.0.1:{site.port}", "accept": "*/*", "accept-encoding": "gzip",
        "connection": "keep-alive", "user-agent": f"prepkit/{version('prepkit')}",
    }  # fmt: skip


def test_redirects_are_followed_five_times_and_no_cookie_with_them(site):
    for step in range(6):
        site.say(f"/{step}", status=301, location=f"/{step + 1}", set_cookie="who=you")
    site.say("/6", b"there")
    assert fetch(site.at("/1")) == b"there"
    assert not any("Cookie" in headers for _, headers in site.asked)
    assert told(site.at("/0")).startswith("it leads from one address to the next: 127.0.0.1")


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/x", "http://me:secret@127.0.0.1/", "http://["]
)
def test_a_redirect_leads_to_web_pages_only(site, to):
    says = told(site.send("/a", to))
    assert says.startswith("it leads to no http or https address: 127.0.0.1")
    assert "secret" not in says
    assert len(site.asked) == 1
    assert told(site.send("/b", "javascript:1")).startswith("the connection broke off: 127.0.0.1")


HOSTS = ["a..example", ".example", "a" * 70 + ".example"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_name_no_host_can_have_is_told(host):
    assert told(f"http://{host}/feed").startswith("no host can have this name")
    assert host in told(f"http://{host}/feed")


@pytest.mark.parametrize("host", [*HOSTS, "xn--", "xn--a"])
def test_a_redirect_to_a_name_no_host_can_have_is_told(site, host):
    says = told(site.send("/a", f"http://{host}/feed"))
    assert says.startswith("no host can have this name, or the one it leads to: ")


def test_a_public_host_may_not_lead_into_ones_own_network(site):
    inner = site.say("/inner", b"private").replace("127.0.0.1", "localhost")
    outer = site.send("/outer", inner)
    says = told(outer, private=lambda host: host == "localhost")
    assert says.startswith("it leads into your own network: 127.0.0.1, to localhost: refused")
    assert [path for path, _ in site.asked] == ["/outer"]
    # Typed by the person, or reached from inside, it is fetched.
    assert fetch(inner, private=lambda host: host == "localhost") == b"private"
    assert fetch(outer) == b"private"


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True), ("localhost", True), ("10.1.2.3", True), ("192.168.1.1", True),
        ("172.16.0.1", True), ("169.254.169.254", True), ("100.64.0.1", True), ("0.0.0.0", True),
        ("::1", True), ("fe80::1", True), ("fd00::1", True), ("::ffff:127.0.0.1", True),
        ("2130706433", True), ("1.1.1.1", False), ("2606:4700:4700::1111", False),
        ("nowhere.invalid", False), ("x" * 300, False), ("", False),
    ],
)  # fmt: skip
def test_addresses_of_ones_own_network_are_known(host, private):
    if host == "":
        assert is_private(host) in (True, False)
    else:
        assert is_private(host) == private


@pytest.mark.parametrize(
    "address",
    ["", "example.org", "ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)",
     "http://me:secret@example.org/", "http://", "http://a b/", "http://example.org:99999/",
     "http://xn--/", "http://" + "a." * 3_000],
)  # fmt: skip
def test_what_is_no_address_is_told_and_no_password_shown(address):
    says = told(address)
    assert "secret" not in says
    assert len(says) < 250


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, "nothing there any more (404): 127.0.0.1: "),
        (403, "it refuses to answer (403): 127.0.0.1: "),
        (429, "it was asked too often (429): 127.0.0.1: "),
        (503, "it has trouble of its own (503): 127.0.0.1: "),
        (204, "it did not give an answer (204): 127.0.0.1: "),
        (302, "it did not give an answer (302): 127.0.0.1: "),
    ],
)
def test_an_answer_that_is_none_is_told(site, status, says):
    assert told(site.say("/a", status=status)).startswith(says)


def test_an_answer_without_end_is_refused(site):
    address = site.say("/a", b"x" * 3_000)
    assert told(address, longest=2_999).startswith("more than 2,999 bytes: 127.0.0.1: refused")
    assert len(fetch(address, longest=3_000)) == 3_000


def test_a_packed_answer_is_unpacked_but_not_beyond_the_end(site):
    address = site.say("/a", gzip.compress(b"x" * 50_000_000), content_encoding="gzip")
    assert told(address, longest=1_000_000).startswith("more than 1,000,000 bytes")
    assert fetch(site.say("/b", gzip.compress(b"short"), content_encoding="gzip")) == b"short"


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip"])
def test_what_is_packed_in_an_unknown_way_is_refused(site, packing):
    says = told(site.say("/a", b"x", content_encoding=packing))
    assert says.startswith("packed in an unknown way")


def test_a_damaged_answer_is_told(site):
    assert told(site.say("/a", b"no gzip", content_encoding="gzip")).startswith("the answer is dam")
    assert told(site.say("/b", b"x", content_length="9")).startswith("the connection broke off")


def test_a_silent_server_is_given_up(site):
    site.wait = 1
    assert told(site.at(), patience=0.1).startswith("no answer in 0.1 seconds: 127.0.0.1: nothing")


def test_without_a_network_the_line_says_so():
    says = told("http://nowhere.invalid/feed")
    assert says == "no network: nowhere.invalid: nothing was changed; try again when you are online"


def test_a_server_that_is_not_there_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert told(f"http://127.0.0.1:{port}/").startswith("no connection: 127.0.0.1: ")


def test_a_connection_that_is_not_safe_is_told(site):
    says = told(site.at().replace("http:", "https:"))
    assert says.startswith("no safe connection: 127.0.0.1: ")


def test_a_proxy_of_the_environment_is_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", site.at())
    site.say("/feed", b"through the proxy")
    assert fetch("http://example.invalid/feed") == b"through the proxy"
    assert site.asked[0][0] == "http://example.invalid/feed"


@pytest.mark.parametrize("proxy", ["foo://x", "socks5://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used_is_told(site, monkeypatch, proxy):
    monkeypatch.setenv("HTTP_PROXY", proxy)
    assert told("http://example.invalid/").startswith("no way out: the proxy")


WORK = {"display_name": "Which phase am I on?"}
ENTRY = Entry("paper", "Which phase am I on?")


def page(*works, cursor=None) -> str:
    return json.dumps({"meta": {"count": 250, "next_cursor": cursor}, "results": list(works)})


def search(site: Site, **options):
    return openalex("grid phase", base=site.at("").rstrip("/"), **options)


def refused(site: Site, **options) -> str:
    with pytest.raises(OnlineError) as caught:
        search(site, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_a_search_finds_is_read(site):
    site.say("/works", page(WORK))
    found = search(site)
    assert (found.format, found.entries, found.troubles) == ("OpenAlex", (ENTRY,), ())


def test_what_is_asked_is_what_is_needed(site):
    site.say("/works", page(WORK))
    search(site, most=30)
    asked = parse_qs(urlsplit(site.asked[0][0]).query)
    assert asked == {
        "search": ["grid phase"], "select": [FIELDS], "per_page": ["30"], "page": ["1"],
    }  # fmt: skip


def test_without_a_key_it_goes_page_by_page(site):
    # OpenAlex answers 401 to a cursor without a key.
    site.say("/works", page(*[WORK] * 100))
    assert len(search(site, most=250).entries) == 250
    asked = [parse_qs(urlsplit(path).query) for path, _ in site.asked]
    assert [query["page"] for query in asked] == [["1"], ["2"], ["3"]]


def test_with_a_key_it_goes_from_cursor_to_cursor(site):
    site.say("/works", page(*[WORK] * 100, cursor="Il=+/x"))
    assert len(search(site, key=KEY, most=200).entries) == 200
    asked = [parse_qs(urlsplit(path).query) for path, _ in site.asked]
    assert [query["cursor"] for query in asked] == [["*"], ["Il=+/x"]]
    assert all(query["api_key"] == [KEY] and "page" not in query for query in asked)


@pytest.mark.parametrize("works", [0, 3])
@pytest.mark.parametrize("key", ["", KEY])
def test_the_last_page_is_the_last(site, works, key):
    site.say("/works", page(*[WORK] * works, cursor="next"))
    assert len(search(site, key=key).entries) == works
    assert len(site.asked) == 1


def test_works_without_a_title_are_counted(site):
    site.say("/works", page(WORK, WORK | {"display_name": None}, {}, 7))
    found = search(site)
    assert len(found.entries) == 1
    assert [t.says for t in found.troubles] == ["works without a title: 2: left out"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500, 503])
def test_every_refusal_is_told_and_the_key_never(site, status):
    site.say("/works", json.dumps({"error": "no", "message": f"bad key {KEY}"}), status=status)
    says = refused(site, key=KEY)
    assert f"({status})" in says
    assert "127.0.0.1" in says
    assert KEY not in says


@pytest.mark.parametrize(
    "body",
    ["<html>Sign in</html>", "", "[]", "7", "{}", '{"results": 1, "meta": {}}', "[" * 100_000,
     '{"results": []}', "\udc80".encode(errors="surrogatepass")],
)  # fmt: skip
def test_an_answer_that_is_no_list_of_works_is_told(site, body):
    site.say("/works", body)
    assert refused(site).startswith("no list of works: 127.0.0.1: often the sign-in page")


def test_nothing_to_search_for_asks_nobody(site):
    with pytest.raises(OnlineError, match=r"^nothing to search for: OpenAlex: "):
        openalex(" \n", base=site.at(""))
    assert site.asked == []


def test_many_words_are_cut_and_the_key_still_goes_nowhere_else(site):
    site.say("/works", page(WORK))
    assert len(openalex("電力" * 5_000, key=KEY, base=site.at("")).entries) == 1


def test_the_key_is_in_no_log_no_message_and_no_traceback(site, caplog):
    caplog.set_level(logging.DEBUG)
    site.say("/works", "no", status=503)
    with pytest.raises(OnlineError) as caught:
        search(site, key=KEY)
    site.say("/works", page(WORK))
    assert KEY not in repr(search(site, key=KEY))
    search(site)
    shown = "".join(traceback.format_exception(caught.value))
    assert KEY not in caplog.text + shown + repr(caught.value)
    # The control: addresses without a key are in the log.
    assert "search=grid" in caplog.text
