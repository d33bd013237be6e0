from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.cloze import HIDDEN
from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.text.formatted_text import FormattedText, Mark
from kpitrainer.domain.verdict import Answered, Message, Outcome, Rating
from tests.asked import Asked
from tests.factories import (
    NPS,
    both,
    card,
    choice,
    claim,
    cloze,
    drill,
    recall_list,
    template,
    typed,
)

SEED = 7
TRUE, FALSE = Message("answer.true"), Message("answer.false")


def attempt(content: Content, language: str = "fr") -> Asked:
    return Asked(card("a", content), language, SEED)


def calculation(language: str = "fr") -> Asked:
    return Asked(drill(), language, SEED)


def right_number(on: Asked) -> str:
    assert on.exercise is not None
    return str(on.exercise.answer)


def known_mistake(on: Asked) -> str:
    """What a learner types who left the passives out."""
    assert on.exercise is not None
    return str(round(on.exercise.mistakes["passifs-oublies"]))


@pytest.mark.parametrize(
    ("content", "mode"),
    [
        (Basic(both("q"), both("a")), Mode.REVEAL),
        (typed(), Mode.TYPED),
        (cloze(), Mode.REVEAL),
        (cloze(is_typed=True), Mode.TYPED),
        (recall_list(), Mode.LIST),
        (choice(), Mode.CHOICE),
        (claim(), Mode.CHOICE),
        (drill().content, Mode.DRILL),
    ],
)
def test_every_card_is_asked_in_its_way(content: Content, mode: Mode) -> None:
    asked = attempt(content)
    assert asked.mode is mode
    assert not asked.closed
    assert asked.verdict is None
    assert asked.proposal is None
    assert asked.question


def test_a_revealed_card_is_the_learners_to_judge() -> None:
    asked = attempt(Basic(both("Qui ?"), both("Lui.")))
    assert asked.question == "Qui ?"
    assert asked.solution == ("Lui.",)
    assert asked.hint() is None
    asked.show()
    assert asked.closed
    assert (asked.verdict, asked.proposal, asked.answered) == (None, None, None)


def _gaps(text: str) -> list[str]:
    assert isinstance(text, FormattedText)
    return [text[start:end] for start, end, form in text.spans if form is Mark.GAP]


def test_a_gap_is_hidden_until_the_answer_is_shown() -> None:
    asked = attempt(cloze(2))
    assert asked.question == f"On fixe les objectifs puis {HIDDEN}."
    assert _gaps(asked.question) == [HIDDEN]
    assert asked.solution == ("les indicateurs",)
    asked.show()
    assert asked.question == "On fixe les objectifs puis les indicateurs."
    assert _gaps(asked.question) == ["les indicateurs"]
    assert attempt(cloze(2), "en").solution == ("the indicators",)


@pytest.mark.parametrize(
    ("said", "outcome", "proposal"),
    [
        ("customer satisfaction score", Outcome.RIGHT, Rating.GOOD),
        ("score de satisfaction", Outcome.RIGHT, Rating.GOOD),
        ("customer satisfaction", Outcome.NEAR, None),
        ("customer service score", Outcome.WRONG, Rating.AGAIN),
        ("churn", Outcome.WRONG, Rating.AGAIN),
    ],
)
def test_a_typed_answer_proposes_its_rating(
    said: str, outcome: Outcome, proposal: Rating | None
) -> None:
    asked = attempt(typed())
    assert asked.answer(said).outcome is outcome
    assert asked.closed
    assert asked.proposal is proposal
    assert asked.answered == Answered(typed=(said,), outcome=outcome.value)


def test_accepted_and_refused_texts_are_those_of_the_language() -> None:
    assert attempt(typed(), "en").answer("score de satisfaction").outcome is not Outcome.RIGHT
    gap = attempt(cloze(is_typed=True))
    assert gap.answer("objectif").outcome is Outcome.RIGHT
    assert attempt(cloze(is_typed=True)).answer("les résultats").outcome is Outcome.WRONG


