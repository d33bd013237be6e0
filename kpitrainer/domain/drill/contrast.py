"""Two indicators, one set of figures: which number answers which question."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import CONTRAST, Exercise
from kpitrainer.domain.drill.formula_choice import confusion_name, known_in_words
from kpitrainer.domain.drill.in_words import worded
from kpitrainer.domain.drill.indicators import Indicator, in_names_of, renamed_in
from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.shown_exercise import OptionText, choice_of, shown_exercise
from kpitrainer.domain.drill.template import Phrases, Template
from kpitrainer.domain.drill.told_names import told_names
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import EvaluationError, Values
from kpitrainer.domain.formula.nodes import Node
from kpitrainer.domain.formula.trees import names_in
from kpitrainer.domain.formula.writer import rounded_as, write_tree
from kpitrainer.domain.text.localized import COLON, LocalizedText
from kpitrainer.domain.text.number import round_half_away, write_number

NUMBERS = 4
"""Numbers to choose from: the two right ones and two that a wrong method gives."""

_DRAWS = 200


@dataclass(frozen=True, eq=False)
class Contrast:
    """A problem of `one` in whose figures `other` is asked for too; `tree` is its formula there."""

    one: Indicator
    other: Indicator
    tree: Node


@dataclass(frozen=True, slots=True)
class ContrastWords:
    """The program's own words: what is told who took the number of `{name}`."""

    of: LocalizedText


def contrast(one: Indicator, other: Indicator) -> Contrast | None:
    """The two asked of the figures of `one`; None where those do not tell all that `other` needs.

    Both are told to as many decimals, so that a number's form does not tell whose it is, and the
    question of `other` stands in the last line of its text.
    """
    tree = in_names_of(one, other)
    if tree is None or one.asked.answer.decimals != other.asked.answer.decimals:
        return None
    if one.form.grid != other.form.grid or not _figures_told(other) <= _figures_told(one):
        return None  # the same words, but of another survey or another scale
    told = told_names(one.form, one.place)
    questions = all(_question(other.asked.ask, language) for language in other.form.languages)
    if not questions or not all(_is_told(one.form, name, told) for name in names_in(tree)):
        return None
    return Contrast(one, other, rounded_as(other.asked.answer.formula.tree, tree))


