"""How `hint`, `any`, `exact`, `tolerance` and languages of any code are read and checked."""

from fractions import Fraction
from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read.answer_keys import read_tolerance
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.number_answer import Tolerance
from tests.deckfile.decks import read, told

HEADER = "deck: essai\ntitle: Essai\nlanguages: [{}]\nlevel: 1\ncards:\n"


def cards(entry: str, languages: str = "fr") -> tuple[Card, ...]:
    found = read(HEADER.format(languages) + entry)
    assert told(found) == []
    assert found.deck is not None
    return found.deck.cards


def checked(entry: str, folder: Path, languages: str = "fr") -> list[str]:
    file = folder / "essai.yaml"
    file.write_text(HEADER.format(languages) + entry, "utf-8")
    return [f"{found.at.line}:{found.at.column} {found.code}" for found in check_decks([file])]


@pytest.mark.parametrize(
    ("written", "amount", "relative"),
    [("0.5", Fraction(1, 2), False), ("0,5", Fraction(1, 2), False), ("2 %", Fraction(1, 50), True),
     ("2%", Fraction(1, 50), True), ("0", Fraction(0), False)],
)  # fmt: skip
def test_a_tolerance(written: str, amount: Fraction, relative: bool) -> None:
    assert read_tolerance(written) == Tolerance(amount, relative)


@pytest.mark.parametrize("written", ["-1", "peu", "2 kg", "1.5.2", "1 000", "%", "±1"])
def test_what_is_none(written: str) -> None:
    assert read_tolerance(written) is None


def test_exact_and_tolerance_imply_that_it_is_typed() -> None:
    for line in ("exact: true", "tolerance: 1"):
        (card,) = cards(f"  - basic: a\n    ask: b\n    answer: 4\n    {line}\n    accept: [c]\n")
        assert card.content.mode is Mode.TYPED
    (card,) = cards("  - cloze: a\n    text: b {{c}}\n    exact: true\n    accept: [d]\n")
    assert isinstance(card.content, Cloze)
    assert (card.content.mode, card.content.exact) == (Mode.TYPED, True)


def test_the_card_asked_backwards_has_neither() -> None:
    entry = "  - basic: a\n    ask: b\n    answer: 4\n    tolerance: 1\n    hint: c\n"
    forth, back = cards(f"{entry}    reverse: true\n")
    assert isinstance(forth.content, Basic)
    assert isinstance(back.content, Basic)
    assert (forth.content.tolerance, forth.hint) == (Tolerance(Fraction(1)), {"fr": "c"})
    assert (back.content.tolerance, back.hint, back.content.mode) == (None, None, Mode.REVEAL)


def test_a_hint_by_gap_and_one_for_all() -> None:
    text = "  - cloze: a\n    text: '{{1: un}} et {{2: deux}} et {{3: trois}}'\n"
    by_gap = cards(text + "    hint: {1: c, 3: {fr: d}}\n")
    assert [card.hint for card in by_gap] == [{"fr": "c"}, None, {"fr": "d"}]
    assert [card.hint for card in cards(text + "    hint: c\n")] == [{"fr": "c"}] * 3


def test_some_of_a_list() -> None:
    (card,) = cards("  - list: a\n    ask: b\n    items: [c, d, e, f, g]\n    any: 3\n")
    assert isinstance(card.content, ListRecall)
    assert (card.content.wanted, card.weight) == (3, 2)


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("items: [c, d]\n    any: 1\n", []),
        ("items: [c, d]\n    any: 2\n", ["9:10 deck.any-of-all"]),
        ("items: [c, d]\n    any: 0\n", ["9:10 deck.bad-any"]),
        ("items: [c, d]\n    any: tous\n", ["9:10 deck.bad-any"]),
        ("items: [c, d]\n    any: 1\n    ordered: false\n", []),
        ("items: [c, d]\n    any: 1\n    ordered: true\n", ["9:5 deck.any-ordered"]),
    ],
)
def test_how_many_suffice(lines: str, problems: list[str]) -> None:
    found = told(read(HEADER.format("fr") + "  - list: a\n    ask: b\n    " + lines))
    assert found == problems


