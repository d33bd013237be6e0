"""What `deck import` tells: cards kept whole and in part, what was left out, what is to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpitrainer.cli.cli_context import CliContext
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.bring_up_to_date import BroughtUp, Change
from kpitrainer.formats.draft import Place
from kpitrainer.formats.finish import Entry, ImportedDeck
from kpitrainer.formats.known import Format
from kpitrainer.wording import render

_MOST = 200
"""Cards told of each kind; `--json` tells all."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report on one import; `brought` where a deck that was there was brought up to date."""

    context: CliContext
    form: Format
    file: Path
    deck: ImportedDeck
    brought: BroughtUp | None

    def tell(self, text: str | None) -> None:
        """Say it in lines, after the `text` of the deck where that is to be shown."""
        tell, say = self.context.tell, self.context.console.say
        if text is not None:
            say(text)
        tell("import.what", path=self.file.name, format=self.form.title)
        for message in self.deck.told:
            say(self._worded(message))
        parts = self._in_part
        whole = len(self.deck.entries) - len(parts)
        tell("import.kept-whole", count=whole)
        tell("import.kept-in-part", count=len(parts))
        for entry in parts[:_MOST]:
            for loss in entry.losses:
                self._line(entry.place, entry.begins, loss)
        self._more(len(parts))
        tell("import.left-out", count=len(self.deck.left_out))
        for left in self.deck.left_out[:_MOST]:
            self._line(left.place, left.begins, left.reason)
        self._more(len(self.deck.left_out))
        if self.brought is not None:
            self._tell_changes(self.brought)

    def _tell_changes(self, brought: BroughtUp) -> None:
        tell = self.context.tell
        tell("import.unchanged", count=brought.unchanged)
        for code, changes in (
            ("import.added", brought.added),
            ("import.replaced", brought.replaced),
            ("import.gone", brought.gone),
            ("import.conflicts", brought.conflicts),
        ):
            if not changes:
                continue
            tell(code, count=len(changes))
            for change in changes[:_MOST]:
                self._say(Message("import.change", {"name": change.name, "begins": change.begins}))
                if change.here:
                    self._both(change)
            self._more(len(changes))

    def _both(self, change: Change) -> None:
        """The two texts of an entry that was changed here and in the source."""
        for code, lines in (("import.here", change.here), ("import.there", change.there)):
            self._say(Message(code), 2)
            for line in lines:
                self.context.console.say(f"    {line}")

    def _line(self, place: Place, begins: str, what: Message) -> None:
        told = {
            "place": self._worded(place.message()),
            "begins": begins or "…",
            "what": self._worded(what),
        }
        self._say(Message("import.line", told))

    def _say(self, message: Message, depth: int = 1) -> None:
        """Say a line below the one that it belongs to."""
        self.context.console.say("  " * depth + self._worded(message))

    def _more(self, count: int) -> None:
        if count > _MOST:
            self._say(Message("import.more", {"count": count - _MOST}))

    @property
    def _in_part(self) -> Sequence[Entry]:
        return [entry for entry in self.deck.entries if entry.losses]

    def _worded(self, message: Message) -> str:
        return render(self.context.translate, message)

    def write_json(self, written: Path | None, data: bytes | None) -> None:
        """Write it as one JSON object; `data` is the deck where nothing is `written`."""
        told: dict[str, object] = {
            "file": str(self.file),
            "format": self.form.name,
            "written": str(written) if written else None,
            "told": [self._object(message) for message in self.deck.told],
            "cards": [
                {
                    "name": entry.name,
                    "type": entry.kind,
                    **self._place(entry.place),
                    "begins": entry.begins,
                    "lost": [self._object(loss) for loss in entry.losses],
                }
                for entry in self.deck.entries
            ],
            "left_out": [
                {**self._place(left.place), "begins": left.begins, **self._object(left.reason)}
                for left in self.deck.left_out
            ],
        }
        if self.brought is not None:
            told["changes"] = _changes(self.brought)
        if data is not None:
            told["deck"] = data.decode("utf-8-sig")
        write_json(told)

    def _place(self, place: Place) -> Mapping[str, object]:
        return {place.unit: place.number} | ({"sheet": place.sheet} if place.sheet else {})

    def _object(self, message: Message) -> Mapping[str, object]:
        return {"code": message.code, "message": self._worded(message)}


def _changes(brought: BroughtUp) -> Mapping[str, object]:
    return {
        "unchanged": brought.unchanged,
        "added": [change.name for change in brought.added],
        "replaced": [change.name for change in brought.replaced],
        "gone": [change.name for change in brought.gone],
        "conflicts": [
            {"name": change.name, "here": "\n".join(change.here), "there": "\n".join(change.there)}
            for change in brought.conflicts
        ],
    }
