"""Where added decks came from: remembered in one file of the program's own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kpitrainer import atomic_write
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.sources import DeckSource, Kind
from kpitrainer.regular_file import read_regular
from kpitrainer.wording import reason_of

_LARGEST = 1_000_000
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Of the deck `deck` in the learner's `file`: where it came from, and what it was.

    `sha256` is that of the content that was added last, `day` when. `refused` is the one of a newer
    content that the learner did not want.
    """

    file: str
    deck: str
    kind: str
    at: str
    sha256: str
    day: str
    edition: str = ""
    refused: str = ""

    @property
    def source(self) -> DeckSource:
        """From where it is fetched again."""
        return DeckSource(Kind(self.kind), self.at)


@dataclass(frozen=True, slots=True)
class Origins:
    """What is remembered of all added decks, in `path`; `looked` is when new editions were sought.

    Times are dates in ISO 8601.
    """

    path: Path
    decks: tuple[Origin, ...] = ()
    looked: str = ""

    @classmethod
    def read(cls, path: Path) -> "Origins":
        """Those in the file `path`; none where it is not there.

        Raises:
            KpiTrainerError: `handover.origins`, it is damaged or cannot be read.
        """
        try:
            stored = json.loads(read_regular(path, _LARGEST))
            decks = tuple(_origin(each) for each in stored["decks"])
            return cls(path, decks, str(stored.get("looked", "")))
        except FileNotFoundError:
            return cls(path)
        except OSError as error:
            raise KpiTrainerError(
                "handover.origins-unreadable", path=str(path), reason=reason_of(error)
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise KpiTrainerError("handover.origins", path=str(path)) from error

    def keep(self) -> None:
        """Write them.

        Raises:
            KpiTrainerError: `handover.unwritable`.
        """
        stored: dict[str, Any] = {"format": _FORMAT, "looked": self.looked}
        stored["decks"] = [asdict(origin) for origin in self.decks]
        text = json.dumps(stored, indent=1, ensure_ascii=False) + "\n"
        try:
            atomic_write.write(self.path, text.encode())
        except OSError as error:
            raise KpiTrainerError(
                "handover.unwritable", path=str(self.path), reason=reason_of(error)
            ) from error

    def within(self, folders: Sequence[Path]) -> tuple[Origin, ...]:
        """Those of decks in these folders."""
        tops = [folder.absolute() for folder in folders]
        return tuple(
            origin for origin in self.decks if any(map(Path(origin.file).is_relative_to, tops))
        )

    def moved(self, files: Mapping[str, str]) -> "Origins":
        """With the files that the learner gave another name; `files` has those of decks by id."""
        return replace(self, decks=tuple(_moved(origin, files) for origin in self.decks))

    def of(self, file: str | Path) -> Origin | None:
        """That of the deck in `file`."""
        absolute = str(Path(file).absolute())
        return next((each for each in self.decks if each.file == absolute), None)

    def with_origin(self, origin: Origin) -> "Origins":
        """With one more, or another of the same file."""
        return replace(self, decks=(*self.without(origin.file).decks, origin))

    def without(self, *files: str) -> "Origins":
        """Without those of these files."""
        return replace(self, decks=tuple(each for each in self.decks if each.file not in files))

    def refusing(self, refused: Iterable[tuple[Origin, str]]) -> "Origins":
        """Remembering that these contents are not wanted in the place of what there is."""
        kept = self
        for origin, digest in refused:
            kept = kept.with_origin(replace(origin, refused=digest))
        return kept

    def looked_on(self, day: date) -> "Origins":
        """Remembering when new editions were sought."""
        return replace(self, looked=day.isoformat())


def _moved(origin: Origin, files: Mapping[str, str]) -> Origin:
    now = files.get(origin.deck)
    if now is None or Path(origin.file).exists():
        return origin
    return replace(origin, file=str(Path(now).absolute()))


def _origin(stored: dict[str, Any]) -> Origin:
    names = Origin.__dataclass_fields__
    if not all(isinstance(value, str) for value in stored.values()):
        raise TypeError(stored)
    origin = Origin(**{name: value for name, value in stored.items() if name in names})
    Kind(origin.kind)
    return origin
