"""The folders things live in."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_ISLNK

from kpitrainer.domain.errors import KpiTrainerError

APP = "kpitrainer"


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are: settings, the database, the learner's own decks, the parse cache.

    `decks` is the folder new decks go into; decks are also read from `more_decks`. The learner may
    have named them (`decks_named`), and the database (`database_named`). `origins` remembers where
    decks that were added came from.
    """

    settings: Path
    database: Path
    decks: Path
    cache: Path
    more_decks: tuple[Path, ...] = ()
    decks_named: bool = False
    database_named: bool = False
    origins: Path = Path()

    @classmethod
    def standard(cls, database: Path | None = None, decks: tuple[Path, ...] = ()) -> "Paths":
        """The platform's folders; what is given or set in the environment comes first."""
        from platformdirs import PlatformDirs  # noqa: PLC0415 - only where paths are wanted

        folders = PlatformDirs(APP, appauthor=False)
        data = folders.user_data_path
        database = database or _from_environment("KPITRAINER_DB")
        if not decks and (set_decks := _from_environment("KPITRAINER_DECKS")):
            decks = (set_decks,)
        *more, own = decks or (data / "decks",)
        return cls(
            settings=folders.user_config_path / "settings.toml",
            database=database or data / "progress.db",
            decks=own,
            cache=folders.user_cache_path,
            more_decks=tuple(more),
            decks_named=bool(decks),
            database_named=database is not None,
            origins=data / "deck-origins.json",
        )

    def keep_private(self) -> None:
        """Take from others all rights to the database, its folder and the copies beside it.

        Earlier versions left them some. A place that the learner named or linked is theirs to open.
        """
        folder = self.database.parent
        if os.name != "posix" or self.database_named or folder.is_symlink():
            return
        for place in (folder, *folder.glob(f"{self.database.name}*")):
            with suppress(OSError):
                look = place.lstat()
                if S_ISLNK(look.st_mode) or look.st_uid != os.geteuid():
                    continue
                if look.st_mode & _OTHERS:
                    place.chmod(S_IMODE(look.st_mode) & ~_OTHERS)

    def check_database(self) -> None:
        """See to it that no second, empty database is made where the first is out of reach.

        Raises:
            KpiTrainerError: its folder is not there, a link on the way leads nowhere, or the
                environment names another one in each folder one is in.
        """
        if self.database == _from_environment("KPITRAINER_DB") and not self.database.is_absolute():
            absolute = os.path.abspath(self.database)  # noqa: PTH100 - links keep their names
            raise KpiTrainerError(
                "config.database-relative", path=str(self.database), absolute=absolute
            )
        for place in (self.database, *self.database.parents):
            if place.is_symlink() and not place.exists():
                target = str(place.readlink())
                raise KpiTrainerError("config.database-link", path=str(place), target=target)
        folder = self.database.parent
        if self.database_named and not folder.exists():
            raise KpiTrainerError(
                "config.database-folder", path=str(self.database), folder=str(folder)
            )


_OTHERS = 0o077


def check_sync_folder(folder: str) -> None:
    """See to it that the folder that is to be shared by machines is there.

    Raises:
        KpiTrainerError: `config.no-sync-folder`.
    """
    if folder and not Path(folder).expanduser().is_dir():
        raise KpiTrainerError("config.no-sync-folder", path=folder)


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value).expanduser() if value else None
