"""A program that sees only a sheet's texts finds the wrong line hardly better than by chance.

It weighs what the lines look like (length, signs, figures, rank, words, which numbers come again),
as it learnt from the sheets of half of the drills, and guesses on those of the other half.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from random import Random
from typing import NamedTuple, TypeAlias

import pytest

from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.sheet import RIGHT_SHEETS, draw_sheet
from kpitrainer.domain.drill.sheet_plan import sheet_plans
from tests.error_sheets import RESULT
from tests.shipped import LIBRARY

SHEETS = 40
"""Of each drill."""

SPLITS = 4
"""Ways to part the drills in two halves."""

LEEWAY = 0.05
"""Better than by chance by less than so much."""

Features: TypeAlias = Mapping[str, float]
_FIGURE = re.compile(r"\d[\d\u202f]*(?:,\d+)?")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Case(NamedTuple):
    """What a guess may be, each with its features, and which is right; the last is none."""

    options: Sequence[Features]
    right: int


def _value(figure: str) -> float:
    return float(figure.replace("\u202f", "").replace(",", "."))


def _features(lines: Sequence[str]) -> Iterator[Features]:
    """Of each line what can be seen without calculating, and last of « nothing to correct »."""
    figures = [_FIGURE.findall(line.rpartition("\u00a0: ")[2]) for line in lines]
    last = [each[-1] for each in figures]
    lengths = [len(line) for line in lines]
    seen: dict[str, float] = {}
    for place, line in enumerate(lines):
        label, _, rest = line.rpartition("\u00a0: ")
        size = math.log10(abs(_value(last[place])) + 1e-6)
        before = last[:place]
        seen = {
            "length": len(line) / 50,
            "share": len(rest) / max(lengths),
            "longest": len(line) == max(lengths),
            "shortest": len(line) == min(lengths),
            "figures": len(figures[place]) / 3,
            "bare": " = " not in line,
            "labelled": bool(label),
            "negative": "= −" in rest or rest.startswith("−"),
            f"decimals {len(last[place].partition(',')[2])}": True,
            "size": size / 3,
            "large": size > 3,
            "small": size < 0,
            "percent over 100": "%" in rest and size > 2,
            "round": last[place].endswith("0"),
            "goes on": any(each in figures[place][:-1] for each in before),
            "uses all": all(each in figures[place][:-1] for each in before),
            "comes again": any(last[place] in each[:-1] for each in figures[place + 1 :]),
            "twice": len(set(figures[place])) < len(figures[place]),
            "same": last[place] in figures[place][:-1],
            "falls": place > 0 and _value(last[place]) < _value(last[place - 1]),
            **{f"has {sign}": sign in rest for sign in "+−×÷()%€√"},
            **{f"many {sign}": rest.count(sign) / 2 for sign in "+−×÷"},
        }
        at = f"{place + 1} of {len(lines)}"
        ranked = {f"{name}, {at}": value for name, value in seen.items()}
        words = {f"word {word}": 1.0 for word in _WORD.findall(label.lower())}
        yield {**seen, **ranked, **words, at: 1.0}
    yield {"none": 1.0, **{f"none, {name}": value for name, value in seen.items()}}


def _cases(drill: Drill, number: int) -> list[Case]:
    plans = sheet_plans(drill.template)
    cases = []
    for seed in range(SHEETS if plans else 0):
        sheet = draw_sheet(plans, 1000 * number + seed, RESULT)
        lines = [line["fr"] for line in sheet.lines]
        right = len(lines) if sheet.wrong is None else sheet.wrong
        cases.append(Case(tuple(_features(lines)), right))
    return cases


def _score(weights: Mapping[str, float], features: Features) -> float:
    return sum(weights[name] * value for name, value in features.items() if name in weights)


def _learn(cases: Sequence[Case], rounds: int = 8) -> Mapping[str, float]:
    """Logistic regression among each case's options, by stochastic gradient descent."""
    weights: dict[str, float] = defaultdict(float)
    chance, order = Random(1), list(cases)  # noqa: S311 - a fixed order
    for done in range(rounds):
        chance.shuffle(order)
        step = 0.15 / (1 + done / 2)
        for options, right in order:
            scores = [_score(weights, option) for option in options]
            powers = [math.exp(score - max(scores)) for score in scores]
            for place, option in enumerate(options):
                slope = powers[place] / sum(powers) - (place == right)
                for name, value in option.items():
                    if value:
                        weights[name] -= step * (slope * value + 0.001 * weights[name])
    return weights


def _guess(weights: Mapping[str, float], options: Sequence[Features]) -> int:
    return max(range(len(options)), key=lambda place: _score(weights, options[place]))


@pytest.fixture(scope="module")
def halves() -> list[tuple[list[Case], list[Case]]]:
    """Cases to learn from and cases to be tried on, of other drills, in several ways."""
    drills = [card.content for card in LIBRARY.cards if isinstance(card.content, Drill)]
    cases = [found for number, each in enumerate(drills) if (found := _cases(each, number))]
    halves = []
    for split in range(SPLITS):
        Random(split).shuffle(cases)  # noqa: S311 - a fixed order
        half = len(cases) // 2
        known, tried = cases[:half], cases[half:]
        halves.append(([*chain(*known)], [*chain(*tried)]))
    return halves


def test_texts_alone_do_not_tell(halves: list[tuple[list[Case], list[Case]]]) -> None:
    found, chance, line_found, line_chance = [], [], [], []
    for known, tried in halves:
        weights = _learn(known)
        for options, right in tried:
            lines = options[:-1]
            # By chance: always a line, or always none where there are very many.
            chance.append(max(1 - RIGHT_SHEETS, RIGHT_SHEETS * len(lines)) / len(lines))
            found.append(_guess(weights, options) == right)
            if right < len(lines):
                line_chance.append(1 / len(lines))
                line_found.append(_guess(weights, lines) == right)
    assert sum(found) / len(found) < float(sum(chance)) / len(chance) + LEEWAY
    assert sum(line_found) / len(line_found) < sum(line_chance) / len(line_chance) + LEEWAY
