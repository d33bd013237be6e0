"""A choice with several right answers: ticked, judged as a set, told what is missing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kpitrainer.domain.cards.answering import rebased
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.translated import translated
from kpitrainer.domain.mock_exam.marking import judge, points, ticked_at, ticks_said
from kpitrainer.domain.text.vocabulary import NO_WORDS
from kpitrainer.domain.verdict import Message, Outcome, Rating
from tests.factories import both, card, choice, ticks

SEEDS = range(20)


def shown(seed: int = 1, content: Choice | None = None, language: str = "fr") -> Attempt:
    return Attempt(card("ticks", content or ticks()), language, seed)


def at(attempt: Attempt, *texts: str) -> tuple[int, ...]:
    return tuple(attempt.options.index(text) for text in texts)


@pytest.mark.parametrize(
    ("ticked", "message"),
    [
        (("CSAT", "NPS"), None),
        (("CSAT",), Message("answer.ticks-missing", {"missing": "NPS"})),
        (("CSAT", "NPS", "panier moyen"), Message("answer.ticks-spare", {"spare": "panier moyen"})),
        (
            ("NPS", "panier moyen"),
            Message("answer.ticks-missing-spare", {"missing": "CSAT", "spare": "panier moyen"}),
        ),
    ],
)
def test_right_is_exactly_the_set(ticked: tuple[str, ...], message: Message | None) -> None:
    for seed in SEEDS:
        asked = shown(seed)
        done = asked.choose_all(at(asked, *ticked))
        assert done.verdict
        assert done.verdict.message == message
        assert done.verdict.outcome is (Outcome.WRONG if message else Outcome.RIGHT)
        assert done.proposal is (Rating.AGAIN if message else Rating.GOOD)
        assert done.closed
        assert done.answered
        assert sorted(done.answered.typed) == sorted(ticked)


def test_what_is_said_of_a_wrong_option_is_told_and_logged_in_every_language() -> None:
    asked = shown()
    done = asked.choose_all(at(asked, "attrition", "CSAT"))
    assert done.verdict
    assert done.verdict.text == "Elle se compte."
    assert done.answered
    assert done.answered.mistake == "churn"
    other = translated(done, "en").verdict
    assert other
    assert (other.text, other.mistake) == ("It is counted.", "churn")
    assert other.message == Message(
        "answer.ticks-missing-spare", {"missing": "NPS", "spare": "churn"}
    )
    right = asked.choose_all(at(asked, "CSAT", "NPS"))
    assert right.answered
    assert right.answered.mistake is None
    dull = asked.choose_all(at(asked, "panier moyen"))
    assert dull.answered
    assert dull.answered.mistake is None, "its author says nothing of it"


def test_one_right_answer_has_sayings_too() -> None:
    said = replace(choice(), wrong=(WrongOption(both("x"), both("Non.")), *choice().wrong[1:]))
    for seed in SEEDS:
        asked = shown(seed, said)
        (place,) = at(asked, "x")
        done = asked.choose(place)
        assert done.verdict
        assert (done.verdict.text, done.verdict.mistake) == ("Non.", "x")
        (place,) = at(asked, "les mesures")
        assert asked.choose(place).verdict != done.verdict
        (place,) = at(asked, "les indicateurs")
        right = asked.choose(place).verdict
        assert right
        assert (right.outcome, right.text, right.mistake) == (Outcome.RIGHT, None, None)


def test_a_long_option_names_its_mistake_as_long_as_a_log_reads() -> None:
    assert len(WrongOption(both("x" * 2000), both("y")).mistake or "") == 200


def test_an_option_that_begins_as_a_confusion_of_formulas_is_none_in_the_log() -> None:
    assert WrongOption(both("== 4 ÷ 2"), both("y")).mistake == "4 ÷ 2"
    assert WrongOption(both("="), both("y")).mistake is None


def test_the_last_stay_at_the_end_in_their_order_and_the_others_are_shuffled() -> None:
    two = replace(ticks(), last=(4, 1))
    orders = {shown(seed, two).options for seed in SEEDS}
    assert {order[-2:] for order in orders} == {("aucune des deux", "NPS")}
    assert len(orders) > 3
    assert all(shown(seed).options[-1] == "aucune des deux" for seed in SEEDS)
    free = replace(ticks(), last=())
    assert {shown(seed, free).options[-1] for seed in SEEDS} > {"aucune des deux"}


def test_the_order_is_that_of_the_seed_as_it_always_was() -> None:
    assert shown(1, choice()).options == (
        "les indicateurs",
        "les résultats",
        "les mesures",
        "les intervalles",
    )
    assert shown(7).options == shown(7).options
    assert [shown(7, language=each).options[-1] for each in ("fr", "en")] == [
        "aucune des deux",
        "neither",
    ]


def test_a_tick_is_taken_off_again_and_judges_nothing() -> None:
    asked = shown().tick(3).tick(0)
    assert (asked.ticked, asked.closed, asked.verdict) == ((0, 3), False, None)
    assert asked.tick(3).ticked == (0,)


def test_what_was_ticked_is_of_no_account_once_the_answer_is_shown() -> None:
    asked = shown().tick(0).show()
    assert (asked.ticked, asked.untried) == ((), True)
    assert asked.answered
    assert asked.answered.typed == ()
    assert asked.proposal is Rating.AGAIN
    told = translated(asked, "en").verdict
    assert told
    assert told.message is None


def test_a_tick_stays_in_another_language() -> None:
    asked = shown()
    (place,) = at(asked, "attrition")
    other = translated(asked.tick(place), "en")
    assert [other.options[place] for place in other.ticked] == ["churn"]


def test_one_is_chosen_and_several_are_ticked() -> None:
    assert (shown().mode, shown(1, choice()).mode) == (Mode.TICKS, Mode.CHOICE)
    with pytest.raises(TypeError):
        shown(1, choice()).choose_all((0,))
    with pytest.raises(TypeError):
        shown().choose(0)
    assert (ticks().weight, choice().weight) == (2, 1)


def test_every_right_answer_is_its_solution() -> None:
    assert shown().solution == ("CSAT", "NPS")


def test_an_exam_keeps_ticks_as_text_and_gives_the_point_for_the_whole_set() -> None:
    asked = shown(3, replace(ticks(), answers=(both("CSAT\nde 1 à 5"), both("NPS"))))
    both_right = at(asked, "CSAT\nde 1 à 5", "NPS")
    said = ticks_said(asked, both_right)
    assert sorted(said.split("\n")) == ["CSAT de 1 à 5", "NPS"]
    assert ticked_at(asked, said) == tuple(sorted(both_right))
    assert ticked_at(asked, "") == ()
    assert points(judge(asked, (said,))) == 1
    assert points(judge(asked, ("NPS",))) == Fraction(0)
    assert points(judge(asked, (f"{said}\nattrition",))) == 0
    gone = judge(asked, (f"{said}\nune qui n’y est plus",))
    assert points(gone) == 0
    assert gone.tries == (f"{said}\nune qui n’y est plus",)
    assert points(judge(asked, ("",))) == 0


def again(before: Attempt, content: Choice) -> Attempt:
    return rebased(before, card("ticks", content), "fr", NO_WORDS)


def test_after_an_edit_ticks_are_found_by_their_texts() -> None:
    old = shown()
    open_still = again(old.tick(at(old, "NPS")[0]), replace(ticks(), wrong=ticks().wrong[::-1]))
    assert [open_still.options[place] for place in open_still.ticked] == ["NPS"]
    assert not open_still.closed
    done = old.choose_all(at(old, "NPS", "attrition"))
    more = replace(ticks(), answers=(both("NPS"), both("attrition")), wrong=ticks().wrong[1:])
    after = again(done, replace(more, last=()))
    assert after.proposal is Rating.GOOD, "the author meant it so"
    gone = again(done, replace(ticks(), wrong=ticks().wrong[1:], last=()))
    assert (gone.closed, gone.shown, gone.ticked) == (True, True, ())


def test_after_an_edit_one_may_have_become_several_and_the_other_way_round() -> None:
    one = Choice(both("?"), (both("CSAT"),), (WrongOption(both("NPS")), WrongOption(both("x"))))
    several = Choice(
        both("?"), (both("CSAT"), both("NPS")), (WrongOption(both("x")),), several=True
    )
    asked = shown(1, one)
    chosen = again(asked.choose(at(asked, "NPS")[0]), several)
    assert [chosen.options[place] for place in chosen.ticked] == ["NPS"]
    assert chosen.proposal is Rating.AGAIN
    asked = shown(1, several)
    alone = again(asked.choose_all(at(asked, "CSAT")), one)
    assert alone.proposal is Rating.GOOD
    both_ticked = again(asked.choose_all(at(asked, "CSAT", "NPS")), one)
    assert (both_ticked.chosen, both_ticked.shown) == (None, True)
