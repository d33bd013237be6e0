"""Signs that editors and the web put in the place of YAML's: told by their name, and alone."""

import pytest
from yaml import SafeLoader

from kpitrainer.deckfile.read.deck_reader import ReadDeck, read_deck
from kpitrainer.deckfile.syntax.yaml_tree import LOADER
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, ids, read, told

NBSP, NNBSP, THIN, ZWSP, SHY = "\u00a0", "\u202f", "\u2009", "\u200b", "\u00ad"
CARD = "  - basic: a\n    ask: b\n    answer: c\n"
LIST = "  - list: a\n    ask: b\n    items:\n      - c\n      - d\n"
DRILL = (
    "  - drill: a\n    given:\n      x: 1..9\n      y: 1..9\n    ask: '{x} {y}'\n"
    '    answer: {formula: x / y, unit: "%", decimals: 1}\n'
)

# What stands in a card of those above, what is typed instead, and what is told; line 6 opens it.
SIGNS = [
    # Margins
    (CARD, "    ask", f"{NBSP * 4}ask", "7:1 deck.space-in-margin"),
    (CARD, "    ask", f"  {NNBSP * 2}ask", "7:3 deck.space-in-margin"),
    (CARD, "    answer", f"{THIN * 4}answer", "8:1 deck.space-in-margin"),
    (CARD, "  - basic", f"{NBSP * 2}- basic", "6:1 deck.space-in-margin"),
    (CARD, "    ask", f"    {ZWSP}ask", "7:5 deck.unseen-in-margin"),
    (CARD, "    ask", f"{SHY}    ask", "7:1 deck.unseen-in-margin"),
    (CARD, "    ask", "\ufeff    ask", "7:1 deck.control-character"),
    (LIST, "      - d", f"    {NBSP * 2}- d", "10:5 deck.space-in-margin"),
    (LIST, "      - d", f"{NBSP}\n      - d", "10:1 deck.space-in-margin"),
    (DRILL, "      y", f"{NBSP * 6}y", "9:1 deck.space-in-margin"),
    # Dashes
    (CARD, "  - basic", "  – basic", "6:3 deck.dash-sign"),
    (CARD, "  - basic", "  —basic", "6:3 deck.dash-sign"),
    (CARD, "  - basic", "  • basic", "6:3 deck.dash-sign"),
    (CARD, "  - basic", "  * basic", "6:3 deck.dash-sign"),
    (CARD, "  - basic", "  −basic", "6:3 deck.dash-sign"),
    (CARD, "  - basic", "  -basic", "6:3 deck.space-after-dash"),
    (CARD, "  - basic", f"  -{NBSP}basic", "6:4 deck.special-space"),
    (LIST, "- d", "– d", "10:7 deck.dash-sign"),
    (LIST, "- c", "· c", "9:7 deck.dash-sign"),
    (LIST, "- c\n      - d", "-c\n      -d", "9:7 deck.space-after-dash"),
    # Around keys and colons
    (CARD, "ask: b", f"ask:{NBSP}b", "7:9 deck.special-space"),
    (CARD, "ask: b", f"ask:{NNBSP}b", "7:9 deck.special-space"),
    (CARD, "ask: b", f"a{ZWSP}sk: b", "7:5 deck.unseen"),
    (CARD, "ask: b", "\u0430sk: b", "7:5 deck.letter-sign"),
    (CARD, "ask: b", "ask：b", "7:8 deck.colon-sign"),
    (CARD, "ask: b", "ask:b", "7:8 deck.space-after-colon"),
    (DRILL, "y: 1", "y:1", "9:8 deck.space-after-colon"),
    (DRILL, "y: 1", f"y:{NBSP}1", "9:9 deck.special-space"),
    (DRILL, "unit: ", f"unit:{NBSP}", "11:35 deck.special-space"),
    # Values
    (CARD, "ask: b", "ask: “b : c”", "7:10 deck.curly-quotes"),
    (CARD, "ask: b", f"ask: «{NBSP}b : c{NBSP}»", "7:10 deck.curly-quotes"),
    (CARD, "ask: b", 'ask: "b : c”', "7:16 deck.curly-quotes"),
    (CARD, "ask: b", "ask: {fr: “b, c”, en: d}", "7:15 deck.curly-quotes"),
    (CARD, "basic: a", "basic: “a”", "6:12 deck.curly-quotes"),
    (CARD, "basic: a", f"basic: a{ZWSP}b", "6:13 deck.unseen"),
    (CARD, "answer: c", f"answer: c\n    typed: true{NBSP}", "9:16 deck.unseen"),
    (CARD, "answer: c", "answer: c\n    typed: “true”", "9:12 deck.curly-quotes"),
    (DRILL, '"%"', "“%”", "11:36 deck.curly-quotes"),
    (DRILL, "x / y", "“x / y”", "11:23 deck.curly-quotes"),
    (DRILL, "x: 1..9", "x: ‘1..9’", "8:10 deck.curly-quotes"),
    # What copying leaves
    (CARD, CARD, f"```yaml\n{CARD}```\n", "6:1 deck.code-fence"),
    (
        CARD,
        "    answer: c\n",
        "<<<<<<< HEAD\n    answer: c\n=======\n    answer: d\n>>>>>>> x\n",
        "8:1 deck.merge-marks",
    ),
    (
        CARD,
        "    ask",
        "<<<<<<< HEAD\n||||||| b\n=======\n>>>>>>> x\n    ask",
        "7:1 deck.merge-marks",
    ),
    (CARD, CARD, f"{CARD}>>>>>>> x\n", "9:1 deck.merge-marks"),
    (CARD, CARD, f'"{CARD.rstrip()}"\n', "6:1 deck.spreadsheet-quotes"),
    (
        CARD,
        CARD,
        '"  - {basic: a, ask: ""b"", answer: c}"\n',
        "6:1 deck.spreadsheet-quotes",
    ),
]


