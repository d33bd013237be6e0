"""`kpitrainer config`: the settings, one by one, without an editor."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import load_library
from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.config import (
    Settings,
    check_sync_folder,
    in_toml,
    load_settings,
    save_settings,
    settings_text,
)
from kpitrainer.config.setting_forms import GENERAL, OF_A_DECK, written_form
from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError

if TYPE_CHECKING:
    from kpitrainer.study.library import Library


def show(context: CliContext) -> int:
    """Print all settings as the file would hold them; those without a value as a remark."""
    settings = load_settings(context.options.paths.settings)
    for line in settings_text(settings).splitlines():
        context.console.say(line)
    return DONE


def path(context: CliContext) -> int:
    """Print where the settings are kept, whether or not there is a file yet."""
    context.console.say(str(context.options.paths.settings))
    return DONE


def names(context: CliContext) -> int:
    """Print the name of everything that can be set, one a line."""
    for name in _names(load_library(context.options.paths)):
        context.console.say(name)
    return DONE


def _names(library: "Library") -> Iterator[str]:
    yield from GENERAL
    yield from (f"decks.{deck}.{option}" for deck in _ids(library) for option in OF_A_DECK)
    from kpitrainer.tui.keymap import choosable
    from kpitrainer.tui.screens.key_tables import KEY_TABLES

    for screen, rows in KEY_TABLES.items():
        yield from (f"keys.{screen}.{action}" for action in choosable(rows))


def _ids(library: "Library") -> Sequence[str]:
    return [deck.id for deck in (*library.decks, *library.hidden)]


def get(context: CliContext, setting: str) -> int:
    """Print what is set; a list one item a line, and of a deck's option what holds.

    Raises:
        UnknownNameError: no setting is called so.
    """
    settings = load_settings(context.options.paths.settings)
    value = settings.value(setting)
    table, *keys = setting.split(".")
    if table == "decks":
        _known_deck(context, keys[0])
        value = getattr(settings.options(keys[0]), keys[1])
    elif table == "keys":
        value = _keys_now(settings, *keys)
    for line in value if isinstance(value, tuple) else [value]:
        context.console.say(written_form(line))
    return DONE


def _keys_now(settings: Settings, screen: str, action: str) -> tuple[str, ...]:
    """The keys of an action, chosen or usual."""
    from kpitrainer.tui.keymap import choosable, keys_of, usable, with_keys
    from kpitrainer.tui.screens.key_tables import KEY_TABLES, check_key

    check_key({}, screen, action)
    rows, chosen = KEY_TABLES[screen], settings.keys.get(screen, {})
    return tuple(keys_of(choosable(with_keys(rows, usable(screen, rows, chosen)))[action]))


def change(context: CliContext, setting: str, value: str) -> int:
    """Set one setting and say what it was; an option of a deck is cleared by an empty value.

    Raises:
        UnknownNameError: there is no such setting, theme or deck.
        UsageError: it cannot be that.
        KpiTrainerError: the file cannot be written.
    """
    before = load_settings(context.options.paths.settings)
    try:
        after = before.changed(setting, value)
        _check_names(context, setting, after)
    except UnknownNameError:
        raise
    except KpiTrainerError as error:
        raise UsageError(error.code, **error.values) from error
    return _keep(context, setting, before, after)


def unset(context: CliContext, setting: str) -> int:
    """Take a setting back to what it is where nobody sets it.

    Raises:
        UnknownNameError: no setting is called so.
        KpiTrainerError: the file cannot be written.
    """
    before = load_settings(context.options.paths.settings)
    return _keep(context, setting, before, before.cleared(setting))


def _keep(context: CliContext, setting: str, before: Settings, after: Settings) -> int:
    if after != before:
        save_settings(context.options.paths.settings, after)
    now, former = (_told(context, settings.value(setting)) for settings in (after, before))
    code = "cli.setting-kept" if after == before else "cli.setting-changed"
    context.tell(code, name=setting, now=now, former=former)
    return DONE


def _told(context: CliContext, value: object) -> str:
    return context.translate("cli.setting-none") if value is None else in_toml(value)


def _check_names(context: CliContext, setting: str, after: Settings) -> None:
    """See to it that there is the theme, and that there are the decks, that are named."""
    if setting == "theme":
        from kpitrainer.tui.themes import THEMES

        _known("config.no-theme", after.theme, THEMES)
    elif setting == "hide":
        shipped = [deck.id for deck in load_library(context.options.paths).shipped]
        for name in after.hide:
            if not any(fnmatchcase(deck, name) for deck in shipped):
                _known("config.no-shipped-deck", name, shipped)
    elif setting == "sync":
        check_sync_folder(after.sync)
    elif setting.startswith("decks."):
        _known_deck(context, setting.split(".")[1])
    elif setting.startswith("keys."):
        from kpitrainer.tui.screens.key_tables import check_key

        _, screen, action = setting.split(".")
        check_key(after.keys, screen, action)


def _known_deck(context: CliContext, deck: str) -> None:
    _known("library.no-deck", deck, _ids(load_library(context.options.paths)))


def _known(code: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise UnknownNameError(code, name=name, known=", ".join(sorted(known)))
