import pytest

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import (
    DAY,
    both,
    card,
    cards,
    choice,
    claim,
    cloze,
    drill,
    recall_list,
    typed,
)
from tests.plain.conftest import Studied
from tests.study.progress import met

REVEALED = Basic(both("One?"), both("First."))


def _answers(store: SqlStore) -> list[Rating | None]:
    """The ratings without what is none: how the card came to be known, an introduction."""
    return [rating for rating in _ratings(store) if rating is not None]


def _ratings(store: SqlStore) -> list[Rating | None]:
    """What stands in the log, without what was taken back."""
    rows = list(store.rows())
    undone = {row.entry.undoes for row in rows}
    return [
        row.entry.rating
        for row in rows
        if row.id not in undone and row.entry.kind is not LogKind.UNDO
    ]


def test_of_a_list_with_nothing_typed_an_empty_line_takes_again(
    reviewed: Studied, store: SqlStore
) -> None:
    one = card("one", recall_list())
    met(store, one)
    said = reviewed([one], "", "", "q")
    assert _answers(store) == [Rating.AGAIN]
    assert sum(line.endswith(" Enter: Again.") for line in said) == 1


def test_an_empty_line_shows_then_takes_the_proposal(reviewed: Studied, store: SqlStore) -> None:
    one = card("one", REVEALED, why=both("So it is."), source=("S1",))
    met(store, one)
    said = reviewed([one], "", "", "q")
    assert _answers(store) == [Rating.GOOD]
    shown = said.index("Answer: First.")
    assert said[shown + 1] == "So it is."
    assert "S1" not in "".join(said), "its source is told with its info"
    assert "First." not in "".join(said[:shown])
    assert said[shown + 2] == (
        "1 Again, less than a minute · 2 Hard, 6 minutes · 3 Good, 10 minutes · 4 Easy, 10 days."
        " Enter: Good."
    )


@pytest.mark.parametrize("rating", Rating)
def test_digits_rate_once_the_answer_is_shown(
    reviewed: Studied, store: SqlStore, rating: Rating
) -> None:
    one = card("one", REVEALED)
    met(store, one)
    said = reviewed([one], str(int(rating)), "", str(int(rating)), "q")
    assert _answers(store) == [rating]
    # The first digit came too early and rated nothing.
    assert said.count("Answer in your head, then Enter to see the answer.") == 2 + (
        rating is not Rating.EASY
    )


def test_what_is_no_rating_is_asked_again(reviewed: Studied, store: SqlStore) -> None:
    one = card("one", REVEALED)
    met(store, one)
    said = reviewed([one], "", "5", "yes", "0", "4")
    assert sum(line.startswith("Rate your answer: 1 Again") for line in said) == 3
    assert _answers(store) == [Rating.EASY]


EVERY_TYPE = [
    (typed(), ["customer satisfaction score", ""], Rating.GOOD, "Well spotted."),
    (typed(), ["net promoter score", ""], Rating.AGAIN, "Answer: Customer Satisfaction Score"),
    (typed(), ["", ""], Rating.AGAIN, "Answer: Customer Satisfaction Score"),
    (typed(), ["h", "customer satisfaction score", ""], Rating.HARD, "Hint: C… S… S…"),
    (typed(), ["net promoter score", "3"], Rating.GOOD, "Saved: Good."),
    (cloze(is_typed=True), ["the goals", ""], Rating.GOOD, "Answer: the goals"),
    (cloze(), ["", "2"], Rating.HARD, "First […], then the indicators."),
    (claim(answer=False), ["2", ""], Rating.GOOD, "Well spotted."),
    (claim(answer=False), ["v", ""], Rating.AGAIN, "1 True"),
    (claim(answer=False), ["", ""], Rating.AGAIN, "Answer: False"),
    (claim(answer=False), ["no", "F", ""], Rating.GOOD, "or with t (true) or f (false)."),
    (claim(answer=True), ["2", ""], Rating.AGAIN, "That’s not it."),
    (choice(), ["", ""], Rating.AGAIN, "Answer: the indicators"),
    (choice(), ["7", "0", "x", "", "3"], Rating.GOOD, "Answer with a number, from 1 to 4."),
    (
        recall_list(),
        ["measure the gaps", "choose the indicators; set the objectives", ""],
        Rating.GOOD,
        "Found: 1 of 3.",
    ),
    (recall_list(), ["measure the gaps", "", ""], Rating.AGAIN, "2. Choose the indicators ("),
    (recall_list(ordered=True), ["measure the gaps", "", ""], Rating.AGAIN, "0 of 3."),
    (recall_list(), ["", "3"], Rating.GOOD, "3. Measure the gaps"),
]
"""A card's content, what is typed, the rating in the log, and a line that is said."""


@pytest.mark.parametrize("case", EVERY_TYPE)
def test_every_type_of_card(
    reviewed: Studied, store: SqlStore, case: tuple[Content, list[str], Rating, str]
) -> None:
    content, lines, rating, told = case
    one = card("one", content)
    met(store, one)
    said = reviewed([one], *lines, "q")
    assert _answers(store) == [rating]
    assert any(line.startswith(told) for line in said), said


def test_the_right_choice_by_its_digit(reviewed: Studied, store: SqlStore) -> None:
    shown = reviewed([card("one", choice())], "q")
    number = next(line for line in shown if line.endswith(" the indicators"))[0]
    said = reviewed([card("one", choice())], number, "", "q")
    assert "Well spotted." in said
    assert _ratings(store) == [Rating.GOOD]