def test_what_cannot_be_read_is_asked_again_free_of_charge() -> None:
    asked = attempt(typed())
    assert asked.answer("x" * 600).outcome is Outcome.UNCLEAR
    assert not asked.closed
    assert asked.proposal is None
    asked.answer("customer satisfaction score")
    assert asked.proposal is Rating.GOOD


def test_a_hint_makes_a_right_answer_hard() -> None:
    asked = attempt(typed())
    assert list(asked.hints_shown) == []
    assert asked.hint() == "C… S… S…"
    assert list(asked.hints_shown) == ["C… S… S…"]
    assert asked.hint() is None
    asked.answer("customer satisfaction score")
    assert asked.proposal is Rating.HARD
    assert asked.answered == Answered(
        typed=("customer satisfaction score",), outcome="right", hints=1
    )


@pytest.mark.parametrize("content", [typed(), choice(), claim(), drill().content])
def test_a_solution_that_was_asked_for_is_not_known(content: Content) -> None:
    asked = attempt(content)
    asked.show()
    assert asked.proposal is Rating.AGAIN
    assert asked.closed


def test_showing_an_answered_card_changes_nothing() -> None:
    asked = attempt(typed())
    verdict = asked.answer("customer satisfaction score")
    asked.show()
    assert asked.verdict is verdict


def test_options_are_shuffled_by_the_seed() -> None:
    orders = {Asked(card("a", choice()), "fr", seed).options for seed in range(60)}
    assert len(orders) > 10
    assert {frozenset(order) for order in orders} == {frozenset(attempt(choice()).options)}
    firsts = [Asked(card("a", choice()), "fr", seed).options[0] for seed in range(200)]
    assert 25 < firsts.count("les indicateurs") < 75
    assert attempt(choice()).options == attempt(choice()).options


def test_a_choice_keeps_its_order_in_the_other_language() -> None:
    names = {
        "les indicateurs": "the indicators",
        "les intervalles": "the intervals",
        "les mesures": "the measures",
        "les résultats": "the results",
    }
    french = [str(option) for option in attempt(choice()).options]
    assert tuple(names[option] for option in french) == attempt(choice(), "en").options


def test_choosing() -> None:
    for place, option in enumerate(attempt(choice()).options):
        asked = attempt(choice())
        right = option == "les indicateurs"
        assert asked.choose(place).outcome is (Outcome.RIGHT if right else Outcome.WRONG)
        assert asked.proposal is (Rating.GOOD if right else Rating.AGAIN)
        assert asked.closed
        assert asked.chosen == place
        assert asked.answered == Answered(
            typed=(str(option),), outcome="right" if right else "wrong"
        )


@pytest.mark.parametrize("truth", [True, False])
def test_a_claim_is_true_or_false(truth: bool) -> None:
    asked = attempt(claim(truth))
    assert asked.options == (TRUE, FALSE)
    assert asked.solution == (TRUE if truth else FALSE,)
    assert asked.choose(0).outcome is (Outcome.RIGHT if truth else Outcome.WRONG)
    other = attempt(claim(truth))
    assert other.choose(1).outcome is (Outcome.WRONG if truth else Outcome.RIGHT)
    assert other.answered == Answered(
        typed=("answer.false",), outcome="wrong" if truth else "right"
    )


def test_each_way_of_answering_serves_its_own_cards() -> None:
    with pytest.raises(TypeError):
        attempt(choice()).answer("les indicateurs")
    with pytest.raises(TypeError):
        attempt(typed()).choose(0)


def test_a_list_is_found_item_by_item_or_several_at_once() -> None:
    asked = attempt(recall_list())
    asked.answer("mesurer les écarts")
    assert not asked.closed
    assert list(asked.recall.found) == [2]
    asked.answer("choisir les indicateurs; déterminer les objectifs")
    assert asked.closed
    assert asked.proposal is Rating.GOOD
    assert asked.answered is not None
    assert len(asked.answered.typed) == 3


