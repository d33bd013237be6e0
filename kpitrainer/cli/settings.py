"""`kpitrainer config`: the settings, one by one, without an editor."""

from dataclasses import asdict

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.config import changed_setting, load_settings, save_settings, toml_of


def show(context: CliContext) -> int:
    """Print all settings as the file would hold them."""
    for name, value in asdict(load_settings(context.options.paths.settings)).items():
        context.console.say(f"{name} = {toml_of(value)}")
    return DONE


def path(context: CliContext) -> int:
    """Print where the settings are kept, whether or not there is a file yet."""
    context.console.say(str(context.options.paths.settings))
    return DONE


def get(context: CliContext, setting: str) -> int:
    """Print the value of one setting; a list one item a line."""
    value = getattr(load_settings(context.options.paths.settings), setting)
    for line in value if isinstance(value, tuple) else [value]:
        context.console.say(str(line))
    return DONE


def change(context: CliContext, setting: str, value: str) -> int:
    """Set one setting and say what it was.

    Raises:
        KpiTrainerError: it cannot be that, or the file cannot be written.
    """
    file = context.options.paths.settings
    before = load_settings(file)
    after = changed_setting(before, setting, value)
    if after != before:
        save_settings(file, after)
    now, former = (toml_of(getattr(settings, setting)) for settings in (after, before))
    code = "cli.setting-kept" if after == before else "cli.setting-changed"
    context.tell(code, name=setting, now=now, former=former)
    return DONE
