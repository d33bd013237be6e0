"""Whether the worked solution of a drill computes, and what its hints set up, on drawn numbers."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from kpitrainer.deckfile.lint.card_rules import weighty
from kpitrainer.deckfile.lint.equations import Shown, Side, equations
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.phrase import Phrase, Slot
from kpitrainer.domain.drill.template import AnswerSpec, NumberPart, Template
from kpitrainer.domain.drill.trial_draws import DRAWS
from kpitrainer.domain.errors import Fault, FieldPath, KpiTrainerError
from kpitrainer.domain.formula.writer import inside_rounding
from kpitrainer.domain.text.number import MARKS, round_half_away, write_number

_DRAWS = 12
"""Draws on which an equation is computed; it is wrong where most of them say so."""

_FEWEST, _PER_DRAW = 2, 10
"""Two draws in any case, and one more for ten that the check has time for."""

_NUMBERS = r"[\d\s.,\u00a0\u202f€$£%()]"
_CALCULATES = re.compile(rf"(?:{_NUMBERS}|[-+−–×·*÷/^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])+")
_OPERATOR = re.compile(r"[-+−–×·*÷/^]")


def step_faults(template: Template, draws: int = DRAWS) -> Iterator[Fault]:
    """The lines of `steps` that say what is not so, and hints that differ, each once.

    They are computed on _DRAWS draws, or fewer where the drill was drawn only `draws` times.
    """
    told: set[FieldPath] = set()
    tried = min(_FEWEST + draws // _PER_DRAW, _DRAWS)
    for form in template.forms:
        if not any(part.steps or part.hints for part in form.parts):
            continue
        try:
            exercises = [draw(form, seed) for seed in range(tried)]
        except KpiTrainerError:
            continue  # told as a drill that cannot be drawn
        for fault in _of_form(form, exercises):
            moved = fault._replace(path=form.source_path(fault.path))
            if moved.path not in told:
                told.add(moved.path)
                yield moved


def _of_form(form: Template, exercises: list[Exercise]) -> Iterator[Fault]:
    for number, part in enumerate(form.parts):
        seen = [exercise.at(number) for exercise in exercises]
        for place, step in enumerate(part.steps):
            path = (*part.path, "steps", place)
            found = (_wrong(phrase, seen, path, language) for language, phrase in step.items())
            yield from islice((fault for fault in found if fault), 1)
        if isinstance(part, NumberPart):
            yield from _of_hints(form, part, seen)


def _of_hints(form: Template, part: NumberPart, seen: list[Exercise]) -> Iterator[Fault]:
    """The hints that set up another calculation than that of the answer."""
    if inside_rounding(part.answer.formula.tree) is not part.answer.formula.tree:
        return  # what is set up is not rounded yet
    asked = part.reverse.name if part.reverse else "answer"
    for place, hint in enumerate(part.hints):
        path, last = (*part.path, "hints", place), place == len(part.hints) - 1
        for language, phrase in hint.items():
            stated = _set_up(phrase, form.title[language], asked, language, last=last)
            if stated and (fault := _wrong(stated, seen, path, language)):
                yield fault._replace(code="deck.hint-differs")
                break


def _set_up(hint: Phrase, title: str, asked: str, language: str, *, last: bool) -> Phrase | None:
    """The equation that `hint` states, with the name `asked` on its other side; None if none.

    Without a name before it a calculation is taken to be that of the answer in the `last` hint
    alone, as one before may be a step; with one where all its words stand in the drill's `title`.
    """
    whole = hint.fill(lambda _name: "0")
    label, equals, calculation = whole.rpartition("=")
    if not any(isinstance(piece, Slot) for piece in hint.pieces):
        return None  # in words
    if not (_CALCULATES.fullmatch(calculation) and _OPERATOR.search(calculation)):
        return None
    named = weighty(label, language) <= weighty(title, language) and label.strip()
    if not (named if equals else last):
        return None
    return Phrase((*hint.pieces, " ≈ ", Slot(asked)))


def _wrong(phrase: Phrase, seen: list[Exercise], path: FieldPath, language: str) -> Fault | None:
    """The first equation of `phrase` that does not hold in most of the exercises `seen`."""
    for left, right, about in equations(phrase, language):
        wrong = [each for each in seen if not _agree(left, right, each, language, about=about)]
        if 2 * len(wrong) > len(seen):
            return _fault((*path, language), left, right, wrong[0], language)
    return None


def _agree(left: Side, right: Side, exercise: Exercise, language: str, *, about: bool) -> bool:
    """Whether both sides come to the same, as far as what is shown lets tell."""

    def value_of(name: str) -> Shown | None:
        return _shown(exercise, name, language)

    lefts, rights = list(left.values(value_of)), list(right.values(value_of))
    if not lefts or not rights:
        return True  # no number comes of it
    return any(
        abs(a.value - b.value)
        <= a.off + b.off + _rounding(left, a, about) + _rounding(right, b, about)
        for a in lefts
        for b in rights
    )


def _rounding(side: Side, shown: Shown, about: bool) -> Fraction:
    """How far off a number alone may be that was rounded to the decimals it is shown with."""
    if side.computes or shown.off or (shown.value.denominator == 1 and not about):
        return Fraction(0)
    decimals = next(n for n in range(_FINEST + 1) if not shown.value * 10**n % 1 or n == _FINEST)
    return Fraction(1, 2 * 10**decimals)


_FINEST = 12


def _shown(exercise: Exercise, name: str, language: str) -> Shown | None:
    """The number that the placeholder `name` shows."""
    if name == "answer":
        if not isinstance(exercise.part, NumberPart):
            return None
        if exercise.part.reverse:
            told = exercise.part.reverse.shown
            return _rounded(Fraction(exercise.result.shown or 0), told)
        return _rounded(exercise.exact, exercise.asked.answer)
    if name in exercise.values:
        value = exercise.values[name]
        return None if isinstance(value, tuple) else _as_written(Fraction(value), language)
    if name.startswith("part"):
        return _shown(exercise.at(int(name.removeprefix("part")) - 1), "answer", language)
    return None


def _rounded(value: Fraction, answer: AnswerSpec) -> Shown:
    off = Fraction(1, 2 * 10**answer.decimals)
    return Shown(round_half_away(value, answer.decimals), off, "%" in answer.unit.values())


def _as_written(value: Fraction, language: str) -> Shown:
    written = write_number(value, language)
    decimals = len(written.partition(MARKS[language][1])[2])
    shown = round_half_away(value, decimals)
    return Shown(shown, Fraction(0) if shown == value else Fraction(1, 2 * 10**decimals))


def _fault(path: FieldPath, left: Side, right: Side, exercise: Exercise, language: str) -> Fault:
    """What is wrong with an equation, told on the numbers of `exercise`."""
    used = {each.name for side in (left, right) for each in side.numbers if isinstance(each, Slot)}
    found = next(left.values(lambda name: _shown(exercise, name, language)))

    def text(side: Side) -> str:
        return " ".join(
            _text(each, exercise, language) if each in used else each for each in side.written
        )

    values = {
        "values": ", ".join(
            f"{name} = {_text(name, exercise, language)}" for name in exercise.given if name in used
        ),
        "left": text(left),
        "right": text(right),
        "found": write_number(round_half_away(found.value, 4), language),
    }
    return Fault(path, "deck.step-differs", values)


def _text(name: str, exercise: Exercise, language: str) -> str:
    if name == "answer" and isinstance(exercise.part, NumberPart) and not exercise.part.reverse:
        return exercise.answer_text(language)
    shown = _shown(exercise, name, language)
    return write_number(shown.value, language) if shown else name
