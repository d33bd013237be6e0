"""`cloze`: a text with gaps, of which a card hides one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpitrainer.domain.cards.card_types.content import Run, TextAnswer
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts

HIDDEN = Run("[…]", gap=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """A hidden passage of a cloze text; `number` is permanent, from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cloze(TextAnswer):
    """A text with one gap hidden; the other gaps are shown filled.

    `pieces` gives, per language, plain strings and gaps in reading order.
    """

    type_name = "cloze"

    pieces: Mapping[str, tuple[str | Gap, ...]]
    number: int
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)
    exact: bool = False

    def asked(self) -> tuple[str, LocalizedText]:
        """The text with all its gaps filled."""
        return "text", {
            language: "".join(piece.text if isinstance(piece, Gap) else piece for piece in pieces)
            for language, pieces in self.pieces.items()
        }

    def answer_text(self, language: str) -> str:
        """What is hidden; the different texts of several gaps of one number, in their order."""
        hidden = (
            piece.text
            for piece in self.pieces[language]
            if isinstance(piece, Gap) and piece.number == self.number
        )
        return ", ".join(dict.fromkeys(hidden))

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
