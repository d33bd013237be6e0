"""`choice`: right answers among wrong ones, one of them or several."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.drill.formula_choice import CONFUSION
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.formatted_text import joined
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.verdict import Message, Outcome, Verdict

_LONGEST_NAME = 200
"""Characters of an option by which the log calls a misconception."""

APART = " · "
"""Between options that are told in one line."""


class WrongOption(NamedTuple):
    """A wrong option, and what its author says to whoever chooses it, if anything."""

    text: LocalizedText
    say: LocalizedText | None = None

    @property
    def mistake(self) -> str | None:
        """What the log calls the misconception of it: its text, in one language for all.

        None where its author says nothing of it.
        """
        name = self.text[min(self.text)].lstrip(f"{CONFUSION} ")  # else it would be one
        return name[:_LONGEST_NAME] or None if self.say else None


@dataclass(frozen=True, slots=True)
class Choice(Content):
    """Right answers among wrong ones, shuffled when shown.

    There is one, or, where it takes `several`, all of them are to be ticked, and nothing else.
    Options are numbered as they are written, the right ones first; those of `last` are not
    shuffled, but stay at the end in this order.
    """

    type_name = "choice"

    ask: LocalizedText
    answers: tuple[LocalizedText, ...]
    wrong: tuple[WrongOption, ...]
    several: bool = False
    last: tuple[int, ...] = ()

    @property
    def mode(self) -> Mode:
        """As for Content."""
        return Mode.TICKS if self.several else Mode.CHOICE

    @property
    def weight(self) -> int:
        """As for Content: each right answer is one."""
        return len(self.answers)

    def asked(self) -> tuple[str, LocalizedText]:
        """As for Content."""
        return "ask", self.ask

    def solution(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return tuple(answer[language] for answer in self.answers)

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """As for Content."""
        yield ("ask",), self.ask
        yield from zip(self.answer_paths(), self.answers, strict=True)
        for number, option in enumerate(self.wrong):
            yield ("wrong", number), option.text
            if option.say:
                yield ("wrong", number, "say"), option.say

    def answer_paths(self) -> tuple[FieldPath, ...]:
        """The way to each right answer in the card's entry."""
        if not self.several:
            return (("answer",),)
        return tuple(("answers", number) for number in range(len(self.answers)))

    def options(self, language: str, seed: int) -> tuple[str, ...]:
        """As for Content."""
        return tuple(self._text(option)[language] for option in self._order(seed))

    def choose(self, place: int, language: str, seed: int) -> Verdict:
        """As for Content."""
        if self.several:
            raise TypeError(self.mode)
        expected = self.answers[0][language]
        wrong = self._wrong(self._order(seed)[place])
        if wrong is None:
            return Verdict(Outcome.RIGHT, expected=expected)
        say = wrong.say[language] if wrong.say else None
        return Verdict(Outcome.WRONG, text=say, mistake=wrong.mistake, expected=expected)

    def choose_all(self, places: Collection[int], language: str, seed: int) -> Verdict:
        """As for Content; what is missing is told, and what is too much."""
        if not self.several:
            raise TypeError(self.mode)
        order = self._order(seed)
        ticked = [option for place, option in enumerate(order) if place in places]
        too_many = [wrong for option in ticked if (wrong := self._wrong(option))]
        missing = [
            self._text(option)[language]
            for option in order
            if option not in ticked and self._wrong(option) is None
        ]
        if not missing and not too_many:
            return Verdict(Outcome.RIGHT)
        said = [wrong.say[language] for wrong in too_many if wrong.say]
        told = {"missing": missing, "spare": [wrong.text[language] for wrong in too_many]}
        values = {name: APART.join(texts) for name, texts in told.items() if texts}
        return Verdict(
            Outcome.WRONG,
            message=Message(f"answer.ticks-{'-'.join(values)}", values),
            text=joined(" ", said) or None,
            mistake=next((wrong.mistake for wrong in too_many if wrong.say), None),
        )

    def told_mistake(self, name: str, language: str) -> str | None:
        """The option that the log calls so, and what is said of it; None where there is none."""
        found = (each for each in self.wrong if each.mistake == name and each.say)
        return next(
            (f"{each.text[language]}{APART}{each.say[language]}" for each in found if each.say),
            None,
        )

    def _text(self, option: int) -> LocalizedText:
        wrong = self._wrong(option)
        return wrong.text if wrong else self.answers[option]

    def _wrong(self, option: int) -> WrongOption | None:
        """A wrong option by its number, None for a right one."""
        number = option - len(self.answers)
        return self.wrong[number] if number >= 0 else None

    def _order(self, seed: int) -> list[int]:
        """The options in the order of showing.

        Uses only `Random.random`, the same in every version of Python.
        """
        chance = Random(seed)  # noqa: S311 - an order, not a secret
        every = range(len(self.answers) + len(self.wrong))
        shuffled = sorted(every, key=lambda _option: chance.random())
        return [*(option for option in shuffled if option not in self.last), *self.last]
