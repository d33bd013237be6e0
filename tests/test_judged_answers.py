"""Answers whose verdict a teacher fixed beforehand, judged by the shipped decks.

What is called near costs as much as what is wrong; what counts is that a wrong answer is never
right, and a right one never refused.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.authoring.answer_check import judge
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.verdict import Outcome
from kpitrainer.study.library import Library
from tests.words import BASE_WORDS

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
LIBRARY = Library(load_decks([ROOT / "decks"], None, BASE_WORDS).decks)
CARDS = {str(card.key): card for card in LIBRARY.cards}
ANSWERS_OF_THE_CARD = {
    ("en", "returning customers"): "an accepted text",
    ("en", "recurring customers"): "an accepted text",
    ("fr", "courriel électronique"): "both words stand in accepted texts, and say the same",
    ("fr", "courriels électronique"): "both words stand in accepted texts, and say the same",
    ("fr", "personnel"): "an accepted text",
    ("fr", "visites"): "an accepted text",
}


def lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (DATA / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def outcome(line: dict[str, Any]) -> Outcome:
    card = CARDS[line["card"]]
    vocabulary = LIBRARY.vocabulary(card)
    return judge(card, line["lang"], line["typed"], vocabulary, item=line.get("item")).outcome


FINDINGS = [
    pytest.param(line, id=f"{line['kind']}: {line['typed']} ({line['card']})")
    for line in lines("judged-findings.jsonl")
]


@pytest.mark.parametrize("line", FINDINGS)
def test_what_was_judged_wrongly_once_is_judged_as_wanted(line: dict[str, Any]) -> None:
    assert (outcome(line) is Outcome.RIGHT) is (line["want"] == "right")


def test_answers_by_the_hundred_are_judged_within_the_limits() -> None:
    counts = Counter((line["want"], outcome(line)) for line in lines("judged-answers.jsonl"))
    right = {found: count for (want, found), count in counts.items() if want == "right"}
    wrong = {found: count for (want, found), count in counts.items() if want == "wrong"}
    assert wrong.get(Outcome.RIGHT, 0) <= 0.004 * sum(wrong.values())
    assert right.get(Outcome.WRONG, 0) <= 0.01 * sum(right.values())
    assert right[Outcome.RIGHT] >= 0.94 * sum(right.values())


def test_a_word_of_the_course_is_no_slip_of_another() -> None:
    taken = []
    for line in (DATA / "real-word-pairs.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, _, _, card, _, typed = line.split("\t")
            if outcome({"card": card, "lang": language, "typed": typed}) is Outcome.RIGHT:
                taken.append((language, typed))
    assert [pair for pair in taken if pair not in ANSWERS_OF_THE_CARD] == []
