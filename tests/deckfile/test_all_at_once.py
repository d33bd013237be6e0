"""One run tells the mistakes of all entries, and all of an entry's that are of one kind."""

from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, ids, read, told
from tests.program import ALL_TYPES

CARDS = {
    # Mistakes of the shape: all of them, and they come before what the entry means.
    "- basic: a\n  tpyed: true\n  ask: {fr: b}\n  anwser: c": [
        "7:5 deck.unknown-key-near",
        "9:5 deck.unknown-key-near",
    ],
    "- list: a\n  tag: [x]\n  ask: b\n  items: [c, [d], {fr: e}, C]": [
        "7:5 deck.unknown-key-near",
        "9:16 deck.starts-with",
    ],
    "- truefalse: a\n  claim: {fr: b, en: ''}\n  answer: oui": [
        "7:24 deck.empty",
        "8:13 deck.not-true-or-false",
    ],
    "- drill: a\n  ask: b\n  answer: {formula: x}\n  mistakes:\n"
    "    - c\n    - {wrong: d, formula: 2 +, say: [e]}": [
        "10:9 deck.wants-keys",
        "11:39 deck.starts-with",
    ],
    # Mistakes of what it means: all of them.
    "- basic: a\n  ask: {fr: b}\n  answer: {en: c}\n  accept: [d]": [
        "7:10 deck.missing-language",
        "8:13 deck.missing-language",
        "9:5 deck.not-typed",
    ],
    "- list: a\n  ask: b\n  items: [c, d, {fr: e}, C]": [
        "8:19 deck.missing-language",
        "8:28 deck.twice",
    ],
    "- cloze: a\n  typed: true\n  text: {fr: 'b {{1: c}}', en: 'b'}\n  accept: {2: [e]}": [
        "8:34 deck.no-gap",
        "9:14 deck.no-such-gap",
    ],
    "- drill: a\n  ask: {fr: '{x}', en: b}\n  answer: {formula: x}\n  tests: [{with: {v: 3}}]": [
        "7:15 drill.unknown-placeholder",
        "8:23 drill.unknown-name",
        "9:21 drill.test-unknown-given",
    ],
    # A wrong id hides neither.
    "- basic: Ä\n  ask: {fr: b}\n  answer: c": ["6:12 deck.bad-id", "7:10 deck.missing-language"],
    "- basic:\n  ask: {fr: b}\n  answer: c": ["6:5 deck.missing-id", "7:10 deck.missing-language"],
    "- basic: [a]\n  ask: b\n  anwser: c": [
        "6:12 deck.id-not-text",
        "8:5 deck.unknown-key-near",
    ],
}


def _indented(card: str) -> str:
    return "".join(f"  {line}\n" for line in card.splitlines())


@pytest.mark.parametrize(("card", "expected"), CARDS.items(), ids=CARDS)
def test_an_entry_tells_all_its_mistakes_of_one_kind(card: str, expected: list[str]) -> None:
    found = read(HEADER + _indented(card) + GOOD)
    assert told(found) == expected
    assert ids(found) == ["ok"]


def test_one_run_tells_the_mistakes_of_every_entry() -> None:
    found = read(HEADER + "".join(_indented(card) for card in CARDS) + GOOD)
    codes = Counter[str]()
    for diagnostic in found.diagnostics:
        if diagnostic.code != "deck.duplicate-id":
            codes[diagnostic.code] += int(str(diagnostic.values.get("count", 1)))
    assert codes == Counter(
        diagnostic.split()[1] for expected in CARDS.values() for diagnostic in expected
    )
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
