"""What import and export tell: cards kept whole and in part, left out, and what is to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpitrainer.cli.cli_context import CliContext
from kpitrainer.cli.import_history import HistoryTaken
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.bring_up_to_date import BroughtUp, Change
from kpitrainer.formats.draft import Draft, LeftOut, Place
from kpitrainer.formats.finish import Entry, ImportedDeck
from kpitrainer.formats.known import ForeignFormat
from kpitrainer.wording import render

_MOST = 200
"""Cards told of each kind; `--json` tells all."""


def tell_losses(
    context: CliContext, kept: Sequence[Entry | Draft], left_out: Sequence[LeftOut]
) -> None:
    """Tell how many cards are kept whole, and of the others each what it loses."""
    parts = [each for each in kept if each.losses]
    context.tell("import.kept-whole", count=len(kept) - len(parts))
    context.tell("import.kept-in-part", count=len(parts))
    for each in parts[:_MOST]:
        for loss in each.losses:
            _line(context, each.place, each.begins, loss)
    _more(context, len(parts))
    context.tell("import.left-out", count=len(left_out))
    for left in left_out[:_MOST]:
        _line(context, left.place, left.begins, left.reason)
    _more(context, len(left_out))


def _line(context: CliContext, place: Place, begins: str, what: Message) -> None:
    told = {"place": place.message(), "begins": begins or "…", "what": what}
    _below(context, Message("import.line", told))


def _below(context: CliContext, message: Message, depth: int = 1) -> None:
    """Say a line below the one that it belongs to."""
    context.console.say("  " * depth + render(context.translate, message))


def told_message(context: CliContext, message: Message) -> Mapping[str, object]:
    """A message as JSON has it: its code, and its words."""
    return {"code": message.code, "message": render(context.translate, message)}


def _more(context: CliContext, count: int) -> None:
    if count > _MOST:
        _below(context, Message("import.more", {"count": count - _MOST}))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report on one import.

    `brought` where a deck that was there was brought up to date; `history` where it was wanted.
    """

    context: CliContext
    form: ForeignFormat
    file: Path
    deck: ImportedDeck
    brought: BroughtUp | None
    history: HistoryTaken | None = None

    def tell(self, text: str | None) -> None:
        """Say it in lines, after the `text` of the deck where that is to be shown."""
        tell, say = self.context.tell, self.context.console.say
        if text is not None:
            say(text)
        tell("import.what", path=self.file.name, format=self.form.title)
        for message in self.deck.told:
            say(self._worded(message))
        tell_losses(self.context, self.deck.entries, self.deck.left_out)
        if self.brought is not None:
            self._tell_changes(self.brought)
        for message in self.history.messages() if self.history else ():
            say(self._worded(message))

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
                told = {"name": change.name, "begins": change.begins}
                _below(self.context, Message("import.change", told))
                if change.here:
                    self._both(change)
            _more(self.context, len(changes))
        if brought.conflicts:
            tell("import.conflicts-how")

    def _both(self, change: Change) -> None:
        """The two texts of an entry that was changed here and in the source."""
        for code, lines in (("import.here", change.here), ("import.there", change.there)):
            _below(self.context, Message(code), 2)
            for line in lines:
                self.context.console.say(f"    {line}")

    def _worded(self, message: Message) -> str:
        return render(self.context.translate, message)

    def write_json(self, written: Path | None, data: bytes | None) -> None:
        """Write it as one JSON object; `data` is the deck where nothing is `written`."""
        names = self.brought.names if self.brought else {}
        told: dict[str, object] = {
            "file": str(self.file),
            "format": self.form.name,
            "written": str(written) if written else None,
            "told": [self._object(message) for message in self.deck.told],
            "cards": [
                {
                    "name": names.get(entry.key, entry.name),
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
        if self.history is not None:
            kept = ("found", "came", "cards", "impossible")
            told["history"] = {key: getattr(self.history, key) for key in kept}
        if data is not None:
            told["deck"] = data.decode("utf-8-sig")
        write_json(told)

    def _place(self, place: Place) -> Mapping[str, object]:
        return {place.unit: place.number} | ({"sheet": place.sheet} if place.sheet else {})

    def _object(self, message: Message) -> Mapping[str, object]:
        return told_message(self.context, message)


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
