"""The JSON Schema, in the real language server that editors run."""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.json_schema import (
    FILE,
    MODELINE,
    deck_schema,
    schema_text,
)
from kpitrainer.i18n import LANGUAGES, Translator, catalogue
from tests.deckfile.decks import GOOD, HEADER, read
from tests.language_server import Client, language_server, needs_server
from tests.program import ALL_TYPES

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "decks").glob("*.yaml"))
CODE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
EXAMPLES = [
    example if example.startswith("deck:") else HEADER + indent(example, "  ")
    for name in ("deck-format.md", "writing-cards.md")
    for example in CODE.findall((ROOT / "docs" / name).read_text("utf-8"))
]

ODD = """\
deck: "true"
title: 2026
description: {fr: 12:30, en: no}
languages: ["fr", en]
level: "2"
optional: "false"
after: [true]
cards:
  - basic: true
    ask: null
    answer: ~
    typed: "true"
    accept: [1_000, 0125, yes, null]
    tags: [2, 3.5]
    version: "7"
  - basic: date
    ask: {fr: 2026-11-21, en: 0x1F}
    answer: {fr: .5, en: +12}
    typed: true
    accept: {fr: [1e3]}
  - list: nombres
    ask: 1, 2
    items: [1, {fr: 2, en: two, accept: [2.0]}]
  - cloze: trous
    typed: true
    text: "{{1: a}} et {{2: b}}"
    accept: {1: [1], 2: {fr: [x], en: [y]}}
  - choice: plusieurs
    ask: 1
    answers: [1, {fr: 2, en: two}]
    wrong: [{text: 3, say: 4}, {fr: a, en: b, say: {fr: c, en: d}}]
    last: [3]
    version: {2: 3, 12: {fr: a, en: b}}
  - truefalse: vrai
    claim: 1
    answer: "true"
    why: 2
  - drill: calcul
    given: {a: [1, 2], b: 3..4, c: 1}
    let: {d: 2}
    ask: "{a} {b}"
    answer: {formula: a + b + d, decimals: "1", unit: 1, signed: "false"}
    steps: [12]
    mistakes: [{wrong: faux, formula: 100, say: 1, step: "1"}]
    tests: [{with: {a: 1, b: 3, c: 1}, answer: 6, mistakes: {faux: 100}}]
"""
"""What editors take for numbers, truth values and nothing, where we take the text it looks like."""

