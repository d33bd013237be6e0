"""Keys that the learner chose: which can be, and what a screen's table becomes by them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from textual.keys import Keys, _character_to_key, key_to_character

from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.tui.actions import CHARACTERS, Action

Chosen: TypeAlias = Mapping[str, tuple[str, ...]]
"""Of one screen: an action's name to the keys it shall have."""

_NUMBERED = re.compile(r"(?!digit)\w+\(-?\d+\)")
_HELD = re.compile(r"(ctrl|alt)\+.+|f\d+|escape")
"""Keys that are no text and move nothing in a field, so that they work in one too."""

_TAKEN = frozenset(("tab", "shift+tab", "up", "down", "pageup", "pagedown", "backspace")) | {
    f"ctrl+{letter}" for letter in "cphijmqs"
}
"""What the program keeps for itself, and terminals for another key."""

_NAMES = {key.value for key in Keys if not key.value.startswith("<")} | CHARACTERS.keys()
_MODIFIERS = frozenset({"ctrl", "alt", "shift"})


def name_of(row: Action) -> str:
    """What an action is called in the settings; empty where its keys cannot be chosen.

    Those with a number, but for the digits, are the arrow keys'.
    """
    if _NUMBERED.match(row.action):
        return ""
    return re.sub(r"\W+", "_", row.action.removeprefix("app.")).strip("_").lower()


def choosable(rows: Sequence[Action]) -> dict[str, Action]:
    """The actions of a screen whose keys can be chosen, by their names."""
    found: dict[str, Action] = {}
    for row in rows:
        if (row.keys or row.field_keys) and (name := name_of(row)):
            found.setdefault(name, row)
    return found


def keys_of(row: Action) -> Iterator[str]:
    """The keys of an action, those that work in a field too."""
    return (key for keys in (row.keys, row.field_keys) for key in keys.split(",") if key)


def key_named(written: str) -> str:
    """Textual's name for a key as it is written: « - » is minus.

    Raises:
        UnknownNameError: there is no such key.
    """
    if len(written) == 1:
        return _character_to_key(written)
    *modifiers, last = written.split("+")
    if set(modifiers) <= _MODIFIERS and (len(last) == 1 or last in _NAMES):
        return written
    if not modifiers and key_to_character(written) is not None:
        return written
    raise UnknownNameError("config.no-key", name=written, known=", ".join(sorted(_NAMES)))


def with_keys(rows: Sequence[Action], chosen: Chosen) -> tuple[Action, ...]:
    """A screen's table with the keys that were chosen; the others as they are."""
    first = {id(row): name for name, row in choosable(rows).items()}
    return tuple(
        _with(row, chosen[first[id(row)]]) if first.get(id(row)) in chosen else row for row in rows
    )


def _with(row: Action, keys: Sequence[str]) -> Action:
    """A row with other keys: those that work in a field take the place of the like.

    A digit keeps its own key.
    """
    named = [key_named(key) for key in keys]
    held = [key for key in named if _HELD.fullmatch(key)] if row.field_keys else []
    free = [key for key in named if key not in held]
    if row.action.startswith("digit"):
        free = [row.keys.partition(",")[0], *free]
    free, held = free or [row.keys], held or [row.field_keys]
    return replace(row, keys=",".join(free), field_keys=",".join(held), bar_key="", help_keys="")


def check_keys(screen: str, rows: Sequence[Action], chosen: Chosen, name: str) -> None:
    """See to it that the keys chosen for the action `name` of a screen can be.

    Raises:
        UnknownNameError: there is no such action, or no such key.
        KpiTrainerError: `config.key-taken` or `config.keys-clash`, which names both actions.
    """
    actions = choosable(rows)
    if name not in actions:
        known = ", ".join(actions)
        raise UnknownNameError("config.no-action", name=name, screen=screen, known=known)
    for key in map(key_named, chosen[name]):
        if key in _TAKEN:
            raise KpiTrainerError("config.key-taken", key=key)
    usual = set(keys_of(actions[name]))
    mine = set(keys_of(_with(actions[name], chosen[name])))
    # What shares a key with it by itself is parted from it by conditions.
    others = [row for row in rows if not usual & set(keys_of(row))]
    for row in with_keys(others, {other: chosen[other] for other in _readable(chosen)}):
        if shared := mine & set(keys_of(row)):
            called = f"{screen}.{name_of(row) or row.action}"
            told = {"key": min(shared), "action": f"{screen}.{name}", "other": called}
            raise KpiTrainerError("config.keys-clash", **told)


def _readable(chosen: Chosen) -> Iterator[str]:
    """Those actions all of whose keys are keys."""
    for name, keys in chosen.items():
        try:
            list(map(key_named, keys))
        except UnknownNameError:
            continue
        yield name


def usable(screen: str, rows: Sequence[Action], chosen: Chosen) -> dict[str, tuple[str, ...]]:
    """Those of the keys chosen for a screen that can be."""
    return {name: keys for name, keys in chosen.items() if not fault(screen, rows, chosen, name)}


def fault(screen: str, rows: Sequence[Action], chosen: Chosen, name: str) -> KpiTrainerError | None:
    """What is wrong with the keys chosen for one action, as `check_keys`."""
    try:
        check_keys(screen, rows, chosen, name)
    except KpiTrainerError as error:
        return error
    return None
