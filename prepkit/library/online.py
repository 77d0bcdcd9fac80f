"""What is online, when somebody asks for it: feeds, and searches in OpenAlex.

Nothing is fetched by itself and nothing about the person is sent: no names, no cookies, only
the address, and the words of a search with the key that goes with it.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import logging
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import urljoin

import httpx

from prepkit.errors import OnlineError
from prepkit.library import clean
from prepkit.library.entry import Entry, Found, Trouble
from prepkit.library.openalex import FIELDS, work_of

LONGEST = 20_000_000
"""Bytes of an answer."""

PATIENCE = 15.0
"""Seconds until a silent server is given up; a whole answer may take four times as long."""

_REDIRECTS = 5
_PAGE = 100
_MOST_WORKS = 10_000
_AGAIN = "nothing was changed; try again"


def _keyless(record: logging.LogRecord) -> bool:
    return "api_key=" not in record.getMessage()


# httpx logs every address it asks, with all that is in it.
logging.getLogger("httpx").addFilter(_keyless)


def is_private(host: str) -> bool:
    """Whether a host is this computer or one of its own network; ``False`` when nobody knows."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return any(not _address(str(each[4][0])).is_global for each in found)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    ip = ipaddress.ip_address(text.partition("%")[0])
    return getattr(ip, "ipv4_mapped", None) or ip


def fetch(
    address: str, *, patience: float = PATIENCE, longest: int = LONGEST,
    private: Callable[[str], bool] = is_private,
) -> bytes:  # fmt: skip
    """Return what lies at an address: http or https, at most five redirects away.

    An address on one's own computer or network may be typed; a public host that redirects there
    is refused. Proxies set in the environment are used.

    Args:
        address: as typed, without a name and password.
        patience: seconds until a silent server is given up.
        longest: bytes of the answer.
        private: tells whether a host is on one's own computer or network.

    Raises:
        OnlineError: in every case in which the whole answer did not come.
    """
    status, data, host = _answer(_url(address), patience, longest, private)
    if status == 200:
        return data
    if status in (404, 410):
        says = f"nothing there any more ({status}): {host}: look for the new address on its site"
    elif status in (401, 403, 407):
        says = f"it refuses to answer ({status}): {host}: open the address in a browser"
    elif status == 429:
        says = f"it was asked too often (429): {host}: {_AGAIN} in an hour"
    elif status >= 500:
        says = f"it has trouble of its own ({status}): {host}: {_AGAIN} later"
    else:
        says = f"it did not give an answer ({status}): {host}: open the address in a browser"
    raise OnlineError(says)


def _answer(
    url: httpx.URL, patience: float, longest: int, private: Callable[[str], bool]
) -> tuple[int, bytes, str]:
    """Return status and content of what an address leads to, and the host that answered."""
    inside = private(url.host)
    try:
        client = httpx.Client(
            timeout=patience,
            headers={"User-Agent": f"prepkit/{version('prepkit')}", "Accept-Encoding": "gzip"},
        )
    except (httpx.InvalidURL, ImportError, OSError, ValueError) as error:
        raise OnlineError(
            "no way out: the proxy or the certificates set for this computer cannot be used: look "
            "at HTTP_PROXY, HTTPS_PROXY and SSL_CERT_FILE"
        ) from error
    with client:
        for _ in range(_REDIRECTS + 1):
            with _told(url.host, patience), client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    data = _content(response, longest, 4 * patience)
                    return response.status_code, data, url.host
                target = response.headers["location"]
            client.cookies.clear()
            url = _redirected(url, target, inside, private)
    raise OnlineError(f"it leads from one address to the next: {url.host}: check the address")


def _url(address: str) -> httpx.URL:
    """Return an address that may be asked.

    Raises:
        OnlineError: when it is none.
    """
    whole = clean.address(address)
    # Some names of hosts only turn out to be none when they are looked at.
    with contextlib.suppress(httpx.InvalidURL, ValueError):
        url = httpx.URL(whole)
        if url.host:
            return url
    # What stands before an "@" may be a password.
    shown = "…" if "@" in address else clean.plain(address, 80)
    raise OnlineError(
        f"no address to ask: {shown!r}: one begins with http:// or https:// and has no password"
    )


def _redirected(
    url: httpx.URL, target: str, inside: bool, private: Callable[[str], bool]
) -> httpx.URL:
    """Return where a redirect leads.

    Raises:
        OnlineError: when nobody should go there.
    """
    try:
        joined = _url(urljoin(str(url), target))
    except (ValueError, OnlineError) as error:
        raise OnlineError(f"it leads to no http or https address: {url.host}: refused") from error
    if not inside and private(joined.host):
        raise OnlineError(
            f"it leads into your own network: {url.host}, to {joined.host}: refused; if you want "
            "that, type the address it leads to"
        )
    return joined


