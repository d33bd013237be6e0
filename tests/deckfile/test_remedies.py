"""Each remedy that is told, followed as it is told, makes the file green."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read import draw_checks
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.finish import finish
from kpitrainer.formats.known import format_of, importer_of
from tests.deckfile.test_words import CODES
from tests.deckfile.test_writing_cards_doc import RULES

HEADER = "deck: essai\ntitle: Essai\nlanguages: {}\nlevel: 1\ncards:\n"
CHANGE = re.compile(r"⟪(.*?)⇒(.*?)⟫", re.DOTALL)
SIGNS = {
    "{CR}": "\r", "{BEL}": "\x07", "{TAB}": "\t", "{NBSP}": "\u00a0", "{ZWSP}": "\u200b",
    "{2100}": "b" * 2100, "{PLUS}": " + 0" * 80, "{DEEP}": "(" * 41 + "n" + ")" * 41,
}  # fmt: skip


DRILL = {
    "drill": "- drill: a",
    "title": "title: T",
    "given": "given: {n: 1..9, m: 2..9}",
    "ask": "ask: Combien font {n} et {m} ?",
    "answer": "answer: {formula: n * m}",
    "tests": "tests: [{with: {n: 2, m: 3}, answer: 6}]",
}
"""In whose place the keys of a drill's mistake stand; an empty one leaves it out."""


SENTENCES = Path("kpitrainer/locale/fr/drill.po").read_text("utf-8")
FR_DRILLS = set(
    re.findall(
        r'^msgid "(.+)"',
        SENTENCES[SENTENCES.index("# Drawing") : SENTENCES.index("# Looking at drills")],
        re.MULTILINE,
    )
)
"""What is told of the drills of a deck file."""


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
        if code.startswith("drill."):
            body = _drill(body)
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


def _drill(body: str) -> str:
    """DRILL with the keys of `body`, which begin its lines, in the place of its own."""
    own = re.split(r"\n(?=[⟪⇒§⟫]*\w+:)", body)
    keys = {re.sub(r"[⟪⇒§⟫]|- ", "", each).partition(":")[0]: each for each in own}
    whole = {**DRILL, **keys}
    tests = whole.pop("tests")
    lines = [each for each in (*whole.values(), tests) if each not in {"ask:", "answer:"}]
    return indent("\n".join(lines), "  ").removeprefix("  ")


REMEDIES = _remedies()