def test_a_wrong_guess_makes_a_found_list_hard() -> None:
    asked = attempt(recall_list())
    asked.answer("dormir")
    asked.answer("mesurer les écarts; choisir les indicateurs; déterminer les objectifs")
    assert (asked.closed, asked.proposal) == (True, Rating.HARD)


def test_a_right_item_in_the_wrong_place_stays_open() -> None:
    asked = attempt(recall_list(ordered=True))
    assert asked.ordered
    verdict = asked.answer("choisir les indicateurs")
    assert verdict.message == Message("answer.item-misplaced")
    assert asked.recall.found == {}
    asked.answer("déterminer les objectifs; choisir les indicateurs; mesurer les écarts")
    assert (asked.closed, asked.proposal) == (True, Rating.HARD)
    assert not attempt(recall_list()).ordered
    assert not attempt(choice()).ordered


def test_a_list_shown_with_something_missing_is_not_known() -> None:
    asked = attempt(recall_list())
    asked.answer("mesurer les écarts")
    asked.show()
    assert (asked.closed, asked.proposal) == (True, Rating.AGAIN)
    assert asked.verdict is not None
    assert asked.verdict.message is None


@pytest.mark.parametrize("said", [None, " ; "])
def test_a_list_shown_with_nothing_typed_is_the_learners_to_judge(said: str | None) -> None:
    asked = attempt(recall_list())
    if said is not None:
        asked.answer(said)
    asked.show()
    assert (asked.closed, asked.proposal) == (True, None)


def test_hints_at_a_list_go_through_what_is_missing() -> None:
    asked = attempt(recall_list())
    asked.answer("choisir les indicateurs")
    assert asked.hint() == "D… l… o…"
    assert asked.hints_shown == ("D… l… o…",)
    assert asked.hint() == "M… l… é…"
    assert asked.hint() is None
    asked.answer("déterminer les objectifs; mesurer les écarts")
    assert asked.proposal is Rating.HARD
    assert asked.hints == 2


def test_a_drill_is_asked_with_its_own_numbers() -> None:
    asked = calculation()
    assert asked.exercise is not None
    assert asked.question == asked.exercise.ask("fr")
    assert asked.solution == asked.exercise.steps("fr")
    assert calculation().exercise == asked.exercise
    assert Asked(drill(), "fr", SEED + 1).exercise != asked.exercise


def test_a_right_calculation_is_good_and_keeps_its_numbers() -> None:
    asked = calculation()
    assert asked.answer(right_number(asked)).outcome is Outcome.RIGHT
    assert asked.proposal is Rating.GOOD
    assert asked.exercise is not None
    assert asked.answered == Answered(
        typed=(right_number(asked),),
        outcome="right",
        seed=SEED,
        values=asked.exercise.logged(),
    )


def test_a_known_mistake_is_named_in_the_log() -> None:
    asked = calculation()
    verdict = asked.answer(known_mistake(asked))
    assert (verdict.outcome, verdict.text) == (Outcome.WRONG, "Les passifs comptent.")
    assert asked.proposal is Rating.AGAIN
    assert asked.answered is not None
    assert asked.answered.mistake == "passifs-oublies"


def test_a_wrong_unit_is_asked_again_once() -> None:
    asked = calculation()
    assert asked.answer("abc").outcome is Outcome.UNCLEAR
    assert asked.answer(f"{right_number(asked)} €").outcome is Outcome.UNCLEAR
    assert asked.answer("abc").outcome is Outcome.UNCLEAR
    assert not asked.closed
    assert asked.answer(f"{right_number(asked)} €").outcome is Outcome.WRONG
    assert asked.closed


