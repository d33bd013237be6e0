"""The page of statistics as a real browser shows and prints it, where there is one."""

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest

from kpitrainer.study.stats.tabs import TABS
from tests.cli.conftest import Cli

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FOUND = next(filter(None, map(shutil.which, BROWSERS)), None)
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-dev-shm-usage"),
)
SECONDS = 120
"""More than any start of a browser takes; what hangs is to be told."""

NARROW, WIDE = 360, 1200

MEASURE = """
<script>
  const seen = [...document.querySelectorAll("svg")].map(each => each.getBoundingClientRect());
  parent.postMessage({
    width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
    pictures: seen.map(each => [Math.round(each.width), Math.round(each.height)]),
    sections: [...document.querySelectorAll("section")].map(each => each.id),
    beyond: [...document.querySelectorAll("svg text")].filter(each => {
      const box = each.getBoundingClientRect(), all = each.ownerSVGElement.getBoundingClientRect();
      return box.left < all.left - 1 || box.right > all.right + 1 || box.bottom > all.bottom + 1;
    }).map(each => each.textContent),
  }, "*");
</script></body>"""
FRAME = """<!DOCTYPE html><html><body><pre id="told"></pre><script>
onmessage = told => {
  document.getElementById("told").textContent = JSON.stringify(told.data);
};
</script><iframe style="border: 0; width: WIDTHpx; height: 800px" srcdoc="PAGE"></iframe>
</body></html>"""

pytestmark = pytest.mark.skipif(FOUND is None, reason="there is no Chromium here")


@pytest.fixture
def page(cli: Cli, decks: Path, tmp_path: Path) -> Path:
    """The statistics of somebody who answered a few cards."""
    own = ("--decks", str(decks), "--lang", "fr")
    cli("review", "essai", "--plain", *own, typed="\n4\n" * 6)
    file = tmp_path / "page.html"
    assert cli("stats", "--html", str(file), *own).code == 0
    return file


def run(folder: Path, *arguments: str) -> str:
    assert FOUND is not None
    ran = subprocess.run(
        [FOUND, *QUIET, f"--user-data-dir={folder / 'browser'}", *arguments],
        capture_output=True,
        timeout=SECONDS,
        check=True,
        text=True,
    )
    return ran.stdout


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_it_fits_a_telephone_and_a_desk(page: Path, tmp_path: Path, width: int) -> None:
    measured = page.read_text("utf-8").replace("</body>", MEASURE)
    framed = tmp_path / "framed.html"
    shown = FRAME.replace("WIDTH", str(width)).replace("PAGE", escape(measured))
    framed.write_text(shown, "utf-8")
    told = run(tmp_path, "--virtual-time-budget=5000", "--dump-dom", framed.as_uri())
    found = re.search(r'<pre id="told">(.+?)</pre>', told)
    assert found, told[:500]
    seen = json.loads(unescape(found[1]))
    assert width - 20 < seen["width"] == seen["room"] <= width, (
        "nothing is scrolled sideways but what scrolls by itself"
    )
    assert seen["sections"] == list(TABS)
    assert len(seen["pictures"]) > 3
    assert all(wide >= 500 and high > 20 for wide, high in seen["pictures"]), "legible"
    assert seen["beyond"] == [], "no label is cut off"


def test_it_is_printed(page: Path, tmp_path: Path) -> None:
    paper = tmp_path / "page.pdf"
    run(tmp_path, f"--print-to-pdf={paper}", page.as_uri())
    printed = paper.read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 1
