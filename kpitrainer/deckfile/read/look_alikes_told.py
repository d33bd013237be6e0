"""The signs that stand in a file for others, as its diagnostics."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kpitrainer.deckfile.schema.card_schema import KEYS
from kpitrainer.deckfile.syntax.look_alikes import Sign, mend
from kpitrainer.domain.errors import Diagnostic, Position, Severity


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """A file's `text` as its author meant it, and the `signs` that stood there."""

    text: str
    signs: tuple[Sign, ...]

    @classmethod
    def of(cls, text: str, broken: Collection[int]) -> "LookAlikes":
        """Those of `text`, with whose `broken` lines something is wrong; else there are none."""
        mended, signs = mend(text, {line - 1 for line in broken}, KEYS) if broken else (text, [])
        return cls(mended, tuple(signs))

    def diagnostics(self, file: str) -> Iterator[Diagnostic]:
        """Every sign as a mistake in `file`."""
        for sign in self.signs:
            at = Position(file, sign.line + 1, sign.column + 1)
            yield Diagnostic(at, sign.code, sign.values)

    def innocent(self, told: Iterable[Diagnostic]) -> set[int]:
        """The lines with signs that may be none, and of which something is `told` all the same."""
        unsure = {(sign.line + 1, sign.code) for sign in self.signs if not sign.sure}
        rest = [each for each in told if (each.at.line, each.code) not in unsure]
        return broken_lines(rest) & {line for line, _ in unsure}

    def guilty(self, told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What is to be said of what is `told` once they are mended: of their lines only them."""
        signs = {(sign.line + 1, sign.code) for sign in self.signs}
        lines = {line for line, _ in signs}
        return tuple(
            each for each in told if (each.at.line, each.code) in signs or each.at.line not in lines
        )


def broken_lines(told: Iterable[Diagnostic]) -> set[int]:
    """The lines on which errors are `told`; where only a name is missing, no sign is wrong."""
    return {
        each.at.line
        for each in told
        if each.severity is Severity.ERROR and each.code != "deck.missing-id"
    }
