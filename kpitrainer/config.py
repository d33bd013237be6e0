"""Settings and the folders they live in."""

import json
import os
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kpitrainer import atomic_write
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.wording import reason_of

APP = "kpitrainer"

_FORMER_NAMES = {"desired_retention": "retention"}
"""Settings that earlier versions wrote under another name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner may choose; kept in `settings.toml`.

    `language` is "fr", "en" or "" for the machine's; `desired_retention` the wanted probability
    of recall; the limits count cards a day over all decks.
    """

    language: str = ""
    theme: str = "textual-dark"
    new_per_day: int = 15
    reviews_per_day: int = 200
    desired_retention: float = 0.9

    def checked(self) -> "Settings":
        """These settings, or an error naming the one that cannot be."""
        allowed = {
            "language": self.language in ("", "fr", "en"),
            "new_per_day": 0 <= self.new_per_day <= 9999,  # noqa: PLR2004 - as Anki's field
            "reviews_per_day": 0 <= self.reviews_per_day <= 9999,  # noqa: PLR2004
            "desired_retention": 0.7 <= self.desired_retention <= 0.99,  # noqa: PLR2004 - as Anki allows
        }
        for name, fine in allowed.items():
            if not fine:
                raise KpiTrainerError("config.setting", name=name, value=str(getattr(self, name)))
        return self


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are: settings, the database, the learner's own decks, the parse cache."""

    settings: Path
    database: Path
    decks: Path
    cache: Path

    @classmethod
    def standard(cls, database: Path | None = None, decks: Path | None = None) -> "Paths":
        """The platform's folders; what is given or set in the environment comes first."""
        from platformdirs import PlatformDirs  # noqa: PLC0415 - only where paths are wanted

        folders = PlatformDirs(APP, appauthor=False)
        data = folders.user_data_path
        return cls(
            settings=folders.user_config_path / "settings.toml",
            database=database or _from_environment("KPITRAINER_DB") or data / "progress.db",
            decks=decks or _from_environment("KPITRAINER_DECKS") or data / "decks",
            cache=folders.user_cache_path,
        )


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value).expanduser() if value else None


def load_settings(path: Path) -> Settings:
    """The settings in `path`; the defaults where it is missing.

    Raises:
        KpiTrainerError: `config.settings-unread` when the system refuses it,
            `config.settings-file` when the file is no TOML or holds a wrong type.
    """
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        said = "config.settings-unread"
        raise KpiTrainerError(said, path=str(path), reason=reason_of(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KpiTrainerError("config.settings-file", path=str(path), reason=str(error)) from error
    known: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        value = stored.get(name, stored.get(_FORMER_NAMES.get(name, name), default))
        if isinstance(default, float) and value in (0, 1):
            value = float(value)
        if type(value) is not type(default):
            raise KpiTrainerError("config.setting", name=name, value=str(value))
        known[name] = value
    return Settings(**known).checked()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all.

    Raises:
        KpiTrainerError: `config.settings-write` when the folder does not allow it.
    """
    # A JSON scalar is a TOML value too.
    lines = (
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in asdict(settings).items()
    )
    try:
        atomic_write.write(path, "".join(lines).encode())
    except OSError as error:
        said = "config.settings-write"
        raise KpiTrainerError(said, path=str(path), reason=reason_of(error)) from error
