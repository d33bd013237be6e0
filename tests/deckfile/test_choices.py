"""A choice as it is written: several right answers, sayings, an end that stays; versions too."""

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from tests.deckfile.decks import HEADER, read

ASK = "  - choice: a\n    ask: b\n"


def made(text: str) -> Card:
    found = read(HEADER + text)
    assert found.diagnostics == ()
    assert found.deck
    (card,) = found.deck.cards
    return card


def told(text: str) -> list[str]:
    """What is told of an entry, at lines counted from its own."""
    first = HEADER.count("\n")
    return [
        f"{each.at.line - first}:{each.at.column} {each.code}"
        for each in read(HEADER + text).diagnostics
    ]


def same(text: str) -> dict[str, str]:
    return {"fr": text, "en": text}


def test_several_answers_sayings_in_each_form_and_an_end() -> None:
    card = made(f"""\
{ASK}    answers: [CSAT, {{fr: Le NPS, en: NPS}}]
    wrong:
      - attrition
      - {{fr: panier, en: basket, say: {{fr: Non., en: No.}}}}
      - {{text: prix, say: Non.}}
      - {{text: {{fr: aucune, en: none}}}}
    last: [prix, {{fr: aucune, en: none}}]
""")
    assert card.content == Choice(
        same("b"),
        (same("CSAT"), {"fr": "Le NPS", "en": "NPS"}),
        (
            WrongOption(same("attrition")),
            WrongOption({"fr": "panier", "en": "basket"}, {"fr": "Non.", "en": "No."}),
            WrongOption(same("prix"), same("Non.")),
            WrongOption({"fr": "aucune", "en": "none"}),
        ),
        several=True,
        last=(4, 5),
    )
    assert card.key.card == "a"


def test_one_answer_is_one_as_ever() -> None:
    content = made(ASK + "    answer: c\n    wrong: [d, e]\n    last: [c]\n").content
    assert content == Choice(
        same("b"), (same("c"),), (WrongOption(same("d")), WrongOption(same("e"))), last=(0,)
    )


@pytest.mark.parametrize(
    ("keys", "faults"),
    [
        # The least and the most.
        ("    answers: [c, d]\n    wrong: [e]\n", []),
        ("    answers: [c]\n    wrong: [e]\n", ["3:5 deck.lone-answer"]),
        ("    answers: []\n    wrong: [e]\n", ["3:14 deck.too-few"]),
        ("    answers: [c, d, f, g, h]\n    wrong: [i, j, k, l, m]\n", []),
        ("    answers: [c, d, f, g, h, n]\n    wrong: [i, j]\n", ["3:14 deck.too-many"]),
        ("    answers: [c, d]\n    wrong: []\n", ["4:12 deck.too-few"]),
        ("    answer: c\n    wrong: [d]\n", ["4:12 deck.too-few"]),
        ("    answer: c\n    wrong: [d; e]\n", ["4:12 deck.list-separator"]),
        ("    answers: [c; d]\n    wrong: [e]\n", ["3:14 deck.list-separator"]),
        # One of the two keys.
        ("    wrong: [d, e]\n", ["1:5 deck.missing-key"]),
        ("    answer: f\n    answers: [c, g]\n    wrong: [d, e]\n", ["4:5 deck.either-key"]),
        ("    answer: [c, f]\n    wrong: [d, e]\n", ["3:13 deck.one-answer"]),
        ("    answers: c\n    wrong: [d, e]\n", ["3:14 deck.wants-brackets"]),
        # All options differ.
        ("    answers: [c, d]\n    wrong: [e, D]\n", ["4:16 deck.twice"]),
        ("    answers: [c, C]\n    wrong: [e]\n", ["3:18 deck.twice"]),
        ("    answer: c\n    wrong: [d, {text: D, say: f}]\n", ["4:16 deck.twice"]),
        # A wrong option's own keys.
        (
            "    answer: c\n    wrong: [d, {text: e, fr: f, say: g}]\n",
            ["4:26 deck.either-key"],
        ),
        ("    answer: c\n    wrong: [d, {say: g}]\n", ["4:16 deck.missing-key"]),
        ("    answer: c\n    wrong: [d, {fr: e, say: g}]\n", ["4:16 deck.missing-language"]),
        (
            "    answer: c\n    wrong: [d, {text: {fr: e}, say: g}]\n",
            ["4:23 deck.missing-language"],
        ),
        (
            "    answer: c\n    wrong: [d, {text: e, say: {fr: g}}]\n",
            ["4:31 deck.missing-language"],
        ),
        (
            "    answer: c\n    wrong: [d, {fr: e, en: e, dire: g}]\n",
            ["4:31 deck.unknown-key-near"],
        ),
        (
            "    answer: c\n    wrong: [d, {fr: e, de: e}]\n",
            ["4:16 deck.missing-language", "4:24 deck.unlisted-language"],
        ),
        (
            "    answer: c\n    wrong:\n      - d\n      - Le NPS: un score\n",
            ["6:9 deck.colon-in-text"],
        ),
        ("    answer: c\n    wrong: [d, {e}]\n", ["4:16 deck.starts-with"]),
        # What stays at the end is an option, once.
        ("    answer: c\n    wrong: [d, e]\n    last: [e]\n", []),
        ("    answer: c\n    wrong: [d, e]\n    last: [e, c, d]\n", []),
        ("    answer: c\n    wrong: [d, e]\n    last: [f]\n", ["5:12 deck.last-no-option"]),
        ("    answer: c\n    wrong: [d, e]\n    last: [E]\n", ["5:12 deck.last-no-option"]),
        ("    answer: c\n    wrong: [d, e]\n    last: [e, e]\n", ["5:15 deck.twice"]),
        ("    answer: c\n    wrong: [d, e]\n    last: []\n", ["5:11 deck.too-few"]),
        ("    answer: c\n    wrong: [d, e]\n    last: e\n", ["5:11 deck.wants-brackets"]),
        (
            "    answer: c\n    wrong: [d, {fr: e, en: f}]\n    last: [e]\n",
            ["5:12 deck.last-no-option"],
        ),
        (
            "    answer: c\n    wrong: [d, {fr: e, en: f}]\n    last: [{fr: e, en: f}]\n",
            [],
        ),
    ],
)
def test_each_side_of_each_bound(keys: str, faults: list[str]) -> None:
    assert told(ASK + keys) == faults


