"""The file the settings are kept in: read, and written so that all else in it stays."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kpitrainer import atomic_write
from kpitrainer.config.setting_forms import GENERAL, OF_A_DECK, TABLES, form_in
from kpitrainer.config.settings import Settings, allowed
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, read_regular
from kpitrainer.wording import reason_of

_FORMER_NAMES = {"desired_retention": "retention"}
"""Settings that earlier versions wrote under another name."""

_EXAMPLES: Mapping[str, object] = {
    "language": "fr",
    "hide": ["kpi-crm"],
    "exam": date(2027, 6, 12),
    "exam_retention": 0.9,
    "holidays": ["2027-07-01/2027-07-14"],
    "paused_until": date(2027, 6, 12),
}
"""What may be set, where the default says little."""

_LARGEST = 1_000_000
"""Bytes of a settings file at most."""


def load_settings(path: Path) -> Settings:
    """The settings in `path`; the defaults where it is missing.

    Raises:
        KpiTrainerError: the file is no TOML, or holds what cannot be.
    """
    text, stored = _stored(path)
    settings = Settings()
    for name, written, value in _settings_in(stored):
        try:
            settings = settings.changed(name, value)
        except KpiTrainerError as error:
            raise _wrong(path, text, name, written, value) from error
    return settings


def _settings_in(stored: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    """The settings of a file: each name, how the file calls it, and its value."""
    for name in GENERAL:
        written = name if name in stored else _FORMER_NAMES.get(name, name)
        if written in stored:
            yield name, written, stored[written]
    for table in TABLES:
        for of, options in _tables(stored.get(table)):
            for option in filter(partial(form_in, table), options):
                name = f"{table}.{of}.{option}"
                yield name, name, options[option]


def _tables(table: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables in a table; what is none is told by `unknown_settings`."""
    if isinstance(table, dict):
        yield from ((of, options) for of, options in table.items() if isinstance(options, dict))


def unknown_settings(path: Path, decks: Collection[str]) -> list[Message]:
    """What the file `path` holds that is no setting, or is of no deck, with its place.

    `decks` are the ids of all decks there are.
    """
    text, stored = _stored(path)
    names = (*GENERAL, *TABLES)
    found = [
        (name, name, names) for name in sorted(stored.keys() - {*names, *_FORMER_NAMES.values()})
    ]
    known = tuple(OF_A_DECK)
    for table in TABLES:
        rows = stored.get(table, {})
        if not isinstance(rows, dict):
            found.append((table, table, (f"[{table}.ID]",)))
            continue
        tables = dict(_tables(rows))
        found += [(f"{table}.{of}", of, known) for of in rows.keys() - tables.keys()]
        found += [
            (f"{table}.{of}.{option}", option, known)
            for of, options in tables.items()
            for option in sorted(options)
            if form_in(table, option) is None
        ]
    strangers = [of for of, _ in _tables(stored.get("decks")) if of not in decks]
    told = [("config.no-setting", *each) for each in found]
    told += [("config.no-deck", f"decks.{of}", of, tuple(decks)) for of in strangers]
    return [
        Message(code, {"name": name, "place": _place(path, text, full), "known": ", ".join(known)})
        for code, full, name, known in told
    ]


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
    table, _, option = written.rpartition(".")
    default = getattr(Settings(), name.rpartition(".")[2], None)
    example = "f5" if table.startswith("keys.") else _EXAMPLES.get(option, default)
    return KpiTrainerError(
        "config.setting",
        name=written,
        value=str(value),
        place=_place(path, text, written),
        allowed=allowed(name),
        example=f"{option} = {in_toml(example)}",
    )


def _place(path: Path, text: str, name: str) -> str:
    """The file and line in which a setting is written, `file:line`."""
    first, *others = name.split(".")
    found = re.search(rf"^[ \t]*[\[\"']*{re.escape(first)}\b", text, re.MULTILINE)
    for part in others if found else ():
        # A table may begin with several of the first name.
        further = re.compile(rf"(?<![\w-]){re.escape(part)}(?![\w-])")
        found = (found and further.search(text, found.end())) or found
    return f"{path}:{text.count(chr(10), 0, found.start()) + 1}" if found else str(path)


def save_settings(path: Path, settings: Settings) -> None:
    """Write what has changed of the settings, whole or not at all; the rest of the file stays.

    Where `path` is a link, as where settings are kept with other such files, it stays one.

    Raises:
        KpiTrainerError: `config.settings-write` when the folder does not allow it.
    """
    text, _ = _stored(path)
    try:
        atomic_write.write(path.resolve(), settings_text(settings, text).encode())
    except OSError as error:
        said = "config.settings-write"
        raise KpiTrainerError(said, path=str(path), reason=reason_of(error)) from error


def settings_text(settings: Settings, text: str = "") -> str:
    """The text of a settings file with these settings, which held `text` so far."""
    import tomlkit  # noqa: PLC0415 - a start pays for what it does not use

    document = tomlkit.parse(text)
    for name in GENERAL:
        value, default = getattr(settings, name), getattr(Settings(), name)
        if value is not None:
            if not text or _plain(value) != document.get(name, _plain(default)):
                document[name] = _plain(value)
        elif not text:
            document.add(tomlkit.comment(f"{name} ="))
        else:
            document.pop(name, None)
    for table in TABLES:
        _write_tables(document, table, getattr(settings, table))
    return tomlkit.dumps(document)


def _write_tables(
    document: Any,  # noqa: ANN401 - tomlkit's, as a table of tables
    name: str,
    rows: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write the options of a table of tables; what is none of them stays."""
    import tomlkit  # noqa: PLC0415 - as above

    for of in [*{**document.get(name, {}), **rows}]:
        options, there = rows.get(of, {}), document.get(name, {}).get(of)
        if there is None:
            if name not in document:
                document[name] = tomlkit.table(is_super_table=True)
            there = document[name][of] = tomlkit.table()
        elif not isinstance(there, dict):
            continue  # told at each start
        for option in [each for each in there if form_in(name, each) and each not in options]:
            del there[option]
        for option, value in options.items():
            if _plain(value) != there.get(option):
                there[option] = _plain(value)
        if not there and not tomlkit.dumps(there).strip():
            del document[name][of]


def in_toml(value: object) -> str:
    """The value of a setting as TOML."""
    import tomlkit  # noqa: PLC0415 - as above

    return tomlkit.item(_plain(value)).as_string()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
