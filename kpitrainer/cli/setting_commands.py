"""`kpitrainer config`: the settings, one by one, without an editor."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import load_library
from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.config import Settings, in_toml, load_settings, save_settings, settings_text
from kpitrainer.config.setting_forms import GENERAL, TABLES, written_form
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
    yield from (f"decks.{deck}.{option}" for deck in _ids(library) for option in TABLES["decks"])


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
    for line in value if isinstance(value, tuple) else [value]:
        context.console.say(written_form(line))
    return DONE


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
    except UnknownNameError:
        raise
    except KpiTrainerError as error:
        raise UsageError(error.code, **error.values) from error
    _check_names(context, setting, after)
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
        from textual.theme import BUILTIN_THEMES

        _known("config.no-theme", after.theme, BUILTIN_THEMES)
    elif setting == "hide":
        shipped = [deck.id for deck in load_library(context.options.paths).shipped]
        for name in after.hide:
            if not any(fnmatchcase(deck, name) for deck in shipped):
                _known("config.no-shipped-deck", name, shipped)
    elif setting.startswith("decks."):
        _known_deck(context, setting.split(".")[1])


def _known_deck(context: CliContext, deck: str) -> None:
    _known("library.no-deck", deck, _ids(load_library(context.options.paths)))


def _known(code: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise UnknownNameError(code, name=name, known=", ".join(sorted(known)))
