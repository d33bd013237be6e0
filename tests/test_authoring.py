"""The guides for trainers are true: their deck, their drill, and every message of every trap."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.schema.card_schema import ENTRIES
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.i18n import Translator
from kpitrainer.wording import diagnostic_line
from tests.typography import typography_faults

GUIDES = {"en": Path("docs/authoring.md"), "fr": Path("docs/authoring.fr.md")}
TEXTS = {language: path.read_text("utf-8") for language, path in GUIDES.items()}
WRITING_CARDS = Path("docs/writing-cards.md").read_text("utf-8")
TRAP = re.compile(r"```(yaml[^\n]*)\n((?:(?!```).)*)```\n\n```text\n(.*?)```", re.DOTALL)

NOT_WRITTEN_BY_HAND = {
    # A file as a whole, or what a document cannot show.
    "deck.unreadable", "deck.too-large", "deck.not-utf8", "deck.line-end", "deck.too-deep",
    "deck.control-character", "deck.escape", "deck.more-diagnostics", "deck.given-up",
    "deck.too-long", "deck.fewer-draws", "deck.not-compared",
    # Programmers’ YAML.
    "deck.directive", "deck.merge-key",
    # Signs that a document cannot show, or would take for its own.
    "deck.space-in-margin", "deck.unseen-in-margin", "deck.special-space", "deck.unseen",
    "deck.letter-sign", "deck.colon-sign", "deck.code-fence", "deck.merge-marks",
    # They need a second deck, or a folder.
    "deck.same-deck", "deck.copy", "deck.newer-copy", "deck.circle",
    "deck.counts-used", "deck.counts-named", "deck.counts-newer", "deck.counts-first",
    "deck.other-yaml", "deck.ending", "deck.archive", "deck.anki", "deck.workbook",
    "deck.no-regular-file",
    "deck.many-files", "deck.unreadable-folder", "deck.no-folder", "deck.folder-is-file",
    "deck.no-deck-here",
    # What other programs write.
    "deck.other-format",
    # No hand writes so many.
    "deck.many-variants",
    # Another form of one that is shown.
    "deck.unknown-deck-near", "deck.sibling-unknown", "deck.sibling-mutual",
    "deck.sibling-renamed", "deck.bad-gap-number",
    "deck.anki-gap-with-hint", "deck.two-types", "deck.no-draws", "deck.wants-text",
    "deck.wants-list", "deck.wants-keys",
    # What is left when nothing better can be said.
    "deck.syntax",
}  # fmt: skip


class Trap(NamedTuple):
    language: str
    kind: str
    written: str
    told: str


def traps() -> list[Trap]:
    return [
        Trap(language, *found) for language, text in TEXTS.items() for found in TRAP.findall(text)
    ]


def header(languages: str) -> str:
    return f"deck: d\ntitle: D\nlanguages: [{languages}]\nlevel: 1\ncards:\n"


def the_drill(language: str) -> str:
    found = re.search(r"```yaml\n(  - drill:.*?)```", TEXTS[language], re.DOTALL)
    assert found
    return found[1]


def with_other_lines(drill: str, lines: str) -> str:
    """The drill with `lines` in the place of those under the same key, without its tests."""
    key = lines.split(":", maxsplit=1)[0].strip()
    drill = re.sub(r"^    tests:\n(?:      .*\n)*", "", drill, flags=re.MULTILINE)
    field = re.compile(rf"^    {key}:.*\n(?:      .*\n)*", re.MULTILINE)
    if field.search(drill):
        return field.sub(lambda _found: lines, drill)
    return drill + lines if key == "tests" else drill.replace("    ask:", lines + "    ask:")


def whole(trap: Trap) -> str:
    match trap.kind.split():
        case ["yaml", "file"]:
            return trap.written
        case ["yaml", "drill"]:
            return header(trap.language) + with_other_lines(the_drill(trap.language), trap.written)
        case ["yaml", languages]:
            return header(languages) + trap.written
    return header(trap.language) + trap.written


@pytest.mark.parametrize("trap", traps())
def test_a_trap_is_told_as_the_guide_says(trap: Trap, tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(whole(trap), "utf-8")
    translate = Translator(trap.language)
    told = [
        diagnostic_line(translate, found).removeprefix(f"{file}:")
        for found in check_decks([file])
        if trap.kind != "yaml drill" or found.code != "deck.no-tests"  # they were taken out
    ]
    assert trap.told.splitlines() == told


@pytest.mark.parametrize("language", GUIDES)
def test_the_decks_of_the_guide_have_no_problem(language: str, tmp_path: Path) -> None:
    decks = re.findall(r"```yaml deck\n(.*?)```", TEXTS[language], re.DOTALL)
    assert decks
    for text in (*decks, decks[0] + "\n" + the_drill(language)):
        file = tmp_path / "d.yaml"
        file.write_text(text, "utf-8")
        assert check_decks([file]) == ()


@pytest.mark.parametrize("language", GUIDES)
def test_every_other_card_of_the_guide_has_no_problem(language: str, tmp_path: Path) -> None:
    """Those marked `with-drill` name the guide’s drill."""
    found = re.findall(r"```yaml (cards|with-drill)\n(.*?)```", TEXTS[language], re.DOTALL)
    assert {kind for kind, _ in found} == {"cards", "with-drill"}
    for kind, text in found:
        file = tmp_path / "d.yaml"
        before = the_drill(language) if kind == "with-drill" else ""
        file.write_text(header(language) + before + text, "utf-8")
        assert check_decks([file]) == ()


@pytest.mark.parametrize("language", GUIDES)
def test_the_drill_of_the_guide_knows_two_wrong_methods(language: str) -> None:
    deck = read_deck((header(language) + the_drill(language)).encode(), "d.yaml").deck
    assert deck
    content = deck.cards[0].content
    assert isinstance(content, Drill)
    (part,) = content.template.parts
    assert len(part.mistakes) == 2  # type: ignore[union-attr]  # it asks for a number


@pytest.mark.parametrize("language", GUIDES)
def test_the_figure_of_the_guide_goes_with_its_drill(language: str, tmp_path: Path) -> None:
    [figure] = re.findall(r"```yaml figure\n(.*?)```", TEXTS[language], re.DOTALL)
    file = tmp_path / "d.yaml"
    file.write_text(header(language) + the_drill(language) + figure, "utf-8")
    assert check_decks([file]) == ()


def test_both_guides_show_the_same() -> None:
    by_language = {
        language: [trap.kind for trap in traps() if trap.language == language]
        for language in GUIDES
    }
    assert by_language["en"] == by_language["fr"]
    cards = {
        language: re.findall(rf"^ +- \{{?({'|'.join(ENTRIES)}):", text, re.MULTILINE)
        for language, text in TEXTS.items()
    }
    assert cards["en"] == cards["fr"]
    heads = {
        language: [line.count("#") for line in text.splitlines() if re.match("#+ ", line)]
        for language, text in TEXTS.items()
    }
    assert heads["en"] == heads["fr"]


def test_every_message_about_a_deck_is_shown_or_explained(tmp_path: Path) -> None:
    shown = set()
    for trap in traps():
        file = tmp_path / "d.yaml"
        file.write_text(whole(trap), "utf-8")
        shown |= {found.code for found in check_decks([file])}
    catalogue = Path("kpitrainer/locale/en/deck.po").read_text("utf-8")
    explained = set(re.findall(r"^### `(deck\.[a-z-]+)`", WRITING_CARDS, re.MULTILINE))
    codes = set(re.findall(r'msgid "(deck\.[^"]+)"', catalogue))
    assert codes - shown - explained == NOT_WRITTEN_BY_HAND
    assert not shown & NOT_WRITTEN_BY_HAND


def test_the_french_is_typeset_as_the_cards_are() -> None:
    prose = re.sub(r"```.*?```|\]\([^)]*\)", "", TEXTS["fr"], flags=re.DOTALL)
    prose = re.sub(r"``.*?``", "code", prose).replace("*In English: ", "*")
    joined = re.sub(r"\n +", " ", prose).replace("\n- ", "\n")
    assert typography_faults(joined, "fr") == []


@pytest.mark.parametrize("page", sorted(Path("docs").glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", text):
        name, _, place = target.partition("#")
        there = Path("docs", name) if name else page
        assert there.exists()
        if place:
            titles = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            places = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
            assert place in places
