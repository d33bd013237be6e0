"""One run tells all: a mistake in an entry's shape hides none of its mistakes of meaning."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, ids, read, told
from tests.program import ALL_TYPES

SHAPE_AND_MEANING = {
    # The shape's mistake comes first in each card.
    "- basic: a\n  tpyed: true\n  ask: {fr: b}\n  answer: c": [
        "7:5 deck.unknown-key-near",
        "8:10 deck.missing-language",
    ],
    "- basic: a\n  typed: non\n  ask: b\n  answer: {en: c}\n  accept: [d]": [
        "7:12 deck.not-true-or-false",
        "9:13 deck.missing-language",
    ],
    "- basic: a\n  anwser: {fr: b}\n  ask: c": [
        "7:5 deck.unknown-key-near",
        "7:13 deck.missing-language",
    ],
    "- basic: a\n  anwser: [b]\n  ask: {fr: c}": [
        "7:5 deck.unknown-key-near",
        "8:10 deck.missing-language",
    ],
    "- basic: a\n  anwser: b\n  ask: {fr: b}": [
        "7:5 deck.unknown-key-near",
        "8:10 deck.missing-language",
    ],
    "- basic: a\n  ask: {fr: b, en: ''}\n  answer: {en: c}": [
        "7:22 deck.empty",
        "8:13 deck.missing-language",
    ],
    "- list: a\n  tag: [x]\n  ask: b\n  items: [c, d, {fr: e}, C]": [
        "7:5 deck.unknown-key-near",
        "9:19 deck.missing-language",
        "9:28 deck.twice",
    ],
    "- list: a\n  ask: b\n  items: [c, [d], {fr: e}, C]": [
        "8:16 deck.starts-with",
        "8:21 deck.missing-language",
        "8:30 deck.twice",
    ],
    "- choice: a\n  foo: bar\n  ask: b\n  answer: c\n  wrong: [d, C]": [
        "7:5 deck.unknown-key",
        "10:16 deck.twice",
    ],
    "- choice: a\n  ask: b\n  answer: {fr: c}\n  wrong: d": [
        "8:13 deck.missing-language",
        "9:12 deck.wants-list",
    ],
    "- truefalse: a\n  claim: {fr: b}\n  answer: vrai": [
        "7:12 deck.missing-language",
        "8:13 deck.not-true-or-false",
    ],
    "- cloze: a\n  typd: true\n  text: {fr: 'b {{1: c}}', en: 'b'}\n  accept: {2: [e]}": [
        "7:5 deck.unknown-key-near",
        "8:34 deck.no-gap",
        "9:14 deck.no-such-gap",
    ],
    "- cloze: a\n  why: {fr: b}\n  accept: {2: [e]}": [
        "6:5 deck.missing-key",
        "7:10 deck.missing-language",
    ],
    "- basic: Ä\n  ask: {fr: b}\n  answer: c": ["6:12 deck.bad-id", "7:10 deck.missing-language"],
    # Drills: what the dropped values named is not asked after.
    "- drill: a\n  given: {x: {y: 1}, z: 1..9}\n  ask: '{x} {z} {w}'\n"
    "  answer: {formula: z + q}\n  tests: [{with: {x: 1, z: 2, v: 3}}]": [
        "7:16 deck.starts-with",
        "8:19 drill.unknown-placeholder",
        "9:27 drill.unknown-name",
        "10:33 drill.test-unknown-given",
    ],
    "- drill: a\n  gvien: {x: 1..9}\n  ask: '{x}'\n  answer: {formula: x + }": [
        "7:5 deck.unknown-key-near",
        "9:26 drill.formula-ends",
    ],
    "- drill: a\n  ask: {fr: b}\n  answer: {formul: 1, unit: {en: x}}": [
        "7:10 drill.language-missing",
        "8:14 deck.unknown-key-near",
        "8:31 drill.language-missing",
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  mistakes:\n"
    "    - c\n    - {wrong: d, formula: 2 +, say: e}\n    - {wrong: d, formula: 3, say: f}": [
        "10:9 deck.wants-keys",
        "11:32 drill.formula-ends",
        "12:17 drill.mistake-twice",
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  steps: [[x], y]\n"
    "  mistakes: [{wrong: d, formula: 2, say: e, step: 2}, {wrong: f, formula: z, say: g}]": [
        "9:13 deck.starts-with",
        "10:77 drill.unknown-name",
    ],
    "- drill: a\n  parts:\n    - {ask: b, anser: {formula: 1}}\n    - c\n"
    "    - {ask: '{part3} {d}', answer: {formula: part2}}": [
        "8:18 deck.unknown-key-near",
        "9:9 deck.wants-keys",
        "10:24 drill.unknown-placeholder",
    ],
}


def _indented(card: str) -> str:
    return "".join(f"  {line}\n" for line in card.splitlines())


@pytest.mark.parametrize(("card", "expected"), SHAPE_AND_MEANING.items(), ids=SHAPE_AND_MEANING)
def test_both_are_told_and_nothing_twice(card: str, expected: list[str]) -> None:
    found = read(HEADER + _indented(card) + GOOD)
    assert told(found) == expected
    assert ids(found) == ["ok"]


def _places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - plain YAML
    steps = node.items() if isinstance(node, dict) else enumerate(node)
    below = ((path, key, child) for key, child in steps) if not isinstance(node, str) else ()
    found = [path] if path else []
    for above, key, child in below:
        found += _places(child, (*above, key))
    return found


ENTRIES: list[dict[str, Any]] = yaml.load(ALL_TYPES, yaml.BaseLoader)["cards"]  # noqa: S506 - plain texts only
PLACES = [(number, path) for number, entry in enumerate(ENTRIES) for path in _places(entry)]
BAD = st.sampled_from(["", "x", [], ["x"], {}, {"x": "y"}, {"fr": "x"}, [["x"]], {"x": {"y": "z"}}])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), BAD), min_size=1, max_size=3))
def test_no_mutilated_entry_is_too_much(changes: list[tuple[Any, Any]]) -> None:
    entries = yaml.load(ALL_TYPES, yaml.BaseLoader)["cards"]  # noqa: S506
    for (number, path), value in changes:
        node = entries[number]
        try:
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change left nothing there
    text = HEADER.removesuffix("cards:\n") + yaml.safe_dump({"cards": entries}, allow_unicode=True)
    found = read(text)
    errors = [
        diagnostic.at.line
        for diagnostic in found.diagnostics
        if diagnostic.severity is Severity.ERROR
    ]
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("- ")]
    kept = {card.at.line for card in found.deck.cards} if found.deck else set()
    assert not kept & {max(start for start in starts if start <= line) for line in errors}
    assert errors or len(kept) == len(entries)