NUMBER = "  - basic: a\n    ask: b\n    answer: {}\n    tolerance: {}\n"


@pytest.mark.parametrize(
    ("answer", "languages", "problems"),
    [
        ("4", "fr", []),
        ('"2 003"', "fr, en", []),
        ('"4,5 %"', "fr, en", []),
        ('"1,250"', "fr", []),
        ('"1,250"', "fr, en", ["8:13 deck.two-numbers"]),
        ('{fr: "1,250", en: "1.250"}', "fr, en", []),
        ('"1.250"', "fr", ["8:13 deck.no-number"]),
        ("quatre", "fr", ["8:13 deck.no-number"]),
        ("entre 3 et 4", "fr", ["8:13 deck.no-number"]),
        ('{fr: "4", en: "four"}', "fr, en", ["8:27 deck.no-number"]),
    ],
)
def test_which_answers_are_numbers(answer: str, languages: str, problems: list[str]) -> None:
    assert told(read(HEADER.format(languages) + NUMBER.format(answer, "1"))) == problems


def test_a_gap_that_there_is_not() -> None:
    entry = "  - cloze: a\n    text: b {{c}}\n    hint: {2: d}\n"
    assert told(read(HEADER.format("fr") + entry)) == ["8:12 deck.no-such-gap"]


HINTED = "  - basic: a\n    ask: Que mesure-t-on ?\n    answer: la marge nette\n    hint: {}\n"
CHOICE = """\
  - choice: a
    ask: b
    answer: prix
    wrong: [coût, marge]
    why: c
    hint: un coût ?
"""
GAPS = (
    "  - cloze: a\n    text: 'Le {{1: prix}} et le {{2: délai}}.'\n    hint: {1: un mot, 2: %s}\n"
)


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        (HINTED.format("C’est la marge nette."), ["9:11 deck.hint-answer"]),
        (HINTED.format("MARGE NETTE"), ["9:11 deck.hint-answer"]),
        (HINTED.format("C’est une marge."), []),
        (HINTED.format("la marge, qui est nette"), []),
        (GAPS % "un délai", ["8:26 deck.hint-answer"]),
        (GAPS % "une durée", []),
        ("  - list: a\n    ask: b\n    items: [prix, délai]\n    hint: le prix d’abord\n",
         ["9:11 deck.hint-answer"]),
        (CHOICE, []),
    ],
)  # fmt: skip
def test_a_hint_that_holds_the_answer(entry: str, problems: list[str], tmp_path: Path) -> None:
    assert checked(entry, tmp_path) == problems


def test_a_hint_without_blanks(tmp_path: Path) -> None:
    entry = "  - basic: a\n    ask: 首都\n    answer: 東京\n    hint: {}\n"
    assert checked(entry.format("東京です"), tmp_path, "ja") == ["9:11 deck.hint-answer"]
    assert checked(entry.format("京都ではない"), tmp_path, "ja") == []


@pytest.mark.parametrize(
    ("accept", "problems"),
    [("git commit --message", []), ('" git commit -m "', ["10:5 deck.exact-twice"]),
     ("Git commit -m", []), ("l’a, l'a", ["10:5 deck.exact-twice"])],
)  # fmt: skip
def test_an_accepted_spelling_that_is_right_anyway(
    accept: str, problems: list[str], tmp_path: Path
) -> None:
    entry = "  - basic: a\n    ask: b\n    answer: git commit -m\n    exact: true\n"
    assert checked(f"{entry}    accept: [{accept}]\n", tmp_path) == problems


SIGNS = "  - list: a\n    ask: {}\n    items: [rachat, conseil, pardon, fierté]\n{}"


