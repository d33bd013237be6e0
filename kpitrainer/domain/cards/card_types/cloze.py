"""`cloze`: a text with gaps, of which a card hides one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpitrainer.domain.cards.card_types.content import Content, Mode, Run
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Verdict

HIDDEN = Run("[…]", gap=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """A hidden passage of a cloze text; `number` is permanent, from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cloze(Content):
    """A text with one gap hidden; the other gaps are shown filled.

    `pieces` gives, per language, plain strings and gaps in reading order.
    """

    type_name = "cloze"

    pieces: Mapping[str, tuple[str | Gap, ...]]
    number: int
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)

    @property
    def mode(self) -> Mode:
        """As for Content."""
        return Mode.TYPED if self.typed else Mode.REVEAL

    def asked(self) -> tuple[str, LocalizedText]:
        """The text with all its gaps filled."""
        return "text", {
            language: "".join(piece.text if isinstance(piece, Gap) else piece for piece in pieces)
            for language, pieces in self.pieces.items()
        }

    def solution(self, language: str) -> tuple[str, ...]:
        """What is hidden."""
        return (next(gap.text for gap in self._gaps(language)),)

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """As for Content."""
        key, text = self.asked()
        yield (key,), text

    def label(self, language: str) -> str:
        """The text with its gap hidden."""
        return "".join(run.text for run in self.question(language, filled=False))

    def question(self, language: str, *, filled: bool) -> tuple[Run, ...]:
        """The text with its gap, hidden or filled."""

        def run(piece: str | Gap) -> Run:
            if isinstance(piece, str):
                return Run(piece)
            if piece.number != self.number:
                return Run(piece.text)
            return Run(piece.text, gap=True) if filled else HIDDEN

        return tuple(run(piece) for piece in self.pieces[language])

    def right_answers(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return (*self.solution(language), *self.accept.get(language, ()))

    def check(self, typed: str, language: str) -> Verdict:
        """As for Content."""
        return check_text(
            typed,
            self.solution(language)[0],
            accept=self.accept.get(language, ()),
            reject=self.reject.get(language, ()),
            language=language,
        )

    def _gaps(self, language: str) -> Iterator[Gap]:
        for piece in self.pieces[language]:
            if isinstance(piece, Gap) and piece.number == self.number:
                yield piece
