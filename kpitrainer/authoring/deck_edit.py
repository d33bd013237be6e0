"""Deck files while they are edited: a shipped deck is copied first, what is open is compared."""

import os
from dataclasses import dataclass
from pathlib import Path

from kpitrainer.domain.errors import KpiTrainerError, Position


@dataclass(frozen=True, slots=True)
class EditSession:
    """A deck file to be edited at `line`, and what it held; `copied` from a shipped one."""

    path: Path
    line: int
    before: bytes
    copied: bool = False


@dataclass(frozen=True, slots=True)
class DeckEditor:
    """Where decks are edited: in place, but those in `shipped` as copies in the folder `own`.

    An update of the program would undo what is changed in the shipped folder. It is None where
    the decks belong to a developer's checkout.
    """

    own: Path
    shipped: Path | None = None

    def open(self, at: Position) -> EditSession:
        """The file to edit for what stands `at`.

        Raises:
            KpiTrainerError: it cannot be read, written or copied.
        """
        path = Path(os.path.abspath(at.file))  # noqa: PTH100 - a link is edited by its own name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise KpiTrainerError("edit.unreadable", file=at.file, reason=_reason(error)) from error
        if self.shipped is not None and path.parent == self.shipped:
            return EditSession(self._copied(path.name, content), at.line, content, copied=True)
        if not os.access(path, os.W_OK):
            raise KpiTrainerError("edit.read-only", file=at.file)
        return EditSession(path, at.line, content)

    def close(self, deck: EditSession) -> bool:
        """Whether it was changed; a copy that was not is removed again."""
        try:
            changed = deck.path.read_bytes() != deck.before
            if deck.copied and not changed:
                deck.path.unlink()
        except OSError:
            return True  # gone, or no longer to be read: that is a change
        return changed

    def _copied(self, name: str, content: bytes) -> Path:
        """A new file of that content in the learner's folder, of that name if it is free."""
        stem, suffix = Path(name).stem, Path(name).suffix
        own = Path(os.path.abspath(self.own))  # noqa: PTH100 - as above
        number = 1
        try:
            own.mkdir(parents=True, exist_ok=True)
            while True:
                path = own / (name if number == 1 else f"{stem}-{number}{suffix}")
                try:
                    with path.open("xb") as file:
                        file.write(content)
                except FileExistsError:
                    number += 1
                else:
                    return path
        except OSError as error:
            reason = _reason(error)
            raise KpiTrainerError("edit.no-copy", folder=str(own), reason=reason) from error


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