@pytest.mark.parametrize(
    ("ask", "more", "problems"),
    [
        ("Cite deux signes.", "", ["7:10 deck.other-number-any"]),
        ("Cite deux signes.", "    any: 2\n", []),
        ("Cite trois signes.", "    any: 2\n", ["7:10 deck.any-number"]),
        ("Cite deux des 4 signes.", "    any: 2\n", []),
        ("Les quatre signes", "    any: 2\n", []),
        ("Cite cinq signes.", "", ["7:10 deck.other-number"]),
        ("Cite quatre signes.", "", []),
    ],
)
def test_what_the_question_announces(
    ask: str, more: str, problems: list[str], tmp_path: Path
) -> None:
    assert checked(SIGNS.format(ask, more), tmp_path) == problems


def test_a_long_list_of_which_few_suffice_is_fine(tmp_path: Path) -> None:
    items = ", ".join(f"mot{letter}" for letter in "abcdefgh")
    entry = f"  - list: a\n    ask: b\n    items: [{items}]\n"
    assert checked(entry, tmp_path) == ["8:12 deck.long-list"]
    assert checked(entry + "    any: 3\n", tmp_path) == []


WORDS = """\
  - basic: a
    ask: {es: "¿Qué?", fr: "Quoi ?"}
    answer: {es: agua, fr: eau}
  - list: b
    ask: {es: "¿Qué frutas?", fr: "Quels fruits ?"}
    items: [{es: pera, fr: poire, accept: {es: [peras]}}, {es: uva, fr: raisin}]
  - choice: c
    ask: x
    answer: {es: rojo, fr: rouge}
    wrong: [{es: azul, fr: bleu}, {es: verde, fr: vert}]
    why: {es: "Porque sí", fr: "Parce que"}
"""


def test_a_deck_in_any_language() -> None:
    found = cards(WORDS, "es, fr")
    assert found[0].label("es") == "¿Qué?"
    deck = read(HEADER.format("es, fr") + WORDS).deck
    assert deck is not None
    assert [deck.language(reader) for reader in ("fr", "en", "es")] == ["fr", "es", "es"]


@pytest.mark.parametrize(
    ("entry", "languages", "problems"),
    [
        (
            "  - basic: a\n    ask: {es: b}\n    answer: c\n",
            "es, de",
            ["7:10 deck.missing-language"],
        ),
        (
            "  - basic: a\n    ask: {fr: b, es: d}\n    answer: c\n",
            "fr",
            ["7:18 deck.unlisted-language"],
        ),
        (
            "  - basic: a\n    ask: {fr: b, spa: d}\n    answer: c\n",
            "fr, es",
            ["7:18 deck.unknown-key-near"],
        ),
        (
            "  - basic: a\n    ask: {fr: b, espagnol: d}\n    answer: c\n",
            "fr, es",
            ["7:18 deck.unknown-language"],
        ),
        ("  - basic: a\n    ask: {fr: b, 'pt-BR': d}\n    answer: c\n", "fr, pt-BR", []),
    ],
)
def test_texts_in_other_languages(entry: str, languages: str, problems: list[str]) -> None:
    assert told(read(HEADER.format(languages) + entry)) == problems


@pytest.mark.parametrize(
    ("written", "meant"),
    [("english", "en"), ("Français", "fr"), ("fra", "fr"), ("eng", "en"), ("spanish", "es"),
     ("espagnol", "es"), ("español", "es"), ("deu", "de"), ("jp", "ja"), ("cz", "cs"), ("FR", "fr"),
     ("pt_br", "pt-BR")],
)  # fmt: skip
def test_a_code_that_was_meant(written: str, meant: str) -> None:
    found = read(HEADER.format(written) + "  - basic: a\n    ask: b\n    answer: c\n")
    assert [one.code for one in found.diagnostics] == ["deck.unknown-language-near"]
    assert found.diagnostics[0].values["suggestion"] == meant