def told(folder: Path, text: str) -> list[tuple[int, str]]:
    file = folder / "essai.yaml"
    file.write_bytes(text.encode())
    return [(found.at.line, found.code) for found in check_decks([file])]


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand of each drill would take most of the time."""
    monkeypatch.setattr(draw_checks, "_CHECK_WORK", 40_000)


@pytest.mark.parametrize("code", REMEDIES)
def test_the_remedy_when_followed_makes_the_file_green(code: str, tmp_path: Path) -> None:
    remedy = REMEDIES[code]
    found = told(tmp_path, remedy.wrong)
    assert (remedy.line, code) in found
    assert {other for _, other in found} == {code, *remedy.others}
    assert told(tmp_path, remedy.mended) == []


CARD = "  - basic: {}\n    ask: {} ?\n    answer: r\n"
DECK = HEADER.format("[fr]") + CARD.format("a", "un")
OTHER = DECK.replace("essai", "deux").replace("un ?", "deux ?")


def deck(folder: Path, text: str = DECK, name: str = "essai.yaml") -> int:
    return (folder / name).write_text(text, "utf-8")


def raw(folder: Path, data: bytes, name: str = "essai.yaml") -> int:
    return (folder / name).write_bytes(data)


def after(*needs: str) -> tuple[str, str]:
    """DECK and OTHER, each after one."""
    head = "level: 1\n", "level: 1\nafter: [{}]\n"
    one, other = (
        text.replace(head[0], head[1].format(need)) if need else text
        for text, need in zip((DECK, OTHER), needs, strict=True)
    )
    return one, other


def both(folder: Path, one: str, other: str) -> int:
    return deck(folder, one) + deck(folder, other, "deux.yaml")


def gone(folder: Path, name: str = "essai.yaml") -> Path:
    (folder / name).unlink()
    return folder


def aged(folder: Path) -> Path:
    os.utime(folder / "essai.yaml", (0, 0))
    return folder


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def imported(file: Path) -> None:
    """What `deck import` makes of the file, in its place."""
    options = ReadOptions()
    found = importer_of(format_of(file)).read(file, options)
    file.write_text(finish(found, "essai", file.stem, options, "fr").yaml(), "utf-8")


OF_FILES: dict[str, tuple[Callable[[Path], object], Callable[[Path], object]]] = {
    "deck.not-utf8": (lambda at: raw(at, DECK.replace("un", "é").encode("latin-1")), deck),
    "deck.too-large": (lambda at: raw(at, b"#" * 5_000_001), deck),
    "deck.no-regular-file": (
        lambda at: os.mkfifo(at / "essai.yaml"),
        lambda at: deck(gone(at)),
    ),
    "deck.archive": (
        lambda at: (deck(at), raw(at, b"PK\x03\x04", "cours.zip")),
        lambda at: deck(gone(at, "cours.zip"), OTHER, "cours.yaml"),
    ),
    "deck.anki": (lambda at: raw(at, b"PK\x03\x04 collection.anki2"), deck),
    "deck.ending": (
        lambda at: deck(at, name="essai.yaml.txt"),
        lambda at: (at / "essai.yaml.txt").rename(at / "essai.yaml"),
    ),
    "deck.other-yaml": (
        lambda at: (deck(at), deck(at, "site_name: x\n", "mkdocs.yml")),
        lambda at: gone(at, "mkdocs.yml"),
    ),
    "deck.no-folder": (lambda at: at.rmdir(), lambda at: deck(made(at))),
    "deck.no-deck-here": (lambda _: None, deck),
    "deck.same-deck": (
        lambda at: both(at, DECK, DECK.replace("basic: a", "basic: b").replace("un", "deux")),
        lambda at: both(at, DECK, OTHER.replace("basic: a", "basic: b")),
    ),
    "deck.copy": (
        lambda at: (deck(at), deck(at, name="essai (1).yaml")),
        lambda at: gone(at, "essai (1).yaml"),
    ),
    "deck.newer-copy": (
        lambda at: (deck(at), deck(aged(at), DECK.replace("un ?", "une ?"), "cours.yaml")),
        lambda at: (at / "cours.yaml").replace(at / "essai.yaml"),
    ),
    "deck.workbook": (lambda at: raw(at, b"PK\x03\x04 xl/workbook.xml"), deck),
    "deck.other-program": (
        lambda at: deck(at, "Question;Réponse\nUn ?;deux\nTrois ?;quatre\n"),
        lambda at: imported(at / "essai.yaml"),
    ),
    "deck.other-format": (lambda at: deck(at, "<!DOCTYPE html>\n<html></html>\n"), deck),
    "deck.circle": (
        lambda at: both(at, *after("deux", "essai")),
        lambda at: both(at, *after("deux", "")),
    ),
    "deck.unknown-deck-near": (
        lambda at: both(at, *after("deu", "")),
        lambda at: both(at, *after("deux", "")),
    ),
    "deck.more-diagnostics": (
        lambda at: deck(at, DECK + CARD.format("É", "deux") * 101),
        lambda at: deck(at, DECK + CARD.format("e", "deux")),
    ),
    "deck.given-up": (
        lambda at: deck(at, DECK + CARD.format("É", "deux") * 1_100),
        lambda at: deck(at, DECK + CARD.format("e", "deux")),
    ),
}
"""What is wrong with a file as a whole or with its folder, and what to do about it."""


@pytest.mark.skipif(os.name != "posix", reason="one of them is a pipe")
@pytest.mark.parametrize("code", OF_FILES)
def test_so_does_that_of_a_file_or_folder(code: str, tmp_path: Path) -> None:
    wrong, remedy = OF_FILES[code]
    folder = tmp_path / "decks"
    folder.mkdir()
    wrong(folder)
    assert code in {found.code for found in check_decks([folder])}
    remedy(folder)
    assert check_decks([folder]) == ()


ELSEWHERE = {
    "deck.unreadable": "rights, which tests that run as root have",
    "deck.unreadable-folder": "the same",
    "deck.folder-is-file": "told at a start: tests/deckfile/test_deck_folders.py",
    "deck.many-files": "tests/deckfile/test_found_decks.py",
    "deck.many-variants": "thousands of drills: tests/deckfile/test_large_files.py",
    "deck.fewer-draws": "the same",
    "deck.not-compared": "the same",
    "deck.counts-used": "a part of deck.copy’s sentence",
    "deck.counts-named": "the same",
    "deck.counts-newer": "the same",
    "deck.counts-first": "the same",
    "drill.cannot-draw": "told when a drill is drawn, not of a file",
    "drill.always-impossible": "the formula is told in its place",
    "drill.division-by-zero": "the divisor is told in its place",
    "drill.empty-list": "no list can be empty",
}
REASONS = {code for code in FR_DRILLS if code.startswith("drill.refused-")}
"""Why draws were refused, told with deck.few-draws, whose remedy they say more closely."""


def test_no_mistake_is_without_its_remedy() -> None:
    known = {*REMEDIES, *OF_FILES, *RULES["fr"], *ELSEWHERE, *REASONS}
    assert {*CODES, *FR_DRILLS} - known == set()
