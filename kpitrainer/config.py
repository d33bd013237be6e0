"""Settings and the folders they live in."""

import json
import os
import re
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kpitrainer import atomic_write
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, read_regular
from kpitrainer.wording import reason_of

APP = "kpitrainer"

_FORMER_NAMES = {"desired_retention": "retention"}
"""Settings that earlier versions wrote under another name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner may choose; kept in `settings.toml`.

    `language` is "fr", "en" or "" for the machine's; `desired_retention` the wanted probability
    of recall; the limits are a day's over all decks: new cards count by their weight, reviews by
    their number. `hide` has the ids of shipped decks that are not wanted; `*` in one stands for
    anything.
    """

    language: str = ""
    theme: str = "textual-dark"
    new_per_day: int = 10
    reviews_per_day: int = 200
    desired_retention: float = 0.9
    hide: tuple[str, ...] = ()

    def wrong(self) -> str | None:
        """The name of a setting that cannot be what it is."""
        allowed = {
            "language": self.language in ("", "fr", "en"),
            "new_per_day": 0 <= self.new_per_day <= 9999,  # noqa: PLR2004 - as Anki's field
            "reviews_per_day": 0 <= self.reviews_per_day <= 9999,  # noqa: PLR2004 - as above
            "desired_retention": 0.7 <= self.desired_retention <= 0.99,  # noqa: PLR2004 - as Anki allows
        }
        return next((name for name, fine in allowed.items() if not fine), None)


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are: settings, the database, the learner's own decks, the parse cache.

    `decks` is the folder new decks go into; decks are also read from `more_decks`. The learner may
    have named them (`decks_named`), and the database (`database_named`).
    """

    settings: Path
    database: Path
    decks: Path
    cache: Path
    more_decks: tuple[Path, ...] = ()
    decks_named: bool = False
    database_named: bool = False

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
        )

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


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value).expanduser() if value else None


_EXAMPLES = {"language": "fr", "hide": ["kpi-crm"]}
"""What may be set, where the default says little."""

_LARGEST = 1_000_000
"""Bytes of a settings file at most."""


def load_settings(path: Path) -> Settings:
    """The settings in `path`; the defaults where it is missing.

    Raises:
        KpiTrainerError: the file is no TOML, or holds what cannot be.
    """
    text, stored = _stored(path)
    known: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        written = name if name in stored else _FORMER_NAMES.get(name, name)
        value = stored.get(written, default)
        if isinstance(default, float) and value in (0, 1):
            value = float(value)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            value = tuple(value)
        if type(value) is not type(default):
            raise _wrong(path, text, name, written, value)
        known[name] = value
    settings = Settings(**known)
    if wrong := settings.wrong():
        written = wrong if wrong in stored else _FORMER_NAMES.get(wrong, wrong)
        raise _wrong(path, text, wrong, written, known[wrong])
    return settings


def unknown_settings(path: Path) -> list[Message]:
    """What the file `path` holds that is no setting, with its place and what is like it."""
    text, stored = _stored(path)
    names = asdict(Settings())
    told = []
    for name in sorted(stored.keys() - names.keys() - set(_FORMER_NAMES.values())):
        from difflib import get_close_matches  # noqa: PLC0415 - only after a slip

        near = get_close_matches(name.lower().replace("-", "_"), names, n=1)
        values = {"name": name, "place": _place(path, text, name)}
        if near:
            told.append(Message("config.no-setting-near", values | {"near": near[0]}))
        else:
            told.append(Message("config.no-setting", values | {"known": ", ".join(names)}))
    return told


def _stored(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the settings file `path` and what it holds; nothing where there is none."""
    values = {"path": str(path)}
    try:
        text = read_regular(path, _LARGEST).decode("utf-8-sig").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return "", {}
    except (NoRegularFileError, LargeFileError) as error:
        raise KpiTrainerError("config.settings-no-file", **values) from error
    except OSError as error:
        raise KpiTrainerError(
            "config.settings-unread", **values, reason=reason_of(error)
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KpiTrainerError("config.settings-file", **values, reason=str(error)) from error


def _wrong(path: Path, text: str, name: str, written: str, value: object) -> KpiTrainerError:
    """The error of the setting `name`, which the file calls `written` and cannot be `value`."""
    return KpiTrainerError(
        "config.setting",
        name=written,
        value=str(value),
        place=_place(path, text, written),
        allowed=Message(f"config.allowed-{name.replace('_', '-')}"),
        example=f"{written} = {json.dumps(_EXAMPLES.get(name, getattr(Settings(), name)))}",
    )


def _place(path: Path, text: str, name: str) -> str:
    """The file and line in which a setting is written, `file:line`."""
    found = re.search(rf"^[ \t]*[\[\"']*{re.escape(name)}\b", text, re.MULTILINE)
    return f"{path}:{text.count(chr(10), 0, found.start()) + 1}" if found else str(path)


def save_settings(path: Path, settings: Settings) -> None:
    """Write what has changed of the settings, whole or not at all; the rest of the file stays.

    Raises:
        KpiTrainerError: `config.settings-write` when the folder does not allow it.
    """
    import tomlkit  # noqa: PLC0415 - a start pays for what it does not use

    text, _ = _stored(path)
    document = tomlkit.parse(text)
    for name, default in asdict(Settings()).items():
        value = _in_toml(getattr(settings, name))
        if not text or value != document.get(name, _in_toml(default)):
            document[name] = value
    try:
        atomic_write.write(path, tomlkit.dumps(document).encode())
    except OSError as error:
        said = "config.settings-write"
        raise KpiTrainerError(said, path=str(path), reason=reason_of(error)) from error


def changed_setting(settings: Settings, name: str, written: str) -> Settings:
    """`settings` with `name` as it is `written` on a command line; of a list commas part the items.

    Raises:
        KpiTrainerError: `config.not-allowed`, it cannot be that.
    """
    default = getattr(Settings(), name)
    value: Any = written
    changed: Settings | None = None
    try:
        if isinstance(default, int):
            value = int(written)
        elif isinstance(default, float):
            value = float(written.replace(",", "."))
        elif isinstance(default, tuple):
            value = tuple(item.strip() for item in written.split(",") if item.strip())
        changed = replace(settings, **{name: value})
    except ValueError:
        pass
    if changed is None or changed.wrong() == name:
        allowed = Message(f"config.allowed-{name.replace('_', '-')}")
        raise KpiTrainerError("config.not-allowed", name=name, value=written, allowed=allowed)
    return changed


def toml_of(value: object) -> str:
    """The value of a setting as TOML."""
    import tomlkit  # noqa: PLC0415 - as above

    return tomlkit.item(_in_toml(value)).as_string()


def _in_toml(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
