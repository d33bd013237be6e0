"""Each remedy that is told, followed as it is told, makes the file green."""

import re
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from tests.deckfile.test_words import CODES
from tests.deckfile.test_writing_cards_doc import RULES

HEADER = "deck: essai\ntitle: Essai\nlanguages: {}\nlevel: 1\ncards:\n"
CHANGE = re.compile(r"⟪(.*?)⇒(.*?)⟫", re.DOTALL)
SIGNS = {
    "{CR}": "\r", "{BEL}": "\x07", "{TAB}": "\t", "{NBSP}": "\u00a0", "{ZWSP}": "\u200b",
    "{2100}": "b" * 2100,
}  # fmt: skip


class Remedy(NamedTuple):
    """A mistake and how it was mended, each as a whole file."""

    code: str
    others: set[str]
    line: int
    wrong: str
    mended: str


def _remedies() -> dict[str, Remedy]:
    text = Path("tests/data/remedies.txt").read_text("utf-8")
    found = {}
    for block in text.split("\n### ")[1:]:
        title, _, body = block.partition("\n")
        code, _, more = title.partition(" ")
        languages = re.search(r"\[.*\]", more)
        if not body.lstrip("⟪§").startswith(("deck:", "- un", "%")):
            body = HEADER.format(languages[0] if languages else "[fr]") + indent(body, "  ")
        for sign, meant in SIGNS.items():
            body = body.replace(sign, meant)
        place = body.index("§") if "§" in body else body.index("⟪")
        line = CHANGE.sub(r"\1", body[:place]).count("\n") + 1
        body = body.replace("§", "")
        found[code] = Remedy(
            code,
            set(re.findall(r"\+ ([\w.-]+)", more)),
            line,
            CHANGE.sub(r"\1", body) + "\n",
            CHANGE.sub(r"\2", body) + "\n",
        )
    return found


REMEDIES = _remedies()


def told(folder: Path, text: str) -> list[tuple[int, str]]:
    file = folder / "essai.yaml"
    file.write_bytes(text.encode())
    return [(found.at.line, found.code) for found in check_decks([file])]


@pytest.mark.parametrize("code", REMEDIES)
def test_the_remedy_when_followed_makes_the_file_green(code: str, tmp_path: Path) -> None:
    remedy = REMEDIES[code]
    found = told(tmp_path, remedy.wrong)
    assert (remedy.line, code) in found
    assert {other for _, other in found} == {code, *remedy.others}
    assert told(tmp_path, remedy.mended) == []