def test_a_drills_hints_are_its_authors_and_the_set_up() -> None:
    asked = calculation()
    assert asked.exercise is not None
    first, second, set_up = asked.exercise.hints("fr")
    assert [asked.hint(), asked.hint()] == [first, second]
    assert asked.hints_shown == (first, second)
    assert set_up == asked.exercise.steps("fr")[0].partition(" = ")[0]
    asked.answer(right_number(asked))
    assert asked.proposal is Rating.HARD
    assert asked.answered is not None
    assert asked.answered.hints == 2


@pytest.mark.parametrize(
    ("content", "shown", "translated"),
    [
        (typed(), [("C… S… S…",)], ("C… S… S…",)),
        (
            recall_list(),
            [("D… l… o…",), ("D… l… o…", "C… l… i…")],
            ("S… t… o…", "C… t… i…"),
        ),
        (choice(), [()], ()),
    ],
)
def test_hints_that_were_given_stay_in_sight(
    content: Content, shown: list[tuple[str, ...]], translated: tuple[str, ...]
) -> None:
    asked = attempt(content)
    assert len(asked.hints_shown) == 0
    for expected in shown:
        asked.hint()
        assert asked.hints_shown == expected
    assert asked.translated("en").hints_shown == translated


def test_a_drills_hints_stay_in_sight() -> None:
    asked = calculation()
    given = [len(asked.hints_shown)]
    for _ in range(2):
        hint = asked.hint()
        assert asked.hints_shown[-1] == hint
        given.append(len(asked.hints_shown))
    assert given == [0, 1, 2]
    assert asked.translated("en").hints_shown[0] == "Which denominator?"


def test_the_last_hint_is_the_solution_and_so_the_card_is_not_known() -> None:
    asked = calculation()
    hints = [asked.hint() for _ in range(4)]
    assert hints[-1] is None
    assert None not in hints[:-1]
    assert not asked.closed
    assert asked.answer(right_number(asked)).outcome is Outcome.RIGHT
    assert asked.proposal is Rating.AGAIN


def test_a_drill_without_hints_has_its_formula_and_its_set_up() -> None:
    bare = {name: value for name, value in NPS.items() if name != "hints"}
    asked = attempt(Drill(template(bare)))
    assert asked.exercise is not None
    assert asked.hint() == "(P − D) ÷ n × 100"
    assert asked.hint() == asked.exercise.set_up("fr")
    assert asked.hint() is None
    assert asked.helped


@given(st.integers(0, 2**53 - 1))
def test_a_seed_gives_the_same_numbers_in_both_languages(seed: int) -> None:
    french, english = (Asked(drill(), language, seed) for language in ("fr", "en"))
    assert french.exercise == english.exercise
    english.answer(right_number(french))
    assert english.proposal is Rating.GOOD


def test_an_open_drill_goes_on_in_the_other_language() -> None:
    asked = calculation()
    asked.hint()
    asked.answer("12 €")
    other = asked.translated("en")
    assert (other.language, other.exercise, other.closed) == ("en", asked.exercise, False)
    assert other.question != asked.question
    assert other.answer("12 €").outcome is Outcome.WRONG
    assert other.answered is not None
    assert other.answered.typed == ("12 €", "12 €")
    assert (other.helped, other.hints) == (True, 1)
    assert asked.language == "fr"


def test_an_answered_drill_is_explained_in_the_other_language() -> None:
    asked = calculation()
    asked.answer(known_mistake(asked))
    other = asked.translated("en")
    assert other.verdict is not None
    assert other.exercise is not None
    assert other.verdict.text == "Passives count."
    assert other.verdict.expected == other.exercise.answer_text("en")
    assert (other.closed, other.proposal) == (True, Rating.AGAIN)
    again = calculation()
    again.answer(right_number(again))
    back = again.translated("en").verdict
    assert back is not None
    assert (back.text, back.outcome) == (None, Outcome.RIGHT)
    shown = calculation()
    shown.show()
    assert shown.translated("en").proposal is Rating.AGAIN