def test_what_is_no_option_is_told_with_the_option_that_was_meant() -> None:
    text = ASK + "    answer: c\n    wrong: [d, {fr: e, en: none}]\n    last: [e]\n"
    (found,) = read(HEADER + text).diagnostics
    assert found.values == {"written": "e", "meant": "none"}
    text = ASK + "    answer: c\n    wrong: [oui, aucune des deux]\n    last: [aucune de deux]\n"
    (found,) = read(HEADER + text).diagnostics
    assert found.values == {"written": "aucune de deux", "meant": "aucune des deux"}


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("bonnes-réponses: [c, d]", "answers"),
        ("réponses: [c, d]", "answers"),
        ("correct: [c, d]", "answers"),
        ("right: [c, d]", "answers"),
        ("correct: c", "answer"),
        ("right: c", "answer"),
        ("options: [c, d]", "wrong"),
        ("fin: [c]", "last"),
    ],
)
def test_what_is_written_elsewhere_is_told_with_our_key(written: str, suggested: str) -> None:
    others = {"answer": "answer: x", "wrong": "wrong: [e, f]"}
    keys = [each for key, each in others.items() if not suggested.startswith(key)]
    text = ASK + "".join(f"    {each}\n" for each in (written, *keys))
    found = read(HEADER + text).diagnostics
    assert [each.code for each in found] == ["deck.unknown-key-near"]
    assert found[0].values["suggestion"] == suggested


BASIC = "  - basic: a\n    ask: b\n    answer: c\n    version: {}\n"


def test_a_version_may_say_what_it_has_changed() -> None:
    plain = made(BASIC.format("3"))
    assert (plain.version, plain.changes) == (3, {})
    card = made(BASIC.format("{2: Une définition., 12: {fr: Neuf., en: New.}}"))
    assert card.version == 12
    assert card.changes == {2: same("Une définition."), 12: {"fr": "Neuf.", "en": "New."}}
    assert card.changes_since(1, "en") == "Une définition.\nNew."
    assert card.changes_since(2, "fr") == "Neuf."
    assert card.changes_since(12, "fr") == ""


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("999", ""),
        ("1000", "4:14 deck.bad-version"),
        ("0", "4:14 deck.bad-version"),
        ("2.1", "4:14 deck.bad-version"),
        ("[2]", "4:14 deck.bad-version"),
        ("{}", "4:14 deck.bad-version"),
        ("{fr: Neuf.}", "4:14 deck.bad-version"),
        ("{999: Neuf.}", ""),
        ("{1000: Neuf.}", "4:15 deck.bad-version"),
        ("{2: Neuf., v3: Encore.}", "4:25 deck.bad-version"),
        ("{2: }", "4:18 deck.empty"),
        ("{2: {fr: Neuf.}}", "4:18 deck.missing-language"),
        ("{2: [Neuf.]}", "4:18 deck.starts-with"),
    ],
)
def test_each_side_of_a_version(written: str, fault: str) -> None:
    assert told(BASIC.format(written)) == ([fault] if fault else [])
