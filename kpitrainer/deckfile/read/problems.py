"""The problems of one file as they are found: so many are told, and some kinds as one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS
from kpitrainer.domain.errors import Diagnostic, Fault

_COUNTED = frozenset(
    {
        "deck.code-fence",
        "deck.dash-sign",
        "deck.merge-marks",
        "deck.missing-id",
        "deck.space-after-dash",
        "deck.space-in-margin",
        "deck.special-space",
        "deck.spreadsheet-quotes",
        "deck.unknown-key-near",
        "deck.unseen-in-margin",
    }
)
"""What has one cause and one remedy however often it occurs: told at the first place, counted."""


class Problems:
    """The diagnostics of a file, to which those `found` before its reading belong.

    `untold` are those beyond MAX_DIAGNOSTICS.
    """

    def __init__(self, found: Iterable[Diagnostic]) -> None:
        self._found = tuple(found)
        self.told: list[Diagnostic] = []
        self.untold = 0
        self._first: dict[tuple[object, ...], dict[str, object]] = {}  # its values, with a count
        self.tell(self._found)

    def restart(self) -> None:
        """Forget what the reading found so far."""
        self.__init__(self._found)  # type: ignore[misc]  # the state it begins with, once more

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take some more."""
        for diagnostic in diagnostics:
            if diagnostic.code in _COUNTED:
                self._count(diagnostic)
            elif len(self.told) < MAX_DIAGNOSTICS:
                self.told.append(diagnostic)
            else:
                self.untold += 1

    def tell_faults(self, faults: Iterable[Fault], locate: Callable[[Fault], Diagnostic]) -> None:
        """Take faults of an entry; those that are not told are not located."""
        for fault in faults:
            if len(self.told) < MAX_DIAGNOSTICS or fault.code in _COUNTED:
                self.tell([locate(fault)])
            else:
                self.untold += 1

    def _count(self, diagnostic: Diagnostic) -> None:
        """Tell it, or count it where it was told before."""
        kind = diagnostic.code, *map(diagnostic.values.get, ("sign", "suggestion"))
        if kind in self._first:
            self._first[kind]["count"] = int(str(self._first[kind]["count"])) + 1
        else:
            self._first[kind] = {**diagnostic.values, "count": 1}
            self.told.append(replace(diagnostic, values=self._first[kind]))

    def all(self) -> tuple[Diagnostic, ...]:
        """The problems by their places, and how many more there are."""
        told = sorted(self.told, key=lambda diagnostic: diagnostic.at)
        if self.untold:
            told.append(Diagnostic(told[-1].at, "deck.more-diagnostics", {"count": self.untold}))
        return tuple(told)
