"""What every card type says of itself."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import ClassVar

from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.exact_text import check_exactly
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.verdict import Message, Verdict


class Mode(StrEnum):
    """How an answer is given."""

    REVEAL = "reveal"  # in the head, then shown
    TYPED = "typed"
    LIST = "list"
    CHOICE = "choice"
    TICKS = "ticks"  # several of the options
    DRILL = "drill"


CHOOSING_MODES = (Mode.CHOICE, Mode.TICKS)
"""Those in which there are options."""

TYPED_MODES = (Mode.TYPED, Mode.LIST, Mode.DRILL)
"""Those in which an answer is typed, unless the learner judges."""


class Content(ABC):
    """What a card asks and expects, of whichever type; texts are in its deck's languages."""

    __slots__ = ()

    type_name: ClassVar[str]
    """The key that opens such a card in a deck file."""

    @property
    @abstractmethod
    def mode(self) -> Mode:
        """How it is answered."""

    @property
    def weight(self) -> int:
        """What there is to recall, in facts: 1 for one fact, gap, choice or claim."""
        return 1

    @property
    def wanted(self) -> int:
        """How many answers are to be given: 1 but for a list."""
        return 1

    @abstractmethod
    def asked(self) -> tuple[str, LocalizedText]:
        """The key of the question in the card's entry, and the question; ("", {}) for none."""

    @abstractmethod
    def solution(self, language: str) -> tuple[str | Message, ...]:
        """The right answer's lines: several for a list."""

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """The author's texts, each with the way to it in the card's entry."""
        key, text = self.asked()
        if key:
            yield (key,), text

    def label(self, language: str) -> str:
        """What the card is called in a list."""
        return self.asked()[1][language]

    def question(self, language: str, *, filled: bool) -> str:  # noqa: ARG002 - for gaps
        """What is asked; `filled` shows what was hidden in it."""
        return self.asked()[1][language]

    def options(self, language: str, seed: int) -> tuple[str | Message, ...]:  # noqa: ARG002 - for choices
        """What there is to choose from, in the order `seed` gives; none where nothing is."""
        return ()

    def right_answers(self, language: str) -> tuple[str, ...]:  # noqa: ARG002 - for typed ones
        """Every text that is right as it stands, where an answer is typed."""
        return ()

    def check(self, typed: str, language: str, vocabulary: Vocabulary) -> Verdict:  # noqa: ARG002 - for typed ones
        """How a typed answer stands, to whom knows the words of `vocabulary` apart.

        Raises:
            TypeError: nothing is typed at this card.
        """
        raise TypeError(self.mode)

    def choose(self, place: int, language: str, seed: int) -> Verdict:  # noqa: ARG002 - for choices
        """How the option at `place`, from 0 in the order of `options`, stands.

        Raises:
            TypeError: there is nothing to choose from.
        """
        raise TypeError(self.mode)

    def choose_all(self, places: Collection[int], language: str, seed: int) -> Verdict:  # noqa: ARG002 - for choices
        """How just these options stand, as for `choose`, where several are to be chosen.

        Raises:
            TypeError: they are not.
        """
        raise TypeError(self.mode)


class TextAnswer(Content):
    """Content with one text as its answer, which is recalled in the head or, where `typed`, typed.

    `accept` and `reject` are of use where it is typed; `exact` judges it letter by letter.
    """

    __slots__ = ()

    typed: bool
    accept: LocalizedTexts
    reject: LocalizedTexts
    exact: bool

    @property
    def mode(self) -> Mode:
        """As for Content."""
        return Mode.TYPED if self.typed else Mode.REVEAL

    @abstractmethod
    def answer_text(self, language: str) -> str:
        """The answer."""

    def solution(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return (self.answer_text(language),)

    def right_answers(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return (self.answer_text(language), *self.accept.get(language, ()))

    def check(self, typed: str, language: str, vocabulary: Vocabulary) -> Verdict:
        """As for Content."""
        if self.exact:
            return check_exactly(typed, self.right_answers(language))
        return check_text(
            typed,
            self.answer_text(language),
            accept=self.accept.get(language, ()),
            reject=self.reject.get(language, ()),
            language=language,
            vocabulary=vocabulary,
        )
