"""What a screen's keys do: one row each, from which bindings, key bar, help and palette come."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from string import punctuation
from typing import Any, NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key
from textual.widget import Widget

from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.tui.widgets.bars import Key
from kpitrainer.wording import render

Words = str | Callable[[Any], str]
"""A text, or what gives it for a screen as it stands."""

CHARACTERS = {_character_to_key(sign): sign for sign in punctuation}
"""Textual's names for the signs of a keyboard."""

_COLUMN = 12
"""Cells of a help line that hold its keys."""

_SIGNS = {
    "enter": "⏎",
    "escape": "⎋",
    "left": "←",
    "right": "→",
    "down": "↓",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
"""How a key is printed where not by Textual's name for it."""

_WORDS = {
    "enter": "help.enter",
    "escape": "help.escape",
    "space": "help.space",
    "delete": "help.delete",
}
"""Keys that the help calls by a word."""


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One row of a screen's table: what a key does, and all that is said of it.

    `action` is Textual's, as in `Binding`: a method of the screen without its `action_`, with its
    arguments if any; `app.quit` is the application's. `keys` work where letters are no text,
    `field_keys` in an answer field too; of each the first one is shown.
    """

    action: str
    keys: str = ""
    label: Words | Callable[[Any], Message] = ""
    """The code of what the key bar says, or a message; rows without stay out of it."""
    help: str = ""
    """The code of a sentence; rows without stay out of the help."""
    _: KW_ONLY
    field_keys: str = ""
    rank: int = 50
    """The place in the key bar, where the first ones are shown; those of a rank as they stand."""
    bar_key: Words = ""
    """The key as the bar shows it, where it is not the first one."""
    help_keys: str = ""
    """The keys as the help shows them, where it is not the first ones."""
    palette: bool = False
    """Whether it stands in the palette, as `palette.<action>`, and the same with `-help`."""
    shown: Callable[[Any], bool] = _always
    """Whether the key bar shows it, for a screen as it stands."""
    when: Callable[[Any], bool] = _always
    """Whether it is there at all: bound, shown and told."""

    def key_now(self, *, typing: bool, steady: bool) -> str:
        """The key that works now; none where all of them would be text.

        While `typing` only those that work in a field; a `steady` bar always prefers those.
        """
        free, held = self.keys.partition(",")[0], self.field_keys.partition(",")[0]
        if typing:
            return held or (free if free == "enter" else "")
        return (held or free) if steady else (free or held)

    def bar_row(self, key: str, screen: Widget, translate: Translator) -> Key:
        """What the key bar shows of it, where `key` works now."""
        shown = _text(self.bar_key, screen) or _bar_name(key, translate)
        target = "" if "." in self.action else "screen."
        label = self.label(screen) if callable(self.label) else self.label
        told = render(translate, label) if isinstance(label, Message) else translate(label)
        return Key(shown, told, f"{target}{self.action}")

    @property
    def palette_key(self) -> str:
        """The key that does the same without the palette, if any."""
        return _sign((self.keys or self.field_keys).partition(",")[0]).replace("ctrl+", "^")

    def help_row(self, translate: Translator) -> str:
        """A line of the help: the keys in a column, then what they do."""
        firsts = (keys.partition(",")[0] for keys in (self.keys, self.field_keys) if keys)
        keys = self.help_keys or " ".join(help_name(key, translate) for key in firsts)
        sentence = translate(self.help).replace("\n", "\n" + " " * _COLUMN)
        return f"{keys:<{_COLUMN}}{sentence}"


class PaletteRow(NamedTuple):
    """A row of the palette: under which head it stands, what it does, and by which key else."""

    section: str
    """Its head is `palette.section-<section>`."""
    title: str
    help: str
    act: Callable[[], object]
    key: str = ""


QUIT = Action("app.quit", "q", "home.key-quit", "help.quit")
HELP = Action("help", "question_mark", "help.key", field_keys="f1", rank=99)

FRENCH_ROW = ("ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis")
"""The digit row of a French keyboard, unshifted: & é " ' (; its 6 is the minus that buries."""

DIGITS = (
    *(Action(f"digit({digit})", f"{digit},{key}") for digit, key in enumerate(FRENCH_ROW, 1)),
    *(Action(f"digit({digit})", str(digit % 10)) for digit in range(6, 11)),
)
"""1 to 10, which is 0: a choice, or a rating."""


def bindings(rows: Sequence[Action]) -> list[BindingType]:
    """The keys for Textual."""
    free = [Binding(row.keys, row.action, show=False) for row in rows if row.keys]
    held = [
        Binding(row.field_keys, row.action, show=False, priority=True)
        for row in rows
        if row.field_keys
    ]
    return [*free, *held]


def _text(words: Words, screen: Widget) -> str:
    return words if isinstance(words, str) else words(screen)


def _bar_name(key: str, translate: Translator) -> str:
    if key in ("space", "delete"):
        return translate(_WORDS[key]).lower()
    return _sign(key).replace("ctrl+", "^")


def _sign(key: str) -> str:
    return _SIGNS.get(key) or CHARACTERS.get(key, key)


def help_name(key: str, translate: Translator) -> str:
    """How a key is called in the help."""
    if key in _WORDS:
        return translate(_WORDS[key])
    return key.title() if key.startswith("ctrl+") else _sign(key)