def test_an_answered_text_keeps_its_verdict_in_the_other_language() -> None:
    asked = attempt(typed())
    asked.answer("score de satisfactoin")
    other = asked.translated("en")
    assert (other.proposal, other.closed) == (asked.proposal, True)
    assert other.verdict is not None
    assert (other.verdict.marks, other.verdict.expected) == ((), None)
    assert attempt(typed()).translated("en").verdict is None


def test_a_choice_made_stays_made_in_the_other_language() -> None:
    asked = attempt(choice())
    asked.choose(1)
    other = asked.translated("en")
    assert (other.chosen, other.proposal) == (1, asked.proposal)
    assert other.answered is not None
    assert other.answered.typed == (str(other.options[1]),)


def test_a_found_list_stays_found_in_the_other_language() -> None:
    asked = attempt(recall_list())
    asked.answer("mesurer les écarts; choisir les indicateurs")
    asked.show()
    other = asked.translated("en")
    assert other.recall.found.keys() == asked.recall.found.keys()
    assert other.proposal is Rating.AGAIN


def test_an_open_list_starts_over_in_the_other_language() -> None:
    asked = attempt(recall_list())
    asked.hint()
    asked.answer("mesurer les écarts")
    other = asked.translated("en")
    assert (other.tries, other.verdict, other.helped) == ((), None, True)
    other.answer("set the objectives; choose the indicators; measure the gaps")
    assert (other.closed, other.proposal) == (True, Rating.HARD)


@given(st.lists(st.sampled_from(["12", "abc", "40 €", "hint", "show", "0,5 %"]), max_size=6))
def test_no_way_of_answering_proposes_easy(acts: list[str]) -> None:
    asked = calculation()
    states = []
    for act in acts:
        if asked.closed:
            break
        match act:
            case "hint":
                asked.hint()
            case "show":
                asked.show()
            case _:
                asked.answer(act)
        states.append((asked.helped, asked.hints))
    assert asked.proposal in {None, Rating.AGAIN, Rating.HARD, Rating.GOOD}
    assert all(earlier <= later for earlier, later in pairwise(states))


PARTS = {
    **{name: NPS[name] for name in ("title", "given", "let", "where", "ask")},
    "parts": [
        {"ask": both("Le NPS ?"), **{k: NPS[k] for k in ("answer", "hints", "steps", "mistakes")}},
        {
            "ask": both("Positif ?"),
            "choose": [
                {"text": both("Oui"), "right": "P > D"},
                {"text": both("Non"), "right": "P < D"},
            ],
        },
    ],
}


def self_graded(content: Content) -> Attempt:
    return Attempt(card("a", content), "fr", SEED, self_graded=True)


@pytest.mark.parametrize(
    "content", [typed(), cloze(is_typed=True), recall_list(), drill().content, cloze()]
)
def test_a_self_graded_card_is_shown_and_the_learners_to_judge(content: Content) -> None:
    asked = self_graded(content)
    assert asked.mode is Mode.REVEAL
    assert asked.hint() is asked
    shown = asked.show()
    assert (shown.closed, shown.proposal, shown.enter_rating) == (True, None, Rating.GOOD)
    assert shown.answered is None
    typed_at = replace(asked, self_graded=False)
    assert shown.solution == typed_at.solution


@pytest.mark.parametrize("content", [choice(), claim()])
def test_choices_are_chosen_also_where_typed_cards_are_self_graded(content: Content) -> None:
    assert self_graded(content).mode is Mode.CHOICE
    assert self_graded(content).options


def test_a_self_graded_drill_asks_all_its_parts_at_once() -> None:
    asked = self_graded(Drill(template(PARTS, "two")))
    assert asked.options == ()
    *_, first, second, _yes, _no = asked.question.split("\n")
    assert (first, second) == ("Le NPS ?", "Positif ?")
    assert {_yes, _no} == {"– Oui", "– Non"}