MISTAKES = [
    # The line each mistake is underlined at, its card, and what is told.
    (6, "  - question: a\n    ask: a\n    answer: b\n", "Begin each card with its type"),
    (6, "  - \n", "Begin each card with its type"),
    (6, "  - basic:\n    ask: a\n    answer: b\n", "Use small letters"),
    (6, "  - basic: Été 1\n    ask: a\n    answer: b\n", "Use small letters"),
    (6, "  - basic: a\n    ask: a\n", 'Missing property "answer"'),
    (9, "  - basic: a\n    ask: a\n    answer: b\n    reponse: c\n", "reponse is not allowed"),
    (7, "  - basic: a\n    list: b\n    ask: a\n    answer: b\n", "list is not allowed"),
    (8, "  - basic: a\n    ask: a\n    ask: b\n    answer: b\n", "unique"),
    (7, '  - basic: a\n    ask: {fr: "a", english: "b"}\n    answer: b\n', "english is not"),
    (7, "  - basic: a\n    ask: [a, b]\n    answer: b\n", "Incorrect type"),
    (7, '  - basic: a\n    ask: ""\n    answer: b\n', "Write a text"),
    (9, "  - basic: a\n    ask: a\n    answer: b\n    tags: nps\n", "Incorrect type"),
    (9, "  - basic: a\n    ask: a\n    answer: b\n    typed: oui\n", "Write true or false"),
    (9, "  - basic: a\n    ask: a\n    answer: b\n    version: two\n", "pattern"),
    (9, "  - basic: a\n    ask: a\n    answer: b\n    aliases: [É]\n", "Use small letters"),
    (8, "  - basic: a\n    ask: a\n\tanswer: b\n", "Tabs"),
    (8, "  - list: a\n    ask: a\n    items: [a]\n", "too few items"),
    (8, f"  - list: a\n    ask: a\n    items: {['a'] * 31}\n", "too many items"),
    (9, "  - choice: a\n    ask: a\n    answer: b\n    wrong: [c]\n", "too few items"),
    (8, "  - choice: a\n    ask: a\n    answers: [b]\n    wrong: [c]\n", "too few items"),
    (6, "  - choice: a\n    ask: a\n    wrong: [c, d]\n", 'Missing property "answer"'),
    (9, "  - choice: a\n    ask: a\n    answers: [b, c]\n    wrong: []\n", "too few items"),
    (9, "  - choice: a\n    ask: a\n    answer: b\n    wrong: [c, {text: d, dire: e}]\n",
     "dire is not allowed"),
    (9, "  - basic: a\n    ask: a\n    answer: b\n    version: {v2: c}\n", "v2 is not allowed"),
    (8, '  - cloze: a\n    text: "{{a}}"\n    accept: {0: [b]}\n', "0 is not allowed"),
    (8, "  - truefalse: a\n    claim: a\n    answer: oui\n", "Write true or false"),
    (6, "  - drill: a\n    ask: a\n", 'Missing property "answer"'),
    (8, "  - drill: a\n    ask: a\n    answer: {formule: 1}\n", "formule is not allowed"),
    (8, "  - drill: a\n    ask: a\n    answer: {formula: 1, decimals: 9}\n", "maximum of 6"),
    (8, "  - drill: a\n    ask: a\n    answer: 2\n", "Incorrect type"),
    (9, "  - drill: a\n    ask: a\n    answer: {formula: 1}\n    reading: up\n", "higher"),
    (9, "  - drill: a\n    ask: a\n    answer: {formula: 1}\n    given: [n]\n", "Incorrect type"),
    (7, "  - drill: a\n    mistakes: [{wrong: a, formula: 2}]\n", 'Missing property "say"'),
    (7, "  - drill: a\n    tests: [{answer: 2}]\n", 'Missing property "with"'),
]  # fmt: skip
"""What a schema can say of a card. What it cannot: names used twice, a text missing in one of the
deck's languages, empty values (to an editor the same as `null`), gaps, formulas and their names,
and whether a card is good to learn from. `kpitrainer deck check` tells those."""