def test_a_drill_in_a_review(reviewed: Studied, store: SqlStore) -> None:
    met(store, drill())
    said = reviewed([drill()], "abc", "", "", "q")
    assert "Solution:" in said
    assert _answers(store) == [Rating.AGAIN]
    *_, row = store.rows()
    assert row.entry.answered
    assert row.entry.answered.seed is not None
    assert row.entry.answered.values


def test_undo_takes_back_as_far_as_one_likes(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed(list(cards(3)), "", "4", "", "1", "u", "u", "u", "", "2", "q")
    assert _ratings(store) == [Rating.HARD]
    assert said.count("Undone. Here is that card again:") == 2
    assert said.count("Nothing to undo.") == 1
    assert said.count("card-000?") == 2


def test_undo_after_the_last_card(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([card("one", REVEALED)], "", "4", "u", "", "4", "")
    assert _ratings(store) == [Rating.EASY]
    assert said.count("One?") == 2
    assert sum(line.startswith("1 card · 100% right") for line in said) == 2


def test_what_was_missed_is_gone_over_without_rescheduling(
    reviewed: Studied, store: SqlStore
) -> None:
    one = card("one", REVEALED)
    met(store, one)
    said = reviewed([one], "", "1", "", "4", "r", "", "1", "", "3", "", "q")
    _, *kinds = [row.entry.kind for row in store.rows()]
    assert kinds == [LogKind.REVIEW, LogKind.REVIEW, LogKind.PRACTICE, LogKind.PRACTICE]
    assert "- One?" in said
    assert "1 Again · 2 Hard · 3 Good · 4 Easy. Enter: Good." in said


def test_cards_are_put_away(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed(list(cards(3)), "s", "-", "@", "", "4")
    assert [row.entry.kind for row in store.rows()] == [
        LogKind.BURY,
        LogKind.SUSPEND,
        LogKind.REVIEW,
    ]
    questions = [line for line in said if line.endswith("?") and line.startswith("card-")]
    assert questions == ["card-000?", "card-001?", "card-002?", "card-000?"]


def test_info_and_help_keep_the_card(reviewed: Studied) -> None:
    said = reviewed([card("one", REVEALED)], "i", "?", "", "i", "?", "h", "4")
    assert said.count("Card one, deck deck.") == 2
    assert said.count("New card: you have not seen it yet.") == 2
    assert sum(line.startswith("Commands: undo (u)") for line in said) == 2
    assert said.count("One?") == 1


def test_info_of_a_card_that_was_learned(reviewed: Studied) -> None:
    said = reviewed([card("one", REVEALED)], "", "3", "i", "q")
    assert "Reviews: 1. Lapses: 0. Last time: 4 October 2024." in said
    assert any(line.endswith("Chance of knowing it now: 100%.") for line in said)
    assert "Next time: in 10\u00a0min." in said


@pytest.mark.parametrize("lines", [[], ["q"], ["", "q"], [""], ["Q"]])
def test_the_end_of_input_ends_the_session(
    reviewed: Studied, store: SqlStore, lines: list[str]
) -> None:
    said = reviewed([card("one", REVEALED)], *lines)
    assert _ratings(store) == []
    assert said[-1] == "Nothing rated this time. See you soon."


@pytest.mark.parametrize("letter", ["u", "q", "s", "i", "h"])
def test_a_right_answer_is_no_command(reviewed: Studied, store: SqlStore, letter: str) -> None:
    reviewed([card("one", Basic(both("Which letter?"), both(letter), typed=True))], letter, "4")
    assert _ratings(store) == [Rating.EASY]


@pytest.mark.parametrize("sign", ["u", "q", "s", "i", "h", "-", "@", "?"])
def test_an_answer_may_look_like_a_command(reviewed: Studied, store: SqlStore, sign: str) -> None:
    said = reviewed([card("one", typed())], f"={sign}", "=zebra", "", "q")
    assert "Answer: Customer Satisfaction Score" in said
    (row,) = store.rows()
    assert row.entry.rating is Rating.AGAIN
    assert row.entry.answered
    assert row.entry.answered.typed[0] == sign


def test_french(reviewed: Studied) -> None:
    said = reviewed([card("one", typed())], "=customer satisfaction score", "", "q", language="fr")
    assert said[0] == "1 carte. Tape\u202f? pour l’aide, q pour finir."
    assert "Bien vu." in said
    assert any(line.endswith("Entrée\u00a0: Correct.") for line in said)


def test_author_and_typed_text_reach_no_terminal(reviewed: Studied) -> None:
    evil = "\x1b]2;x\x07[/b]{N}\u202e"
    asked = Basic(both(f"Ask {evil}"), both(f"Answer {evil}"), typed=True)
    listed = card("two", recall_list(), why=both(evil), source=(evil,))
    said = "\n".join(reviewed([card("one", asked), listed], evil, "4", evil + ";x", "", "4"))
    assert not set(said) & set("\x1b\x07\u202e")
    assert "[/b]{N}" in said


def test_nothing_of_a_day_is_left_hanging(reviewed: Studied, store: SqlStore) -> None:
    said = reviewed([card("one", REVEALED)], "", "3", "", "3", "")
    assert _ratings(store) == [Rating.GOOD, Rating.GOOD]
    assert "1 card learned." in said
    assert all(row.entry.day == DAY for row in store.rows())
    assert said[-1] == "Enter: finish. u: undo the last rating."
