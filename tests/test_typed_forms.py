"""Right and wrong answers to the shipped cards, written in all the ways people write them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode, TextAnswer
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Outcome
from tests.shipped import LIBRARY
from tests.typed_forms import NOT_RIGHT, RIGHT, WRONG, Form, says

SEED = 11
EACH = 2
"""As many forms are tried with each answer, the ones least tried before."""


def asked() -> Iterator[tuple[Card, str, Sequence[str], Sequence[str]]]:
    """The typed cards and the items of lists: card, language, right texts, refused ones."""
    for card in LIBRARY.cards:
        for language in LIBRARY.by_id[card.key.deck].languages:
            content = card.content
            if isinstance(content, ListRecall):
                for item in content.items:
                    yield card, language, item.right_answers(language), ()
            elif isinstance(content, TextAnswer) and content.mode is Mode.TYPED:
                refused = content.reject.get(language, ())
                yield card, language, content.right_answers(language), refused


def judged(
    forms: Sequence[Form], seed: int
) -> Iterator[tuple[str, str, str, Sequence[str], str, Outcome]]:
    """A form, what it makes of a right text and how that is judged, for each of `asked`."""
    rng, tried = Random(seed), Counter[str]()  # noqa: S311 - which to try
    for card, language, right, refused in asked():
        text = rng.choice(right)
        ways = [
            (form.name, typed)
            for form in forms
            if language in form.languages
            and (typed := form.change(text, language, rng)) not in {None, text}
        ]
        for name, typed in sorted(ways, key=lambda way: tried[way[0]])[:EACH]:
            tried[name] += 1
            if typed is not None:
                verdict = check_text(
                    typed,
                    right[0],
                    accept=right[1:],
                    reject=refused,
                    language=language,
                    vocabulary=LIBRARY.vocabulary(card),
                )
                yield name, str(card.key), typed, right, language, verdict.outcome


def test_what_says_the_answer_is_right() -> None:
    found = list(judged(RIGHT, SEED))
    assert {name for name, *_ in found} == {form.name for form in RIGHT}
    assert [case for *case, outcome in found if outcome is not Outcome.RIGHT] == []


@pytest.mark.parametrize(
    ("forms", "outcomes"),
    [
        (WRONG, {Outcome.WRONG}),
        (NOT_RIGHT, {Outcome.WRONG, Outcome.NEAR}),
    ],
)
def test_what_says_something_else_is_not(forms: Sequence[Form], outcomes: set[Outcome]) -> None:
    found = list(judged(forms, SEED))
    assert {name for name, *_ in found} == {form.name for form in forms}
    assert [
        case
        for *case, right, language, outcome in found
        if outcome not in outcomes and not says(case[2], right, language)
    ] == []


SIGNS = (", ", ",", " / ", " | ", " + ", " – ", " - ", "\t", ". ", "；", "; ", "\n", "\r\n", " → ")
BEFORE_LAST = {
    "fr": (" et ", ", et ", " ainsi que ", " et aussi ", ", puis ", " et enfin "),
    "en": (" and ", ", and ", " as well as ", " and also ", ", then ", " and finally "),
}
MARKS = ("{}. ", "{}) ", "{}.", "{})", "({}) ", "{} - ", "{}° ", "- ", "• ", "* ", "-> ")


def lines(texts: Sequence[str], language: str, rng: Random) -> Iterator[str]:
    """All of `texts` in one go, in the ways people write a list."""
    yield rng.choice(SIGNS).join(texts)
    yield ", ".join(texts[:-1]) + rng.choice(BEFORE_LAST[language]) + texts[-1]
    mark = rng.choice(MARKS)
    yield "\n".join(mark.format(number) + text for number, text in enumerate(texts, 1))
    mark = rng.choice(MARKS[:4])
    yield " ".join(mark.format(number) + text for number, text in enumerate(texts, 1))


def test_a_list_is_found_in_whatever_way_it_is_written() -> None:
    rng = Random(SEED)  # noqa: S311 - which to try
    missed = []
    for card in LIBRARY.cards:
        content = card.content
        if isinstance(content, ListRecall):
            for language in LIBRARY.by_id[card.key.deck].languages:
                texts = [rng.choice(item.right_answers(language)) for item in content.items]
                typed = rng.choice(list(lines(texts, language, rng)))
                found = content.recall([typed], language, LIBRARY.vocabulary(card)).found
                if len(found) < len(texts):
                    missed.append((str(card.key), typed, found))
    assert missed == []
