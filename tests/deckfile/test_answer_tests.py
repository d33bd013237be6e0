"""`tests` of typed answers: what `deck check` tells of them."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.files.deck_cache import BaseWords
from kpitrainer.deckfile.lint.check import check_decks

HEADER = "deck: d\ntitle: D\nlanguages: [fr, en]\nlevel: 1\ncards:\n"
TYPED = """\
  - basic: note
    ask: {fr: "Que compte-t-on ?", en: "What is counted?"}
    answer: {fr: les clients satisfaits, en: satisfied customers}
    typed: true
"""
LIST = """\
  - list: trio
    ask: {fr: Deux choses ?, en: Two things?}
    items: [NPS, CSAT]
"""
GAPS = """\
  - cloze: calcul
    text: {fr: "{{1: clients}} ÷ {{2: jours}}", en: "{{1: customers}} ÷ {{2: days}}"}
    typed: true
"""
FIRST = 10  # the line of `tests` behind TYPED


def told(text: str, tmp_path: Path, words: BaseWords | None = None) -> list[str]:
    file = tmp_path / "d.yaml"
    file.write_text(HEADER + text, "utf-8")
    return [
        f"{found.at.line}:{found.at.column} {found.code} {found.values.get('typed', '')}".strip()
        for found in check_decks([file], words=words or BaseWords())
        if found.code != "deck.same-in-both"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            TYPED
            + "    tests: {right: {fr: [clients satisfaits]}, wrong: {en: [customers lost]}}\n",
            [],
            id="as-it-is-judged",
        ),
        pytest.param(
            TYPED + "    tests:\n      right: {fr: [clients]}\n",
            ["11:20 deck.answer-differs clients"],
            id="one-language",
        ),
        pytest.param(
            TYPED + "    tests: {near: {fr: [clients, un client insatisfait]}}\n",
            ["10:34 deck.answer-differs un client insatisfait"],
            id="near",
        ),
        pytest.param(
            LIST + "    tests: {right: [nps, 'csat, nps'], wrong: [CES]}\n", [], id="list"
        ),
        pytest.param(
            LIST + "    tests: {right: ['nps, ces']}\n",
            ["9:21 deck.answer-differs nps, ces", "9:21 deck.answer-differs nps, ces"],
            id="a-list-in-both-languages",
        ),
        pytest.param(
            GAPS + "    tests: {right: {1: {fr: [client]}, 2: {fr: [jour]}}}\n", [], id="gaps"
        ),
        pytest.param(
            GAPS + "    tests: {right: {1: {fr: [jour]}}}\n",
            ["9:30 deck.answer-differs jour"],
            id="another-gap",
        ),
        pytest.param(
            GAPS + "    tests: {right: {fr: [client]}}\n", ["9:20 deck.which-gap"], id="which-gap"
        ),
        pytest.param(
            GAPS + "    tests: {right: {3: {fr: [client]}}}\n",
            ["9:21 deck.no-such-gap"],
            id="no-such-gap",
        ),
        pytest.param(
            TYPED.replace("    typed: true\n", "") + "    tests: {right: {fr: [clients]}}\n",
            ["9:5 deck.not-typed"],
            id="not-typed",
        ),
        pytest.param(
            TYPED + "    tests: {rihgt: {fr: [clients]}}\n",
            ["10:13 deck.unknown-key-near"],
            id="a-wrong-key",
        ),
        pytest.param(TYPED + "    tests: [clients]\n", ["10:12 deck.wants-keys"], id="a-list"),
    ],
)
def test_each_answer_is_tried_at_its_line(text: str, expected: list[str], tmp_path: Path) -> None:
    assert told(text, tmp_path) == expected


def test_answers_are_judged_by_the_words_of_all_decks(tmp_path: Path) -> None:
    text = TYPED + "    tests: {wrong: {fr: [clients insatisfaits, perdus]}}\n"
    assert told(text, tmp_path) == []
    synonyms = BaseWords(b'[synonyms]\nfr = [["client", "acheteur"]]')
    text = TYPED + "    tests: {right: {fr: [acheteurs satisfaits]}}\n"
    assert told(text, tmp_path) == ["10:26 deck.answer-differs acheteurs satisfaits"]
    assert told(text, tmp_path, synonyms) == []
