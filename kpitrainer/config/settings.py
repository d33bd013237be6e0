"""What the learner may choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from kpitrainer.config.setting_forms import (
    GENERAL,
    OF_A_DECK,
    TABLES,
    TYPED,
    Form,
    form_in,
)
from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.domain.schedule.study_day import TURN
from kpitrainer.domain.verdict import Message


@dataclass(frozen=True, slots=True)
class DeckOptions:
    """What holds for one deck: its own options, and the general settings where it has none."""

    new_per_day: int
    reviews_per_day: int
    desired_retention: float
    order: str
    exam: date | None
    exam_retention: float | None
    paused_until: date | None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner may choose; kept in `settings.toml`.

    `language` is "fr", "en" or "" for the machine's; `desired_retention` the wanted probability
    of recall; the limits are a day's over all decks: new cards count by their weight, reviews by
    their number. `parameters` are FSRS's, as fitted to the learner, none for its own. `order` is
    the one in which new cards of a deck come, "file" or "random". `exam` is the date to be ready
    by, `exam_retention` the desired retention until then, None for the usual one. Study days begin
    at the hour `day_starts_at`. `answers` are "typed", or "self-graded": the answer is shown, and
    the learner judges. With `fading_solutions` a review first shows a drill worked, then asks it
    with less and less of its solution. `holidays` are days off, FIRST/LAST in ISO 8601. After a
    pause what waits is worked off in about `backlog_days`, 0 for at once. `sync` is the folder
    through which machines exchange their logs, empty for none. Once a day newer editions of decks
    that were added from an address are looked for, if `update_decks`. Decks of one's own come
    first in the study order if `own_decks_first`. `hide` has the ids of shipped decks that are not
    wanted; `*` in one stands for anything. `decks` has the options of single decks, by id and
    name, `keys` those that were chosen for actions, by screen and action.
    """

    language: str = ""
    theme: str = "kpitrainer-dark"
    new_per_day: int = 10
    reviews_per_day: int = 200
    desired_retention: float = 0.9
    parameters: tuple[float, ...] = ()
    order: str = "file"
    exam: date | None = None
    day_starts_at: int = TURN
    answers: str = TYPED
    fading_solutions: bool = True
    own_decks_first: bool = True
    exam_retention: float | None = None
    holidays: tuple[str, ...] = ()
    backlog_days: int = 7
    sync: str = ""
    update_decks: bool = True
    hide: tuple[str, ...] = ()
    decks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    keys: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def options(self, deck: str) -> DeckOptions:
        """What holds for the deck of that id."""
        own = self.decks.get(deck, {})
        general = {each.name: getattr(self, each.name, None) for each in fields(DeckOptions)}
        return DeckOptions(**{**general, **own})

    def value(self, name: str) -> Any:  # noqa: ANN401 - of any form
        """What is set under `name`; None for an option of a deck that has none of its own.

        Raises:
            UnknownNameError: no setting is called so.
        """
        form_of(name)
        if "." not in name:
            return getattr(self, name)
        table, of, option = name.split(".")
        return getattr(self, table).get(of, {}).get(option)

    def changed(self, name: str, written: object) -> "Settings":
        """With `name` as it is `written`, in a file or by hand; an option left empty is cleared.

        Raises:
            UnknownNameError: no setting is called so.
            KpiTrainerError: `config.not-allowed`, it cannot be that.
        """
        form = form_of(name)
        if "." in name and written == "":
            return self.cleared(name)
        try:
            return self._with(name, form(written))
        except ValueError as error:
            raise KpiTrainerError(
                "config.not-allowed", name=name, value=str(written), allowed=allowed(name)
            ) from error

    def cleared(self, name: str) -> "Settings":
        """With `name` as if nobody had set it.

        Raises:
            UnknownNameError: no setting is called so.
        """
        form_of(name)
        return self._with(name, None if "." in name else getattr(Settings(), name))

    def _with(self, name: str, value: Any) -> "Settings":  # noqa: ANN401 - as above
        if "." not in name:
            return replace(self, **{name: value})
        table, of, option = name.split(".")
        rows: Any
        rows = {key: dict(options) for key, options in getattr(self, table).items()}
        options = rows.pop(of, {}) | {option: value}
        if kept := {key: each for key, each in options.items() if each is not None}:
            rows[of] = kept
        return replace(self, **{table: rows})


def form_of(name: str) -> Form:
    """How the setting `name` is read.

    Raises:
        UnknownNameError: no setting is called so; `name` and `known` tell what was meant.
    """
    if name in GENERAL:
        return GENERAL[name]
    table, *keys = name.split(".")
    if table not in TABLES:
        known = ", ".join((*GENERAL, *TABLES))
        raise UnknownNameError("config.no-name", name=table, known=known)
    if len(keys) != 2:  # noqa: PLR2004 - of what, and which of its options
        raise UnknownNameError(f"config.{table}-name", setting=name)
    form = form_in(table, keys[1])
    if form is None:
        raise UnknownNameError("config.no-option", name=keys[1], known=", ".join(OF_A_DECK))
    return form


def allowed(name: str) -> Message:
    """What the setting `name` can be."""
    if name.startswith("keys."):
        return Message("config.allowed-keys")
    return Message(f"config.allowed-{name.rpartition('.')[2].replace('_', '-')}")
