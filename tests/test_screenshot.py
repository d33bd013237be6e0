"""The pictures of the README and the tour are what their script draws today."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scripts.screenshot import DOCS, PICTURES, pictures

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[tuple[str, str, str]]:
    """Every text with its place; colours may differ between versions of the libraries."""
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    return [
        (text.get("x", ""), text.get("y", ""), text.text or "") for text in root.iter(f"{SVG}text")
    ]


def stored(name: str) -> str:
    return (DOCS / f"{name}.svg").read_text(encoding="utf-8")


def test_the_pictures_are_current() -> None:
    for name, drawn in pictures().items():
        assert texts(drawn) == texts(stored(name)), f"{name}: run python scripts/screenshot.py"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("screenshot", ["Aujourd’hui", "jours de suite", "▆"]),
        ("picture-drill", ["Ta réponse", "Solution", "→"]),
        ("picture-formulas", ["Formules", "csat"]),
        ("picture-browser", ["deck:kpi*"]),
        ("picture-statistics", ["Statistiques"]),
    ],
)
def test_a_picture_shows_its_screen(name: str, shown: list[str]) -> None:
    text = " ".join(text.replace("\u00a0", " ") for _, _, text in texts(stored(name)))
    assert [part for part in shown if part not in " ".join(text.split())] == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_fetches_nothing_and_names_nothing_at_random(name: str) -> None:
    svg = stored(name)
    assert "@font-face" not in svg
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert re.findall(r"terminal-\d+", svg) == []
    assert "<script" not in svg


@pytest.mark.parametrize("page", ["README.md", "docs/tour.md", "docs/tour.fr.md"])
def test_they_are_shown(page: str) -> None:
    text, folder = (ROOT / page).read_text(encoding="utf-8"), (ROOT / page).parent
    for name in PICTURES:
        place = (DOCS / f"{name}.svg").relative_to(folder).as_posix()
        assert f"]({place})" in text
