"""The page of a deck as a real browser shows, opens and prints it, where there is one."""

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_page_in_browser import FOUND, FRAME, NARROW, WIDE, run
from tests.formats.exports import ALL

LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 25, 30)"
SCHEMES = {DARK: "0", LIGHT: "1"}
"""Backgrounds, by Chromium's numbers of what a reader prefers."""

MEASURE = """
<script>
  const box = each => each.getBoundingClientRect();
  const details = [...document.querySelectorAll("#cards details")];
  const shown = details.map(each => each.lastElementChild.checkVisibility());
  const taps = details.map(each => box(each.firstElementChild).height);
  details[0].firstElementChild.click();
  requestAnimationFrame(() => parent.postMessage({
    width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
    back: getComputedStyle(document.body).backgroundColor,
    size: parseFloat(getComputedStyle(document.body).fontSize),
    shown: shown.filter(Boolean).length, taps: Math.min(...taps),
    opened: details.filter(each => each.open).length,
    text: details[0].lastElementChild.innerText, evil: window.evil === undefined,
  }, "*"));
</script></body>"""

TO_TEXT = shutil.which("pdftotext")

pytestmark = pytest.mark.skipif(FOUND is None, reason="there is no Chromium here")


@pytest.fixture
def page(cli: Cli, tmp_path: Path) -> Path:
    """The page of a deck with every type of card, one of them somebody's who would do harm."""
    evil = "<script>window.evil = 1</script><img src=x onerror='window.evil = 1'>" + "x" * 200
    deck = tmp_path / "tout.yaml"
    deck.write_text(ALL.replace("le chat ; le chien", evil), "utf-8")
    out = tmp_path / "tout.html"
    assert cli("deck", "export", str(deck), "--out", str(out)).code == 0
    return out


def shown(page: Path, width: int, *arguments: str) -> dict[str, Any]:
    """What a browser says of the page in a frame that wide, in which scripts may run."""
    text = page.read_text("utf-8").replace("</body>", MEASURE)
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    framed = page.with_name("framed.html")
    framed.write_text(FRAME.replace("WIDTH", str(width)).replace("PAGE", escape(text)), "utf-8")
    told = run(page.parent, "--virtual-time-budget=5000", *arguments, "--dump-dom", framed.as_uri())
    found = re.search(r'<pre id="told">(.+?)</pre>', told)
    assert found, told[:500]
    return dict(json.loads(unescape(found[1])))


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("back", SCHEMES)
def test_it_fits_a_telephone_and_a_desk_by_day_and_night(page: Path, width: int, back: str) -> None:
    prefers = f"--blink-settings=preferredColorScheme={SCHEMES[back]}"
    seen = shown(page, width, prefers)
    assert width - 20 < seen["width"] == seen["room"] <= width, "nothing is scrolled sideways"
    assert seen["back"] == back
    assert seen["size"] == 16, "legible"
    assert seen["taps"] >= 44, "a finger hits it"
    assert seen["shown"] == 0, "no answer is seen before it is asked for"
    assert seen["opened"] == 1
    assert seen["text"]
    assert seen["evil"], "what authors write runs nothing, even where scripts may run"


def test_no_script_runs_in_it(page: Path) -> None:
    tried = page.read_text("utf-8").replace(
        "</body>", "<script>document.title = 'ran'</script></body>"
    )
    page.write_text(tried, "utf-8")
    told = run(page.parent, "--virtual-time-budget=2000", "--dump-dom", page.as_uri())
    assert "<title>Tout</title>" in told


@pytest.mark.skipif(TO_TEXT is None, reason="nothing here reads PDF")
def test_the_sheet_is_printed_without_answers_and_the_key_on_a_page_of_its_own(page: Path) -> None:
    paper = page.with_suffix(".pdf")
    run(page.parent, f"--print-to-pdf={paper}", "--no-pdf-header-footer", page.as_uri())
    assert TO_TEXT is not None
    told = subprocess.run([TO_TEXT, paper, "-"], capture_output=True, check=True, text=True).stdout
    pages = [page.strip() for page in told.split("\f") if page.strip()]
    keys = [number for number, text in enumerate(pages) if text.startswith("Corrigé")]
    assert len(keys) == 1, "it begins a page"
    sheet, key = "".join(pages[: keys[0]]), "".join(pages[keys[0] :])
    assert "Combien" in sheet
    assert "1 234,5" in key
    assert "1 234,5" not in sheet
    assert "Indice" not in told, "the cards are for the screen"