@pytest.mark.parametrize("loader", dict.fromkeys((LOADER, SafeLoader)))
@pytest.mark.parametrize(("card", "right", "typed", "expected"), SIGNS, ids=repr)
def test_a_sign_is_told_alone_and_what_is_advised_ends_it(
    card: str, right: str, typed: str, expected: str, loader: type
) -> None:
    assert told(read(HEADER + card + GOOD, loader=loader)) == []
    found = read(HEADER + card.replace(right, typed, 1) + GOOD, loader=loader)
    assert told(found) == [expected]
    assert found.diagnostics[0].severity is Severity.ERROR
    assert ids(found) == ["ok"]


@pytest.mark.parametrize("space", [NBSP, NNBSP, " "])
def test_a_space_before_a_colon_is_simply_taken(space: str) -> None:
    text = HEADER + CARD + GOOD
    for key in ("title", "languages", "level", "ask", "answer"):
        text = text.replace(f"{key}:", f"{key}{space}:")
    found = read(text)
    assert told(found) == []
    assert ids(found) == ["a", "ok"]


def test_the_same_sign_in_many_lines_is_told_once_and_counted() -> None:
    cards = "".join(CARD.replace("basic: a", f"basic: a{n}") for n in range(150))
    found = read(HEADER + cards.replace("    ask", f"{NBSP * 4}ask") + GOOD)
    (sign,) = found.diagnostics
    assert (sign.at.line, sign.code, sign.values["count"]) == (7, "deck.space-in-margin", 150)
    assert ids(found) == ["ok"]


@pytest.mark.parametrize(
    "text",
    [
        "    ask: |\n      – basic: b\n      * ask: c\n      -c\n",
        f"    ask: >\n      – b\n\n      •{NBSP}c\n",
        "    ask: Voici\n      – un tiret\n",
        "    ask: “b”\n",
        f"    ask: b{NBSP}:c{ZWSP}\n",
        "    ask: b – c\n",
    ],
)
def test_signs_within_a_text_are_no_mistakes_whatever_else_is_wrong(text: str) -> None:
    card = "  - basic: a\n" + text + "    answer: c\n"
    assert told(read(HEADER + card + GOOD)) == []
    other = "  - basic: b\n    aks: c\n    answer: d\n"
    assert [each.split()[1] for each in told(read(HEADER + card + other + GOOD))] == [
        "deck.unknown-key-near"
    ]


