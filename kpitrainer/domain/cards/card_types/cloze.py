"""`cloze`: a text with gaps, of which a card hides one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpitrainer.domain.cards.card_types.content import TextAnswer
from kpitrainer.domain.text.formatted_text import Format, FormattedText, Span
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts

HIDDEN = "[…]"


@dataclass(frozen=True, slots=True)
class Gap:
    """A hidden passage of a cloze text; `number` is permanent, from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cloze(TextAnswer):
    """A text with one gap hidden; the other gaps are shown filled.

    `pieces` gives, per language, plain strings and gaps in reading order, `spans` what is
    formatted of the text that they make.
    """

    type_name = "cloze"

    pieces: Mapping[str, tuple[str | Gap, ...]]
    number: int
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

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
        return str(self.question(language, filled=False))

    def question(self, language: str, *, filled: bool) -> FormattedText:
        """The text with its gap, hidden or filled."""
        hidden: list[tuple[int, int, str]] = []
        at = 0
        for piece in self.pieces[language]:
            end = at + len(piece.text if isinstance(piece, Gap) else piece)
            if isinstance(piece, Gap) and piece.number == self.number:
                hidden.append((at, end, HIDDEN))
            at = end
        gaps = [Span(start, end, Format.GAP) for start, end, _ in hidden]
        _, whole = self.asked()
        text = FormattedText(whole[language], (*self.spans.get(language, ()), *gaps))
        return text if filled else text.with_parts(hidden)
