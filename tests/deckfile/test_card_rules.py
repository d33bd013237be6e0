"""Poor cards are warned of at their place, good ones left alone."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER

LONG = "mot " * 30 + "fin"

POOR = {
    # Answers
    f"- basic: a\n  ask: b\n  answer: {LONG}": ["8:13 deck.long-answer"],
    f'- basic: a\n  ask: b\n  answer: {{fr: "court", en: "{LONG}"}}': ["8:31 deck.long-answer"],
    f"- list: a\n  ask: b\n  items: [c, {LONG}]": ["8:16 deck.long-answer"],
    f"- choice: a\n  ask: b\n  answer: {LONG}\n  wrong: [{LONG}s, {LONG}t]\n  why: d": [
        "8:13 deck.long-answer"
    ],
    "- basic: a\n  ask: Que mesure-t-il ?\n  answer: la marge ; le reste suit": [
        "8:13 deck.two-facts"
    ],
    "- basic: a\n  ask: Que mesure-t-il ?\n  answer: La marge. Le reste suit.": [
        "8:13 deck.two-facts"
    ],
    # Lists
    "- list: a\n  ask: b\n  items: [c1, d2, e3, f4, g5, h6, i7, j8]": ["8:12 deck.long-list"],
    "- list: a\n  ask: {fr: Les délais et retards ?, en: b}\n  items:\n"
    "    - {fr: le retard, en: c}\n    - {fr: coût, en: cost}": ["9:14 deck.item-in-question"],
    # Choices and claims
    "- choice: a\n  ask: b\n  answer: c\n  wrong: [d, e]": ["6:5 deck.no-why"],
    "- truefalse: a\n  claim: b\n  answer: true": ["6:5 deck.no-why"],
    "- choice: a\n  ask: b\n  answer: la marge sur les coûts variables\n"
    "  wrong: [le prix, le coût]\n  why: d": ["8:13 deck.right-is-longest"],
    "- choice: a\n  ask: b\n  answer: marge (nette)\n  wrong: [résultat net, marge brute]\n"
    "  why: d": ["8:13 deck.right-has-bracket"],
    "- choice: a\n  ask: b\n  answer: {fr: trois fois, en: 3 times}\n"
    "  wrong: [{fr: 2 fois, en: twice}, {fr: jamais, en: never}]\n  why: d": [
        "8:34 deck.right-has-number"
    ],
    # Several right answers: what each has, and no wrong one.
    "- choice: a\n  ask: b\n  answers: [la marge sur coûts variables, le chiffre d’affaires net]\n"
    "  wrong: [prix]\n  why: d": ["8:15 deck.right-is-longest"],
    "- choice: a\n  ask: b\n  answers: [marge (nette), part (brute)]\n  wrong: [résultat net]\n"
    "  why: d": ["8:15 deck.right-has-bracket"],
    f"- choice: a\n  ask: b\n  answers: [c, {LONG}]\n  wrong: [{LONG}s]\n  why: d": [
        "8:18 deck.long-answer"
    ],
    "- choice: a\n  ask: b\n  answers: [c, d]\n  wrong: [e]": ["6:5 deck.no-why"],
    "- choice: a\n  ask: b\n  answer: c\n  why: d\n  wrong:\n    - x1\n"
    "    - {text: {fr: x, en: y}, say: Ce n’est pas la part des clients.}": [
        "12:37 deck.untranslated"
    ],
    "- basic: a\n  ask: {fr: b, en: d}\n  answer: c\n  version: {2: La part ne suit pas le coût}": [
        "9:18 deck.untranslated"
    ],
    # Languages
    '- basic: a\n  ask: {fr: "Quel est le sens du CSAT ?", en: "Quel est le sens du CSAT ?"}\n'
    "  answer: b": ["7:49 deck.untranslated"],
    "- basic: a\n  ask: {fr: b, en: d}\n  answer: c\n  why: Le prix ne suit pas le coût.": [
        "9:10 deck.untranslated"
    ],
}

FINE = [
    # 120 characters, seven items.
    f"- basic: a\n  ask: b\n  answer: {'x' * 120}",
    "- list: a\n  ask: b\n  items: [c1, d2, e3, f4, g5, h6, i7]",
    # No second sentence: abbreviations, decimals, a mark within.
    "- basic: a\n  ask: b\n  answer: un outil (p. ex. Google Analytics), 3.5 fois",
    # An item that shares a word with the question; a name that is also a word of it.
    (
        "- list: a\n  ask: {fr: Quels taux de clients ?, en: Which rates?}\n"
        "  items: [{fr: taux de rétention, en: retention}, {fr: part perdue, en: churn}]"
    ),
    (
        "- list: a\n  ask: {fr: Les outils de tableau de bord ?, en: Which tools?}\n"
        "  items: [Tableau, Excel]"
    ),
    # A long right answer among long ones, a number among numbers.
    (
        "- choice: a\n  ask: b\n  answer: la marge sur les coûts variables\n"
        "  wrong: [le prix de vente moyen, le coût]\n  why: d"
    ),
    "- choice: a\n  ask: b\n  answer: 40 (net)\n  wrong: [60 (brut), 20]\n  why: d",
    "- choice: a\n  ask: b\n  answer: oui\n  wrong: ['non, 3 fois (au plus)', jamais]\n  why: d",
    # Several right answers, of which one alone is long or has a bracket.
    (
        "- choice: a\n  ask: b\n  answers: [la marge sur les coûts variables, coût]\n"
        "  wrong: [prix]\n  why: d"
    ),
    "- choice: a\n  ask: b\n  answers: [marge (nette), part]\n  wrong: [prix]\n  why: d",
    # Names are the same everywhere.
    "- basic: a\n  ask: CSAT\n  answer: Customer Satisfaction Score",
]


FRENCH = HEADER.replace("[fr, en]", "[fr]").replace('{fr: "Essai", en: "Trial"}', "Essai")


def warned(folder: Path, cards: str, more: str = "") -> list[str]:
    file = folder / "a.yaml"
    text = "\n".join(f"  {line}" for line in cards.splitlines())
    header = HEADER if "en:" in cards else FRENCH
    file.write_text(f"{header}{text}\n{more}", "utf-8")
    diagnostics = check_decks([file])
    assert all(diagnostic.severity is Severity.WARNING for diagnostic in diagnostics)
    return [
        f"{diagnostic.at.line}:{diagnostic.at.column} {diagnostic.code}"
        for diagnostic in diagnostics
    ]


@pytest.mark.parametrize("card", POOR)
def test_a_poor_card_is_warned_of_at_its_place(card: str, tmp_path: Path) -> None:
    assert warned(tmp_path, card, GOOD) == POOR[card]


@pytest.mark.parametrize("card", FINE)
def test_a_good_card_is_left_alone(card: str, tmp_path: Path) -> None:
    assert warned(tmp_path, card) == []


def test_siblings_are_told_once(tmp_path: Path) -> None:
    gaps = '"Le {{1: prix}} du {{2: produit}} moins le {{3: coût}}"'
    cards = f"- cloze: a\n  text: {gaps}\n  why: {{fr: b, en: c}}"
    assert warned(tmp_path, cards) == ["7:11 deck.untranslated"]


def test_the_texts_beside_the_cards(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    same = '"La mesure de la satisfaction"'
    header = HEADER.replace('{fr: "Essai", en: "Trial"}', f"{same}\ndescription: {same}")
    file.write_text(header + GOOD, "utf-8")
    found = [(each.at.line, each.code) for each in check_decks([file])]
    assert found == [(2, "deck.untranslated"), (3, "deck.untranslated")]


def test_of_very_many_warnings_the_first_hundred_are_told_and_the_others_counted(
    tmp_path: Path,
) -> None:
    claims = "".join(f"- truefalse: c{n}\n  claim: {n * 7}\n  answer: true\n" for n in range(103))
    told = warned(tmp_path, claims)
    assert len(told) == 101
    assert told[-1].endswith("deck.more-diagnostics")


# --- likeness


def basic(name: str, fr: str, en: str = "") -> str:
    return f'- basic: {name}\n  ask: {{fr: "{fr}", en: "{en or name}"}}\n  answer: {name}\n'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quel est le taux de rétention ?", "Quel est le taux de rétention ?"),
        ("Quel est le taux de rétention ?", "Quel est le taux de la retention"),
        ("Quels sont les indicateurs des ventes ?", "Quel sont les indicateurs de vente ?"),
    ],
)
def test_questions_that_say_the_same(tmp_path: Path, one: str, other: str) -> None:
    assert warned(tmp_path, basic("a", one) + basic("b", other)) == ["10:15 deck.similar-question"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quelle question pose l’axe finances ?", "Quelle question pose l’axe client ?"),
        ("Quels sont les 3 indicateurs ?", "Quels sont les 4 indicateurs ?"),
        ("Que vaut un NPS élevé ?", "Que vaut un CES élevé ?"),
        ("La satisfaction garantit la fidélité.", "La satisfaction ne garantit pas la fidélité."),
        ("Que donne la perception interne ?", "Que donne la perception externe ?"),
        ("NPS", "NPS"),  # too short to tell
    ],
)
def test_questions_that_differ_in_a_word_that_counts(tmp_path: Path, one: str, other: str) -> None:
    assert warned(tmp_path, basic("a", one) + basic("b", other)) == []


def test_likeness_in_one_language_is_enough_and_told_once(tmp_path: Path) -> None:
    english = "What is the retention rate for?"
    cards = basic("a", "À quoi sert la rétention ?", english) + basic("b", "Un taux ?", english)
    assert warned(tmp_path, cards) == ["10:32 deck.similar-question"]
    both = basic("a", "À quoi sert ce taux ?", english) + basic(
        "b", "À quoi sert ce taux ?", english
    )
    assert warned(tmp_path, both) == ["10:15 deck.similar-question"]


def test_files_checked_together_are_compared(tmp_path: Path) -> None:
    question = "  - basic: {}\n    ask: Combien de promoteurs faut-il ?\n    answer: b\n"
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(FRENCH + question.format("one"), "utf-8")
    second.write_text(FRENCH.replace("essai", "autre") + question.format("two"), "utf-8")
    (found,) = check_decks([tmp_path])
    assert (found.code, found.at.file, found.at.line) == ("deck.similar-question", str(second), 7)
    assert found.values == {"id": "one", "file": "a.yaml", "line": 6}
    assert check_decks([second]) == ()


def test_a_deck_is_not_compared_with_the_one_it_replaces(tmp_path: Path) -> None:
    question = "  - basic: {}\n    ask: Combien de promoteurs faut-il ?\n    answer: b\n"
    for folder, name in (("shipped", "one"), ("own", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text(FRENCH + question.format(name), "utf-8")
    assert check_decks([tmp_path / "shipped", tmp_path / "own"]) == ()
