"""Every shipped drill, played line by line from the first question to the summary."""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import product

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console, PlainContext
from kpitrainer.plain.drill_lines import drill
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from tests.asked import Asked
from tests.plain.conftest import trainer_of
from tests.shipped import DECKS

DRILLS = tuple(card for deck in DECKS for card in deck.cards if isinstance(card.content, Drill))
LANGUAGES = ("fr", "en")


def _right(attempt: Asked) -> str:
    exercise, language = attempt.exercise, attempt.language
    assert exercise
    answer = exercise.answer_text(language)
    if attempt.mode is Mode.CHOICE:
        return str(attempt.options.index(answer) + 1)
    # A comma between thousands could be read in two ways, and is asked about.
    return str(answer.replace("," if language == "en" else " ", ""))


def _wrong(attempt: Asked) -> str:
    """A known mistake where there is one; else a number far off, or any other option."""
    exercise, language = attempt.exercise, attempt.language
    assert exercise
    if attempt.mode is Mode.CHOICE:
        right = int(_right(attempt))
        return str(right % len(attempt.options) + 1)
    value = next(iter(exercise.mistakes.values()), exercise.answer * 3 + 777)
    typed = write_number(value, language, exercise.asked.answer.decimals)
    return typed.replace("," if language == "en" else " ", "")


def _answers(card: Card, language: str, seed: int, *, right: bool) -> Iterator[str]:
    """What is typed at each part, and the empty line that goes on."""
    attempt = Asked(card, language, seed)
    while not attempt.closed:
        line = _right(attempt) if right else _wrong(attempt)
        yield line
        parts = len(attempt.judged)
        if attempt.mode is Mode.CHOICE:
            attempt.choose(int(line) - 1)
        else:
            attempt.answer(line)
        assert len(attempt.judged) > parts, (card.key, line, attempt.verdict)
    yield ""


def _played(store: SqlStore, language: str, *, right: bool) -> tuple[str, Sequence[Rating | None]]:
    """What was said to who drills all of them once, and the ratings in the log."""
    trainer = trainer_of(store, *DECKS)
    lines = [
        line
        for seed, card in enumerate(DRILLS, start=1)
        for line in _answers(card, language, seed, right=right)
    ]
    out = StringIO()
    console = Console(StringIO("".join(f"{line}\n" for line in lines)), out)
    drilling = Drilling(trainer, DRILLS, language, count=len(DRILLS), seed=1)
    drill(PlainContext(trainer, Translator(language), console), drilling)
    return out.getvalue(), [row.entry.rating for row in store.rows()]


@pytest.mark.parametrize(("language", "right"), list(product(LANGUAGES, (True, False))))
def test_every_drill_is_played_to_its_end(store: SqlStore, language: str, right: bool) -> None:
    said, ratings = _played(store, language, right=right)
    lines = said.splitlines()
    missed = [
        card.key.card
        for card, rating in zip(DRILLS, ratings, strict=True)
        if rating is not (Rating.GOOD if right else Rating.AGAIN)
    ]
    assert missed == []
    for card in DRILLS:
        assert isinstance(card.content, Drill)
        assert card.content.template.title[language] in lines
    translate = Translator(language)
    score = translate("plain.score", count=len(DRILLS) if right else 0, total=len(DRILLS))
    assert lines.count(score) == 1
    # Each exercise ends with its worked solution, and no line is empty but between exercises.
    assert lines.count(translate("plain.solution-drill")) == len(DRILLS)
    assert said.count("\n\n") == len(DRILLS) + 1
    strange = [line for line in lines if set("{}\ufffd") & set(line) or line.startswith("plain.")]
    assert strange == []