@contextlib.contextmanager
def _told(host: str, patience: float) -> Iterator[None]:
    """Say in one line what went wrong on the way to a host.

    Raises:
        OnlineError: in place of every error of httpx, and of the encodings of a host's name.
    """
    try:
        yield
    except httpx.TimeoutException as error:
        raise OnlineError(f"no answer in {patience:g} seconds: {host}: {_AGAIN} later") from error
    except UnicodeError as error:
        raise OnlineError(
            f"no host can have this name, or the one it leads to: {clean.plain(host, 80)}: check "
            "the address"
        ) from error
    except httpx.ProxyError as error:
        raise OnlineError(f"the proxy let nothing through: {host}: {_AGAIN} later") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        causes = list(_causes(error))
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            says = f"no network: {host}: {_AGAIN} when you are online"
        elif any(isinstance(cause, ssl.SSLError) for cause in causes):
            says = f"no safe connection: {host}: check the address, and this computer’s clock"
        elif isinstance(error, httpx.ConnectError):
            says = f"no connection: {host}: {_AGAIN} when you are online"
        else:
            says = f"the connection broke off: {host}: {_AGAIN} later"
        raise OnlineError(says) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _content(response: httpx.Response, longest: int, seconds: float) -> bytes:
    """Return the content of an answer, unpacked, as far as it is not endless.

    Raises:
        OnlineError: when it is too long, takes too long, or is packed in an unknown way.
    """
    host, packing = response.url.host, response.headers.get("content-encoding", "").lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise OnlineError(f"packed in an unknown way ({packing[:20]!r}): {host}: refused")
    packed = packing not in ("", "identity")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None
    until = time.monotonic() + seconds
    kept = bytearray()
    try:
        for piece in response.iter_raw():
            kept += unpack.decompress(piece, longest + 1 - len(kept)) if unpack else piece
            if len(kept) > longest:
                raise OnlineError(f"more than {longest:,} bytes: {host}: refused")
            if time.monotonic() > until:
                raise OnlineError(f"not all came in {seconds:g} seconds: {host}: {_AGAIN} later")
    except zlib.error as error:
        raise OnlineError(f"the answer is damaged: {host}: {_AGAIN} later") from error
    return bytes(kept)


def openalex(
    query: str, *, key: str = "", most: int = 200, base: str = "https://api.openalex.org"
) -> Found:
    """Return the works OpenAlex finds for some words, the best first.

    OpenAlex answers about a hundred searches a day without a key and a thousand with one, which
    is free; without one it only lists page by page, and at most 10,000 works.

    Args:
        query: what is searched for, in titles, abstracts and full texts.
        key: the person's key; it goes to OpenAlex and nowhere else.
        most: how many works are wanted.
        base: where OpenAlex is.

    Raises:
        OnlineError: when not all of it came.
    """
    words = clean.plain(query, 500)
    if not words:
        raise OnlineError("nothing to search for: OpenAlex: write down a few words")
    entries: list[Entry | None] = []
    wanted = max(1, min(most, _MOST_WORKS))
    asked = {"search": words, "select": FIELDS, "per_page": str(min(_PAGE, wanted))}
    cursor = "*"
    for number in range(1, -(-wanted // _PAGE) + 1):
        place = {"cursor": cursor, "api_key": key} if key else {"page": str(number)}
        found, cursor = _works(_url(f"{base}/works").copy_with(params=asked | place))
        entries += map(work_of, found)
        if len(found) < min(_PAGE, wanted) or (key and not cursor):
            break
    titled = tuple(filter(None, entries))
    lost = len(entries) - len(titled)
    troubles = (Trouble(0, f"works without a title: {lost:,}: left out"),) if lost else ()
    return Found("OpenAlex", titled[:wanted], troubles)


def _works(url: httpx.URL) -> tuple[list[dict[str, Any]], str]:
    """Return one page of works, and where the next one begins."""
    status, data, host = _answer(url, PATIENCE, LONGEST, is_private)
    where = "openalex.org/settings/api"
    if status == 401:
        raise OnlineError(f"it wants a valid key (401): {host}: there is a free one at {where}")
    if status in (403, 409, 429):
        raise OnlineError(
            f"enough was asked for today ({status}): {host}: {_AGAIN} tomorrow, or with a free "
            f"key from {where}"
        )
    if status >= 500:
        raise OnlineError(f"it has trouble of its own ({status}): {host}: {_AGAIN} later")
    if status != 200:
        raise OnlineError(f"it did not take the question ({status}): {host}: use fewer words")
    try:
        answer = json.loads(data)
        works, cursor = answer["results"], answer["meta"].get("next_cursor")
        return [work for work in works if isinstance(work, dict)], str(cursor or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OnlineError(
            f"no list of works: {host}: often the sign-in page of a network answers instead: open "
            "any page in a browser, then try again"
        ) from error
