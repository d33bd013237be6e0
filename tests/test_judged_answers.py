"""Answers whose verdict a teacher fixed beforehand, judged by the course’s decks.

What is called near costs as much as what is wrong; what counts is that a wrong answer is never
right, and a right one never refused.
"""

from collections import Counter
from typing import Any

import pytest

from kpitrainer.domain.verdict import Outcome
from tests.editions import EDITIONS, Edition, per_edition

ANSWERS_OF_THE_CARD = {
    ("en", "returning customers"): "an accepted text",
    ("en", "recurring customers"): "an accepted text",
    ("fr", "courriel électronique"): "both words stand in accepted texts, and say the same",
    ("fr", "courriels électronique"): "both words stand in accepted texts, and say the same",
    ("fr", "personnel"): "an accepted text",
    ("fr", "visites"): "an accepted text",
}
FINDINGS = [
    pytest.param(
        edition, line, id=f"{edition.name}, {line['kind']}: {line['typed']} ({line['card']})"
    )
    for edition in EDITIONS
    for line in edition.lines("judged-findings")
]


@pytest.mark.parametrize(("edition", "line"), FINDINGS)
def test_what_was_judged_wrongly_once_is_judged_as_wanted(
    edition: Edition, line: dict[str, Any]
) -> None:
    assert (edition.outcome(line) is Outcome.RIGHT) is (line["want"] == "right")


@per_edition
def test_answers_by_the_hundred_are_judged_within_the_limits(edition: Edition) -> None:
    counts = Counter(
        (line["want"], edition.outcome(line)) for line in edition.lines("judged-answers")
    )
    right = {found: count for (want, found), count in counts.items() if want == "right"}
    wrong = {found: count for (want, found), count in counts.items() if want == "wrong"}
    assert wrong.get(Outcome.RIGHT, 0) <= 0.004 * sum(wrong.values())
    assert right.get(Outcome.WRONG, 0) <= 0.01 * sum(right.values())
    assert right[Outcome.RIGHT] >= 0.94 * sum(right.values())


@per_edition
def test_a_word_of_the_course_is_no_slip_of_another(edition: Edition) -> None:
    taken = [
        (line["lang"], line["typed"])
        for line in edition.word_pairs()
        if edition.outcome(line) is Outcome.RIGHT
    ]
    assert [pair for pair in taken if pair not in ANSWERS_OF_THE_CARD] == []
