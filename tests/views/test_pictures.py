from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from prepkit.block import Chart
from prepkit.views.charts import SCHEMA, stacked_bars
from prepkit.views.pictures import svg

CHART = stacked_bars(
    [("Mission", "known", 2)], series=["known"], axis="claims", caption="C", alt="A"
)


def with_data(data: object) -> Chart:
    return Chart(caption="C", alt="A", spec=CHART.spec | {"data": data})


def test_a_picture_is_svg_whose_words_are_text() -> None:
    root = ElementTree.fromstring(svg(CHART))
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {"Mission", "known", "claims"} <= set(texts)


def test_a_picture_is_in_the_face_that_comes_with_prepkit_on_no_ground() -> None:
    drawn = svg(CHART)
    assert 'font-family="Inter' in drawn
    assert 'fill="white"' not in drawn


def test_a_picture_names_nothing_to_load() -> None:
    root = ElementTree.fromstring(svg(CHART))
    assert not {element.tag.split("}")[1] for element in root.iter()} & {"image", "script", "use"}
    assert not [a for element in root.iter() for a in element.attrib if a.endswith("href")]


@pytest.mark.parametrize("place", ["https://a.example/data.json", "/etc/hostname", "data.json"])
def test_data_from_elsewhere_are_refused(place: str) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        svg(with_data({"url": place}))


def test_a_file_named_in_a_chart_is_never_read(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text('[{"category": "secret", "series": "known", "count": 1, "from": 0, "to": 1}]')
    assert "secret" not in svg(with_data({"url": file.as_uri()}))
    assert "secret" in svg(with_data({"values": json.loads(file.read_text())}))


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="conversion failed"):
        svg(Chart(caption="C", alt="A", spec={"$schema": SCHEMA, "mark": "no such mark"}))


def test_the_same_chart_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from prepkit.block import Chart; from prepkit.views.pictures import svg; "
        "sys.stdout.buffer.write(svg(Chart.model_validate_json(sys.stdin.read())).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=CHART.model_dump_json().encode(), check=True,
        capture_output=True, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert done.stdout.decode() == svg(CHART)


def test_a_chart_keeps_its_spec_when_it_is_drawn() -> None:
    before = CHART.model_dump_json()
    svg(CHART)
    assert CHART.model_dump_json() == before
    assert "config" not in CHART.spec


@pytest.mark.parametrize("code", [0x00, 0x07, 0x0B, 0x0C, 0x1F, 0xFFFE, 0xFFFF])
def test_a_character_xml_cannot_hold_does_not_take_the_program_down(code: int) -> None:
    spec = {**CHART.spec, "title": f"a{chr(code)}b"}
    drawn = svg(CHART.model_copy(update={"spec": spec}))
    assert "a\ufffdb" in drawn
    assert chr(code) not in drawn
