from dataclasses import replace

from kpitrainer.domain.cards.answering import rebased
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import WrongOption
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.text.vocabulary import NO_WORDS
from kpitrainer.domain.verdict import Outcome, Rating
from tests.asked import Asked
from tests.factories import (
    NPS,
    both,
    card,
    choice,
    claim,
    cloze,
    recall_list,
    template,
    typed,
)

SEED = 7


def asked(content: Content) -> Asked:
    return Asked(card("c", content), "fr", SEED)


def again(before: Asked, content: Content) -> Asked:
    return Asked.of(rebased(before.present, card("c", content), "fr", NO_WORDS))


def question(attempt: Asked) -> str:
    return str(attempt.question)


def test_unanswered_it_is_asked_with_the_new_text() -> None:
    after = again(asked(typed("Old?")), typed("New?"))
    assert question(after) == "New?"
    assert not after.closed
    assert after.tries == ()


def test_what_was_typed_is_judged_anew() -> None:
    before = asked(typed())
    before.answer("score de vente")
    assert before.verdict
    assert before.verdict.outcome is Outcome.WRONG
    after = again(before, replace(typed(), accept={"fr": ("score de vente",)}))
    assert after.closed
    assert after.tries == ("score de vente",)
    assert after.proposal is Rating.GOOD


def test_help_stays_help() -> None:
    before = asked(typed())
    before.hint()
    before.answer("Customer Satisfaction Score")
    assert again(before, typed()).proposal is Rating.HARD
    before = asked(cloze(is_typed=True))
    before.take_help()
    assert again(before, cloze(is_typed=True)).helped


def test_what_was_shown_stays_shown() -> None:
    for content in (Basic(both("a"), both("b")), typed(), choice(), recall_list()):
        before = asked(content)
        before.show()
        assert again(before, content).closed


def test_a_list_keeps_what_was_found() -> None:
    before = asked(recall_list())
    before.answer("Mesurer les écarts")
    old = recall_list()
    after = again(before, ListRecall(both("Neu ?"), old.items, old.ordered))
    assert len(after.recall.found) == 1
    assert not after.closed


def test_the_chosen_option_is_found_by_its_text() -> None:
    old = choice()
    for place in range(4):
        before = asked(old)
        before.choose(place)
        turned = replace(old, wrong=old.wrong[::-1])
        after = again(before, turned)
        assert after.chosen is not None
        assert after.options[after.chosen] == before.options[place]
        assert after.closed
        assert (after.proposal is Rating.GOOD) == (before.proposal is Rating.GOOD)
    after = again(before, replace(old, wrong=(WrongOption(both("x")),) * 2, answers=(both("z"),)))
    assert after.closed
    assert after.chosen is None


def test_a_claim_that_was_wrong_about_itself() -> None:
    before = asked(claim(answer=False))
    before.choose(0)
    assert before.proposal is Rating.AGAIN
    assert again(before, claim(answer=True)).proposal is Rating.GOOD


def test_another_type_of_card() -> None:
    before = asked(typed())
    before.answer("x y z")
    assert again(before, choice()).closed
    assert again(before, Basic(both("a"), both("b"))).closed
    assert again(before, claim()).closed


def test_a_drill_keeps_its_numbers_and_is_judged_anew() -> None:
    before = asked(Drill(template()))
    before.hint()
    exercise = before.exercise
    assert exercise
    before.answer(str(round(float(exercise.exact / 2), 1)))
    halved = {**NPS, "answer": {"formula": "(P - D) / n * 50", "unit": "points", "decimals": "1"}}
    after = again(before, Drill(template(halved)))
    assert after.exercise
    assert after.exercise.given == exercise.given
    assert after.hints == 1
    assert after.closed
    assert after.verdict
    assert after.verdict.outcome is Outcome.RIGHT


def test_a_drill_with_other_numbers_is_asked_anew() -> None:
    before = asked(Drill(template()))
    before.show()
    given = {**NPS["given"], "n": ["1000"]}
    after = again(before, Drill(template({**NPS, "given": given})))
    assert not after.closed
    assert after.exercise
    assert after.exercise.given["n"] == 1000
    assert not again(before, typed()).closed
