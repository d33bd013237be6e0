"""The settings in words: numbers as they are typed, and where things are."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from kpitrainer.config import Paths, Settings
from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.text.printable import printable
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.study.clock import Clock
from kpitrainer.study.store import Backups
from kpitrainer.wording import file_size, render

RETENTION = "desired_retention"
"""The setting that is shown as per cent; the others are whole numbers."""

_HUNDRED = 100


def typed_form(settings: Settings, name: str, language: str) -> str:
    """The number `name` as the learner would type it: « 200 », « 92,5 » for 0.925."""
    value = getattr(settings, name)
    if name != RETENTION:
        return str(value)
    return write_number(Fraction(str(value)) * _HUNDRED, language)


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
