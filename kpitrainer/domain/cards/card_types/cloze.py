"""`cloze`: a text with gaps, of which a card hides one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpitrainer.domain.cards.card_types.content import TextAnswer
from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Span
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
    exact: bool = False
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def asked(self) -> tuple[str, LocalizedText]:
        """The text with all its gaps filled."""
        return "text", {
            language: "".join(text for _, text in self._texts(language)) for language in self.pieces
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
        return "".join(
            HIDDEN if isinstance(piece, Gap) and piece.number == self.number else text
            for piece, text in self._texts(language)
        )

    def question(self, language: str, *, filled: bool) -> FormattedText:
        """The text with its gap, hidden or filled."""
        hidden: list[tuple[int, int, str]] = []
        at = 0
        for piece, text in self._texts(language):
            if isinstance(piece, Gap) and piece.number == self.number:
                hidden.append((at, at + len(text), HIDDEN))
            at += len(text)
        whole = "".join(text for _, text in self._texts(language))
        gaps = [Span(start, end, Mark.GAP) for start, end, _ in hidden]
        shown = FormattedText(whole, (*self.spans.get(language, ()), *gaps))
        return shown if filled else shown.with_parts(hidden)

    def _texts(self, language: str) -> Iterator[tuple[str | Gap, str]]:
        """Each piece with its text."""
        for piece in self.pieces[language]:
            yield piece, piece.text if isinstance(piece, Gap) else piece