def draw_contrast(pair: Contrast, seed: int, words: ContrastWords) -> Exercise:
    """The exercise of `seed`: two questions, for each of which one of four numbers is chosen.

    Raises:
        KpiTrainerError: ("drill.cannot-draw") no figures give four different numbers.
    """
    chance = Random(seed)  # noqa: S311 - practice, not a secret
    form = pair.one.form
    for _ in range(_DRAWS):
        drawn = draw(form, int(chance.random() * 2**53)).at(pair.one.place)
        found = _numbers(pair, drawn, chance)
        if found is not None:
            return _exercise(pair, drawn, found, words)
    raise KpiTrainerError("drill.cannot-draw", drill=form.id, draws=_DRAWS)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number to choose, and the misconception of one's or the other's drill that gives it."""

    value: Fraction
    mistake: str = ""
    of_other: bool = False


def _numbers(pair: Contrast, drawn: Exercise, chance: Random) -> list[_Number] | None:
    """Both right numbers, then two wrong ones; None where they are not all different."""
    values, decimals = known_in_words(drawn), pair.one.asked.answer.decimals
    second = _value(pair.tree, values, decimals)
    if second is None:
        return None
    right = [_Number(drawn.answer), _Number(second)]
    wrong = [
        _Number(round_half_away(value, decimals), name) for name, value in drawn.mistakes.items()
    ]
    for mistake in pair.other.asked.mistakes:
        in_words = worded(pair.other.form, mistake.formula.tree)
        tree = in_words and renamed_in(pair.one, pair.other, in_words.tree)
        whole = tree and rounded_as(mistake.formula.tree, tree)
        value = _value(whole, values, decimals) if whole else None
        wrong += [_Number(value, mistake.id, of_other=True)] if value is not None else []
    found = list(right)
    for number in sorted(wrong, key=lambda _: chance.random()):
        if len(found) < NUMBERS and number.value not in [each.value for each in found]:
            found.append(number)
    different = len({each.value for each in found}) == NUMBERS
    return found if different and all(each.value for each in found) else None


def _exercise(
    pair: Contrast, drawn: Exercise, numbers: Sequence[_Number], words: ContrastWords
) -> Exercise:
    languages, decimals = drawn.template.languages, pair.one.asked.answer.decimals
    shown = sorted(numbers, key=lambda each: each.value)
    texts = [
        {language: write_number(each.value, language, decimals) for language in languages}
        for each in shown
    ]

    def of_indicator(other: Indicator) -> LocalizedText:
        return {each: words.of[each].replace("{name}", other.name(each)) for each in languages}

    def says(place: int, number: _Number) -> LocalizedText | None:
        if number is numbers[place]:
            return None
        if number in numbers[:2]:
            # Told at the first question, it would answer the second.
            return of_indicator(pair.one) if place else None
        if place or number.of_other:
            return None  # its author speaks of the other question, or of figures not there
        return {each: drawn.mistake_text(number.mistake, each) for each in languages}

    parts = []
    for place, (mine, tree) in enumerate(((pair.one, None), (pair.other, pair.tree))):
        rival = (pair.other, pair.one)[place]
        options = [
            OptionText(
                text,
                says(place, number),
                confusion_name(mine.ref, rival.ref) if number is numbers[1 - place] else None,
            )
            for text, number in zip(texts, shown, strict=True)
        ]
        asks = {each: _asked(mine, drawn, each) for each in languages}
        formula = tree or mine.worded.tree
        steps = {
            each: f"{mine.name(each)}{COLON[each]}{_working(formula, drawn, each)} = "
            f"{write_number(numbers[place].value, each, decimals)}"
            for each in languages
        }
        right = shown.index(numbers[place])
        parts.append((choice_of(asks, options, (steps,), in_order=True), ChoiceResult(right)))
    intro = {each: _figures(drawn, each) for each in languages}
    return shown_exercise(drawn, parts, CONTRAST, intro)


def _working(tree: Node, drawn: Exercise, language: str) -> str:
    return write_tree(tree, known_in_words(drawn), language)


def _value(tree: Node, values: Values, decimals: int) -> Fraction | None:
    try:
        return round_half_away(Fraction(tree.evaluate(values)), decimals)
    except EvaluationError:
        return None


def _asked(indicator: Indicator, drawn: Exercise, language: str) -> str:
    """The question alone: the last line of the text, filled where it is the exercise's own."""
    if indicator.form is drawn.template:
        return drawn.at(indicator.place).ask_part(language).rstrip().splitlines()[-1]
    return _question(indicator.asked.ask, language)


def _figures(drawn: Exercise, language: str) -> str:
    """The text without its question."""
    return "\n".join(drawn.ask(language).rstrip().splitlines()[:-1])


def _question(ask: Phrases, language: str) -> str:
    """The last line of a text; empty where it shows a number of the exercise."""
    phrase, line = ask[language], ""
    for piece in phrase.pieces:
        if isinstance(piece, Slot):
            line = "\0"
        else:
            before, newline, last = piece.rpartition("\n")
            line = last if newline else line + before + last
    return "" if "\0" in line else line.strip()


def _figures_told(indicator: Indicator) -> frozenset[tuple[str, ...]]:
    """The figures that a problem tells, by their words, or by their names where they have none."""
    form, names = indicator.form, told_names(indicator.form, indicator.place) - {"context"}
    return frozenset(
        tuple(form.names[name].values()) if name in form.names else (name,) for name in names
    )


def _is_told(form: Template, name: str, told: frozenset[str]) -> bool:
    if name in told:
        return True
    if name in form.let:
        return all(_is_told(form, each, told) for each in names_in(form.let[name].tree))
    return "(" in name and name.rstrip(")").partition("(")[2] in told
