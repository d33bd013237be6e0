"""How well mistakes never seen before are found: each known one left out in turn, and slips.

    python -m benchmarks.bench_unseen [--pairs 3] [--slips 12] [FILE…]

Aims: of two answers with different numbers by a mistake that was left out, the formula ranked
first is that mistake in at least 95 %; of two random slips at most 1 % are explained; making the
candidates of a drill and searching them takes under 0.3 s of the processor.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.diagnosis import judge_answer
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import natural_decimals
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.typed_answer import ParsedAnswer
from kpitrainer.domain.drill.unseen.candidates import candidates
from kpitrainer.domain.drill.unseen.explain import Explanation, WrongAnswer, explanations
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.domain.verdict import Outcome

SHIPPED = Path(__file__).parents[1] / "decks"

_TRIES = 100
"""So often a slip is drawn until it is a wrong answer that nothing explains."""


def main() -> None:
    """Print what is missed, then the shares and times."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--slips", type=int, default=12)
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args()
    bench = Bench(chosen.pairs, chosen.slips)
    for form in forms(chosen.files or [SHIPPED]):
        for place, part in enumerate(form.parts):
            if isinstance(part, NumberPart):
                bench.leave_out_each(form, place, part)
                bench.slip(form, place)
    bench.show()


def forms(paths: list[Path]) -> Iterator[Template]:
    """Every variant of every drill of these files."""
    for deck in load_decks(paths, None).decks:
        for card in deck.cards:
            if isinstance(card.content, Drill):
                yield from card.content.template.forms


class Bench:
    """What was found so far; `pairs` a mistake and `slips` a part are tried."""

    def __init__(self, pairs: int, slips: int) -> None:
        self.pairs, self.slips = pairs, slips
        self.first: list[bool] = []
        self.unexplained: list[bool] = []
        self.wrong: int = 0
        self.explained: list[bool] = []
        self.making: list[float] = []
        self.searching: list[float] = []

    def leave_out_each(self, form: Template, place: int, part: NumberPart) -> None:
        """Two answers by each mistake, to the drill without it."""
        for mistake in part.mistakes:
            others = tuple(each for each in part.mistakes if each.id != mistake.id)
            others = tuple(each for each in others if each.say != mistake.say)
            parts = (*form.parts[:place], replace(part, mistakes=others), *form.parts[place + 1 :])
            version = f"{form.version} without {mistake.id}"
            without = replace(form, parts=parts, version=version)
            began = process_time()
            made = candidates(without, place)
            self.making.append(process_time() - began)
            missed = 0
            for seed in range(self.pairs):
                answers = [
                    _answer(draw(form, 2 * seed + which).at(place), without, mistake.id)
                    for which in (0, 1)
                ]
                found = self.search(answers)
                meant = made.find(mistake.formula.tree)
                first = (
                    bool(found) and meant is not None and meant == made.find(found[0].formula.tree)
                )
                self.first.append(first)
                if not any(map(_is_explained, answers)):
                    self.unexplained.append(first)
                self.wrong += bool(found) and not first
                missed += not first
            if missed:
                name = f"{form.id}:{form.variant}" if form.variant else form.id
                print(f"missed {missed}/{self.pairs}  {name}  {mistake.formula.source}")

    def slip(self, form: Template, place: int) -> None:
        """Two random slips, from the drill as it is."""
        chance = Random(f"{form.id} {form.variant} {place}")  # noqa: S311 - slips, no secrets
        for seed in range(self.slips):
            exercises = [draw(form, 1000 + 2 * seed + which).at(place) for which in (0, 1)]
            answers = [answer for each in exercises if (answer := _slip(each, chance))]
            if len(answers) == len(exercises):
                found = self.search(answers)
                self.explained.append(bool(found))

    def search(self, answers: list[WrongAnswer]) -> tuple[Explanation, ...]:
        """What explains them, timed."""
        began = process_time()
        found = explanations(answers)
        self.searching.append(process_time() - began)
        return found

    def show(self) -> None:
        """The shares and the times."""
        print(f"left out, ranked first:       {_share(self.first)}")
        print(f"… where nothing else says it: {_share(self.unexplained)}")
        print(f"another formula told first:   {self.wrong} of {len(self.first)}")
        print(f"random slips explained:       {_share(self.explained)}")
        for name, times in (("candidates", self.making), ("a search", self.searching)):
            print(f"{name}: median {median(times):.3f} s, worst {max(times):.3f} s")


def _answer(exercise: Exercise, without: Template, mistake: str) -> WrongAnswer:
    """What the mistake gives, rounded as asked, to the drill that does not know it."""
    asked = exercise.asked.answer.decimals
    value = exercise.mistakes[mistake]
    decimals = natural_decimals(value, asked)
    result = exercise.result
    known = {name: each for name, each in result.mistakes.items() if name != mistake}
    results = list(exercise.results)
    results[exercise.place] = replace(result, mistakes=known)
    unknown = replace(exercise, template=without, results=tuple(results))
    return WrongAnswer(unknown, ParsedAnswer(round_half_away(value, decimals), decimals, ""))


def _is_explained(answer: WrongAnswer) -> bool:
    language = answer.exercise.template.languages[0]
    return judge_answer(answer.exercise, answer.typed, language).message is not None


def _slip(exercise: Exercise, chance: Random) -> WrongAnswer | None:
    """A wrong answer by no method: a digit wrong, two transposed, or another number near it."""
    decimals = exercise.asked.answer.decimals
    digits = str(int(abs(exercise.answer) * 10**decimals))
    language = exercise.template.languages[0]
    for _ in range(_TRIES):
        kind, at = chance.randrange(3), chance.randrange(len(digits))
        if kind == 0:
            slipped = f"{digits[:at]}{chance.randrange(10)}{digits[at + 1 :]}"
        elif kind == 1:
            slipped = digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]
        else:
            slipped = str(max(1, round(int(digits) * 2 ** chance.uniform(-1.5, 1.5))))
        sign = -1 if exercise.answer < 0 else 1
        typed = ParsedAnswer(Fraction(sign * int(slipped), 10**decimals), decimals, "")
        verdict = judge_answer(exercise, typed, language)
        told = verdict.mistake or verdict.message
        if typed.value and verdict.outcome is Outcome.WRONG and not told:
            return WrongAnswer(exercise, typed)
    return None


def _share(found: list[bool]) -> str:
    return f"{sum(found) / len(found):.1%} of {len(found)}" if found else "none"


if __name__ == "__main__":
    main()
