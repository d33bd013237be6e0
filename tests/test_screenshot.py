"""The README's picture is what its script draws today."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from scripts.screenshot import PICTURE, SIZE, picture

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[tuple[str, str, str]]:
    """Every text with its place; colours may differ between versions of the libraries."""
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    return [
        (text.get("x", ""), text.get("y", ""), text.text or "") for text in root.iter(f"{SVG}text")
    ]


def test_the_picture_is_current() -> None:
    committed = PICTURE.read_text(encoding="utf-8")
    assert texts(picture()) == texts(committed), "run: python scripts/screenshot.py"


def test_the_picture_shows_home_with_some_progress() -> None:
    shown = " ".join(
        text.replace("\u00a0", " ") for _, _, text in texts(PICTURE.read_text("utf-8"))
    )
    shown = " ".join(shown.split())
    assert "Aujourd’hui" in shown
    assert "jours de suite" in shown
    assert "▆" in shown
    assert len(re.findall(r"●", shown)) >= 3
    assert SIZE == (100, 28)


def test_the_picture_fetches_nothing_and_names_nothing_at_random() -> None:
    svg = PICTURE.read_text(encoding="utf-8")
    assert "@font-face" not in svg
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert re.findall(r"terminal-\d+", svg) == []
    assert "<script" not in svg


def test_the_readme_shows_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"]({PICTURE.relative_to(ROOT).as_posix()})" in readme