HEADER_MISTAKES = [
    (1, HEADER.replace("essai", "Essai"), "Use small letters"),
    (2, HEADER.replace("title:", "titre:"), "titre is not allowed"),
    (1, "".join(HEADER.splitlines(keepends=True)[2:]), 'Missing property "deck"'),
    (3, HEADER.replace("[fr, en]", "[fr, english]"), '"fr", "en"'),
    (3, HEADER.replace("[fr, en]", "[]"), "too few items"),
    (4, HEADER.replace("1", "4"), "maximum of 3"),
    (4, HEADER.replace("1", "expert"), "pattern"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with language_server(tmp_path_factory.mktemp("server")) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(schema_text(Translator("en")), "utf-8")
    return tmp_path


def written(folder: Path, *texts: str) -> list[Path]:
    """Each text in a file below a first line that names the schema."""
    files = [folder / f"{number}.yaml" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(f"{MODELINE}\n{text}", "utf-8")
    return files


def told(server: Client, folder: Path, *texts: str) -> list[list[tuple[int, str]]]:
    files = written(folder, *texts)
    found = server.diagnostics(*files)
    return [[(one.line - 1, one.message) for one in found[file]] for file in files]


@needs_server
def test_what_we_accept_is_not_underlined(server: Client, folder: Path) -> None:
    texts = [*(file.read_text("utf-8") for file in SHIPPED), *EXAMPLES, ALL_TYPES, HEADER + GOOD]
    odd = read(ODD)
    assert odd.diagnostics == ()
    found = told(server, folder, *texts, ODD)
    assert [text for text, told in zip((*texts, ODD), found, strict=True) if told] == []
    # The server did look: the same files are underlined once a word is added to each.
    worse = told(server, folder, *(f"{text.rstrip()}\nmot: 1\n" for text in texts))
    assert all(any("mot is not allowed" in message for _, message in each) for each in worse)


@needs_server
def test_mistakes_are_underlined_at_their_lines(server: Client, folder: Path) -> None:
    texts = [HEADER + card for _, card, _ in MISTAKES]
    texts += [header + GOOD for _, header, _ in HEADER_MISTAKES]
    wanted = [*MISTAKES, *HEADER_MISTAKES]
    missed = [
        (line, text, message, found)
        for (line, text, message), found in zip(wanted, told(server, folder, *texts), strict=True)
        if not any(at == line and message in translate for at, translate in found)
    ]
    assert missed == []


@pytest.mark.parametrize(("line", "text", "message"), MISTAKES)
def test_what_is_underlined_is_a_mistake_to_us_too(line: int, text: str, message: str) -> None:
    found = read(HEADER + text)
    assert message
    # YAML that breaks is told where it broke, which may be a line on.
    assert any(abs(diagnostic.at.line - line) <= 1 for diagnostic in found.diagnostics)


@needs_server
def test_an_editor_proposes_the_keys_that_fit(server: Client, folder: Path) -> None:
    def proposed(card: str, line: int, column: int) -> dict[str, str]:
        (file,) = written(folder, f"{HEADER}{card}")
        return server.completions(file, line + 1, column)

    assert set(card_schema.ENTRIES) <= proposed("  - \n", 6, 5).keys()
    basic = proposed("  - basic: a\n    ask: b\n    \n    answer: c\n", 8, 5)
    assert {"why", "typed", "accept"} <= basic.keys()
    assert not {"ask", "items", "claim", "list"} & basic.keys()
    assert basic["why"] == "The reason, shown after the answer."
    assert {"claim", "answer"} <= proposed("  - truefalse: a\n    \n    why: c\n", 7, 5).keys()
    assert proposed("  - basic: a\n    typed: \n", 7, 12).keys() == {"true", "false"}
    drill = "  - drill: a\n    reading: \n    mistakes:\n      - wrong: b\n        \n"
    assert proposed(drill, 7, 14).keys() == {"higher", "lower"}
    assert {"formula", "say", "step"} <= proposed(drill, 10, 9).keys()


@needs_server
def test_an_editor_explains_a_key_in_the_readers_language(server: Client, folder: Path) -> None:
    (folder / FILE).write_text(schema_text(Translator("fr")), "utf-8")
    (file,) = written(folder, HEADER + GOOD)
    assert "Les langues du paquet" in server.hover(file, 4, 3)
    assert "Une question et sa réponse." in server.hover(file, 7, 7)


def test_the_schema_beside_the_shipped_decks_is_the_present_one() -> None:
    # If not: kpitrainer deck schema --lang en > decks/deck.schema.json
    assert (ROOT / "decks" / FILE).read_text("utf-8") == schema_text(Translator("en"))
    assert SHIPPED
    assert all(file.read_text("utf-8").startswith(f"{MODELINE}\n") for file in SHIPPED)


def _properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        for each in node:
            yield from _properties(each)
    elif isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for value in node.values():
            yield from _properties(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_explained_and_every_explanation_is_used(language: str) -> None:
    made = deck_schema(Translator(language))
    keys = [(key, value) for key, value in _properties(made) if isinstance(value, dict)]
    assert len(keys) > 100
    assert [key for key, value in keys if not value.get("description")] == []
    used = schema_text(Translator(language))
    for code, (sentence,) in catalogue(language, "schema").messages.items():
        said = Translator(language)(code, known=", ".join(card_schema.ENTRIES))
        assert said.replace("\\", "\\\\").replace('"', '\\"') in used, (code, sentence)
