"""Titles of tags and sources in the header of a deck file."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from tests.deckfile.decks import GOOD, read, told

CARD = GOOD + "    tags: [nps]\n    source: [S0-12, Kotler]\n"


def with_header(lines: str, cards: str = CARD, name: str = "essai") -> str:
    return f"deck: {name}\ntitle: T\nlanguages: [fr, en]\nlevel: 1\n{lines}cards:\n{cards}"


def found(folder: Path, text: str, beside: tuple[Path, ...] = ()) -> list[str]:
    file = folder / "a.yaml"
    file.write_text(text, "utf-8")
    return [
        f"{each.at.line}:{each.at.column} {each.code}"
        for each in check_decks([file], beside=beside)
    ]


def test_titles_are_read_in_each_language() -> None:
    lines = "tags: {nps: {fr: Le NPS, en: The NPS}}\nsources: {S0: Cours}\n"
    deck = read(with_header(lines)).deck
    assert deck is not None
    assert deck.tags == {"nps": {"fr": "Le NPS", "en": "The NPS"}}
    assert deck.sources == {"S0": {"fr": "Cours", "en": "Cours"}}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("tags: {nps: {fr: Le NPS}}\n", "5:13 deck.missing-language"),
        ("tags: [nps]\n", "5:7 deck.wants-keys"),
        ("sources: {S0: {fr: A, en: B, zz: C}}\n", "5:30 deck.unknown-language"),
    ],
)
def test_what_is_wrong_is_told_and_the_deck_is_studied(lines: str, problem: str) -> None:
    result = read(with_header(lines))
    assert told(result) == [problem]
    assert result.deck is not None


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("tags: {nps: NPS}\nsources: {S0: Cours}\n", []),
        ("tags: {npz: NPS}\n", ["5:8 deck.unused-tags"]),
        (
            "sources: {S1: Cours, Kotler: K}\n",
            ["5:11 deck.unused-sources", "5:22 deck.unused-sources"],
        ),
    ],
)
def test_a_title_that_no_card_needs_is_warned_of(
    tmp_path: Path, lines: str, problems: list[str]
) -> None:
    assert found(tmp_path, with_header(lines)) == problems


def test_the_cards_of_another_deck_may_need_it(tmp_path: Path) -> None:
    beside = tmp_path / "installed"
    beside.mkdir()
    (beside / "b.yaml").write_text(with_header("", name="autre"), "utf-8")
    text = with_header("tags: {nps: NPS}\n", GOOD)

    assert found(tmp_path, text) == ["5:8 deck.unused-tags"]
    assert found(tmp_path, text, (beside,)) == []


def test_a_card_that_is_kept_out_may_need_it(tmp_path: Path) -> None:
    broken = CARD.replace("answer:", "anser:")
    problems = found(tmp_path, with_header("tags: {nps: NPS}\n", GOOD.replace("ok", "un") + broken))
    assert [each.split()[1] for each in problems] == ["deck.unknown-key-near"]