def test_a_sign_that_is_not_the_cause_is_not_told() -> None:
    card = f"  - basic: a\n    ask: «{NBSP}b{NBSP}» : c\n    answer: d\n"
    assert told(read(HEADER + card + GOOD)) == ["7:16 deck.colon-in-text"]


def test_what_is_told_of_a_mended_file_names_its_cards() -> None:
    found = read(HEADER + CARD.replace("  - basic", "  – basic") + GOOD)
    assert [diagnostic.entry for diagnostic in found.diagnostics] == ["a"]


def test_a_deck_all_of_whose_dashes_are_long_is_read() -> None:
    found = read(HEADER + (LIST + GOOD).replace("- ", "– "))
    (sign,) = found.diagnostics
    assert (sign.at.line, sign.code, sign.values["count"]) == (6, "deck.dash-sign", 4)


FOREIGN = {
    "CrowdAnki (JSON)": '{\n  "__type__": "Deck",\n  "crowdanki_uuid": "x",\n  "notes": []\n}\n',
    "JSON": '[{"front": "a", "back": "b"}]',
    "Anki": "#separator:tab\n#html:true\na\tb\n",
    "Moodle (XML)": '<?xml version="1.0"?>\n<quiz>\n<question type="essay"/>\n</quiz>\n',
    "HTML": "<!DOCTYPE html>\n<html></html>\n",
    "GIFT (Moodle)": "::Q1:: What is a CSAT? {\n=A share\n~A mean\n}\n",
    "Markdown": "Q: What is a CSAT?\nA: A share\n\nQ: And NPS?\nA: A balance\n",
    "CSV": 'Pays;Capitale\n"France, la";Paris\nSuisse;"Berne\n(de fait)"\n',
}


@pytest.mark.parametrize(("program", "text"), FOREIGN.items())
def test_a_file_of_another_program_is_told_as_such_in_one_message(program: str, text: str) -> None:
    found = read(text)
    code = "other-format" if program in ("JSON", "HTML") else "other-program"
    assert told(found) == [f"1:1 deck.{code}"]
    assert found.diagnostics[0].values == {"program": program}


def test_a_table_in_the_encoding_of_a_spreadsheet_is_told_as_such_too() -> None:
    found = read_deck("Pays;Été\nSuisse;né\n".encode("cp1252"), "a.csv")
    assert told(found) == ["1:1 deck.other-program"]


@pytest.mark.parametrize(
    "text", [HEADER + GOOD, "title: a\ncards:\n" + GOOD, "juste un texte\n", "- a\n- b\n", ""]
)
def test_what_may_be_a_deck_is_not_taken_for_another_program_s(text: str) -> None:
    assert "1:1 deck.other-program" not in told(read(text))


def test_a_deck_written_as_json_is_a_deck() -> None:
    deck = (
        '{"deck": "d", "title": "D", "languages": ["fr"], "level": 1,'
        ' "cards": [{"basic": "a", "ask": "b", "answer": "c"}]}'
    )
    assert ids(read(deck)) == ["a"]


def _one_told(found: ReadDeck) -> dict[str, object]:
    (diagnostic,) = found.diagnostics
    return dict(diagnostic.values)


def test_cards_without_names_are_one_message_with_the_command() -> None:
    cards = "".join(f"  - basic:\n    ask: b{n}\n    answer: c\n" for n in range(150))
    found = read_deck((HEADER + cards + GOOD).encode(), "mon paquet.yaml")
    values = _one_told(found)
    assert (values["count"], values["file"]) == (150, '"mon paquet.yaml"')
    assert ids(found) == ["ok"]
