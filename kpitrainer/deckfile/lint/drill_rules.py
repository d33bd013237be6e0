"""What the check warns of in a drill that builds and draws, and yet is hardly what was meant."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from random import Random

from kpitrainer.deckfile.read.draw_checks import given_faults, is_constant, once
from kpitrainer.deckfile.syntax.yaml_tree import YamlNode, node_at
from kpitrainer.domain.drill.drawing import draw_once
from kpitrainer.domain.drill.results import NumberResult, RefusedError
from kpitrainer.domain.drill.template import (
    ChoicePart,
    Choices,
    GivenSource,
    ListOf,
    NumberPart,
    Part,
    Range,
    Template,
)
from kpitrainer.domain.drill.told_names import told_names
from kpitrainer.domain.drill.trial_draws import DRAWS
from kpitrainer.domain.drill.unit import is_noun, stands_in
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.text.localized import NOWHERE, ByLanguage

_COUNTED = ByLanguage(
    {
        "fr": re.compile(r"combien (?:de |d[’'])\w+", re.IGNORECASE),
        "en": re.compile(r"how many \w+", re.IGNORECASE),
    },
    NOWHERE,
)
"""Where a question says what it counts."""

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.000")

_DRAWS = 200
"""Draws, where there are so many, after which it is known whether an amount is mostly whole."""


def drill_faults(template: Template, entry: YamlNode, draws: int = DRAWS) -> Iterator[Fault]:
    """What could be better in the drill that was made of `entry`, each variant drawn so often."""
    yield from given_faults(template)
    yield from once(template, _thousands)
    if not any(form.tests for form in template.forms):
        yield _untested(template.forms[0])
    yield from once(template, _unshown)
    yield from once(template, partial(_rarely_whole, entry=entry, draws=min(draws, _DRAWS)))
    yield from once(template, _other_noun)
    yield from once(template, _unsaid)


TO_SAY = {
    "fr": "(Dis ici pourquoi ce n’est pas ce qui est demandé.)",
    "en": "(Say here why that is not what is asked.)",
}
"""What stands in a proposed mistake for what its author has to say."""


def _unsaid(form: Template) -> Iterator[Fault]:
    """Mistakes that were taken over as they were proposed, without a word of their author's."""
    for part in form.parts:
        for at, mistake in enumerate(part.mistakes if isinstance(part, NumberPart) else ()):
            for language, say in mistake.say.items():
                if any(text in say.fill(str) for text in TO_SAY.values()):
                    path = (*part.path, "mistakes", at, "say", language)
                    yield Fault(path, "deck.say-why", {"name": mistake.id})
                    break


def _thousands(form: Template) -> Iterator[Fault]:
    """Values such as 1.000, which is 1 here and was meant to be a thousand."""
    for name, source in form.given.items():
        formulas = source.options if isinstance(source, Choices) else ()
        if isinstance(source, Range):
            formulas = (source.low, source.high)
        for formula in formulas:
            if _THOUSANDS.fullmatch(formula.source):
                meant = formula.source.replace(".", "")
                value = formula.source.partition(".")[0]
                at, code = ("given", name), "deck.thousands-point"
                yield Fault.warning(at, code, name=formula.source, value=value, meant=meant)
                break


def _untested(form: Template) -> Fault:
    """What is said of a drill without `tests`: an example to fill in."""
    example = ", ".join(f"{name}: …" for name in form.given)
    expected = {NumberPart: "answer: …", ChoicePart: "choose: …"}
    told = [expected[type(part)] for part in form.parts]
    whole = told[0] if len(told) == 1 else f"parts: [{', '.join(f'{{{each}}}' for each in told)}]"
    return Fault.warning(("drill",), "deck.no-tests", at_key=True, example=example, expected=whole)


def _unshown(form: Template) -> Iterator[Fault]:
    """What an answer is computed from and no text or table up to its question lets know."""
    lines = (form.grid.heads, *form.grid.lines) if form.grid else ()
    cells = (cell for line in lines for cell in line if isinstance(cell, Formula))
    in_cells = {name for cell in cells for name in cell.names}
    for place, part in enumerate(form.parts):
        if not isinstance(part, NumberPart):
            continue
        needed = set(_needed(form, part.answer.formula.names))
        if part.reverse:
            told = part.reverse.shown.formula.names
            needed = {"answer", *_needed(form, told)} - {part.reverse.name}
        known = set(_known(form, part, place, told_names(form, place) | in_cells))
        for name in (*form.given, "answer"):
            source = form.given.get(name)
            if name in needed - known and not (source and is_constant(source)):
                path = (*part.path, "ask")
                yield Fault.warning(path, "deck.not-shown", name=name, slot=f"{{{name}}}")


def _needed(form: Template, names: Iterable[str]) -> Iterator[str]:
    """The given values behind `names`."""
    for name in names:
        if name in form.let:
            yield from _needed(form, form.let[name].names)
        elif name in form.given:
            yield name


def _known(form: Template, part: Part, place: int, shown: Iterable[str]) -> Iterator[str]:
    """All that the names `shown` may tell of: they, and what they are computed from.

    Whether it can be worked out is not asked: a sum of two is taken to tell both.
    """
    parts = {f"part{number}": each for number, each in enumerate(form.parts[:place], 1)}
    todo, seen = list(shown), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name in form.let:
            todo += form.let[name].names
        elif name in form.given:
            todo += _behind(form.given[name])
        elif name == "answer" and isinstance(part, NumberPart) and part.reverse:
            todo += part.reverse.shown.formula.names
        elif isinstance(earlier := parts.get(name), NumberPart):
            todo += earlier.answer.formula.names


def _behind(source: GivenSource) -> Iterator[str]:
    match source:
        case Choices(options=formulas):
            pass
        case Range(low, high, step) | ListOf(each=Range(low, high, step)):
            formulas = (low, high, step)
    return (name for formula in formulas for name in formula.names)


def _rarely_whole(form: Template, entry: YamlNode, draws: int) -> Iterator[Fault]:
    """Amounts of money that are asked for in whole euros because nobody said otherwise."""
    for place, part in enumerate(form.parts):
        if not isinstance(part, NumberPart) or part.reverse or part.answer.decimals:
            continue
        path = (*part.path, "answer")
        written, found = node_at(entry, form.source_path(path))
        if found != form.source_path(path) or "decimals" in written:
            continue
        if "€" in part.answer.unit.values() and _mostly_broken(form, place, draws):
            yield Fault.warning((*path, "formula"), "deck.rarely-whole")


def _other_noun(form: Template) -> Iterator[Fault]:
    """Answers counted in a noun that the question has not: learners type the question's own."""
    for part in form.parts:
        if not isinstance(part, NumberPart):
            continue
        for language, unit in part.answer.unit.items():
            ask = part.ask[language].fill(lambda name: f"{{{name}}}")
            counted = _COUNTED[language].search(ask)
            if counted and is_noun(unit) and not stands_in(unit, ask):
                path = (*part.path, "answer", "unit")
                yield Fault.warning(path, "deck.other-noun", unit=unit, asked=counted.group())
                break


def _mostly_broken(form: Template, place: int, draws: int) -> bool:
    chance = Random(0)  # noqa: S311 - practice, not a secret
    whole: list[bool] = []
    for _ in range(draws):
        try:
            result = draw_once(form, chance).results[place]
        except RefusedError:
            continue
        whole.append(isinstance(result, NumberResult) and result.exact.denominator == 1)
    return sum(whole) * 2 < len(whole)
