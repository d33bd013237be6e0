"""The settings in words: values as they are typed and told, and where things are."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from kpitrainer.config import Paths, Settings
from kpitrainer.config.setting_forms import written_form
from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.text.printable import printable
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.study.clock import Clock
from kpitrainer.study.store import Backups
from kpitrainer.wording import file_size, render

RETENTION = "desired_retention"
"""The setting that is shown as per cent."""

CHOICES: Mapping[str, Sequence[str]] = {
    "order": ("file", "random"),
    "answers": ("typed", "self-graded"),
    "fading_solutions": ("true", "false"),
    "own_decks_first": ("true", "false"),
    "update_decks": ("true", "false"),
}
"""Settings that are one of a few values."""

_HUNDRED = 100


def typed_form(settings: Settings, name: str, language: str) -> str:
    """The setting `name` as the learner would type it: « 200 », « 92,5 » for 0.925."""
    value = settings.value(name)
    if isinstance(value, float):
        return write_number(Fraction(str(value)) * _HUNDRED, language)
    if isinstance(value, date) and language == "fr":
        return f"{value:%d.%m.%Y}"
    return written_form(value)


def shown_choice(translate: Translator, name: str, choice: str) -> str:
    """What one of the values of a setting is called."""
    if name == "theme":
        return choice
    if name == "language":
        return translate(f"palette.{choice}" if choice else "setting.language-machine")
    return translate(f"setting.{name.replace('_', '-')}-{choice}")


def shown_form(settings: Settings, name: str, translate: Translator) -> str:
    """What is set in general, as it is told beside a deck's own option."""
    typed = typed_form(settings, name, translate.language)
    if name in CHOICES:
        return shown_choice(translate, name, typed)
    if name == RETENTION:
        return translate("common.percent", number=typed)
    return typed or translate("setting.no-date")


def backups_line(translate: Translator, backups: Backups, clock: Clock) -> str:
    """How many copies of the progress there are, their size, and when the latest was made."""
    if backups.latest is None:
        return translate("setting.no-backups")
    size, latest = file_size(translate, backups.size), clock.local(backups.latest)
    told = {"count": backups.number, "size": size, "latest": latest}
    return render(translate, Message("setting.backups-kept", told))


def places(paths: Paths, progress: Path) -> Mapping[str, str]:
    """Where settings, progress and decks are, by the names of their rows."""
    folders = (*paths.more_decks, paths.decks)
    return {
        "file": printable(str(paths.settings)),
        "progress": printable(str(progress)),
        "folder": "\n".join(printable(str(folder)) for folder in folders),
    }
