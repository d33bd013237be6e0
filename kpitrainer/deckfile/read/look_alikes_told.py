"""The signs that stand in a file for others, as its diagnostics."""

from collections.abc import Iterable, Iterator
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
    def of(cls, text: str, diagnostics: Iterable[Diagnostic]) -> "LookAlikes":
        """Those of `text`, of which `diagnostics` are told; none where nothing is wrong with it."""
        broken = {told.at.line - 1 for told in diagnostics if told.severity is Severity.ERROR}
        mended, signs = mend(text, broken, KEYS) if broken else (text, [])
        return cls(mended, tuple(signs))

    def diagnostics(self, file: str) -> Iterator[Diagnostic]:
        """Every sign as a mistake in `file`."""
        for sign in self.signs:
            at = Position(file, sign.line + 1, sign.column + 1)
            yield Diagnostic(at, sign.code, sign.values)

    def guilty(self, told: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What is to be said of what is `told` once they are mended, a line at a time.

        A sign that is surely one is told alone; one that is not, only where its line is right now.
        """
        sure = {(sign.line + 1, sign.code) for sign in self.signs if sign.sure}
        unsure = {(sign.line + 1, sign.code) for sign in self.signs if not sign.sure}
        alone = {line for line, _ in sure}
        wrong = {
            each.at.line
            for each in told
            if each.severity is Severity.ERROR and (each.at.line, each.code) not in unsure
        }
        return tuple(
            each
            for each in told
            if (each.at.line, each.code) in sure
            or (
                each.at.line not in alone
                and not ((each.at.line, each.code) in unsure and each.at.line in wrong)
            )
        )
