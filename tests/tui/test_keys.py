"""Every key is bound once, and every key that is shown does what it says."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual._xterm_parser import XTermParser
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.app import TrainerApp
from kpitrainer.tui.app import BaseApp
from kpitrainer.tui.app import PreviewApp
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.screens.card_screen import CardScreen
from kpitrainer.tui.screens.changed_screen import ChangedScreen
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.preview_screen import PreviewScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from kpitrainer.tui.widgets.card_view import CardView
from kpitrainer.tui.widgets.key_bar import Key, KeyBar
from tests.factories import card, choice, claim, cloze, deck, drill, recall_list, typed
from tests.program import ALL_TYPES
from tests.study.progress import known
from tests.tui.seat import Sit
from tests.tui.test_preview import previewing

SCREENS = (
    HomeScreen,
    ReviewScreen,
    ChangedScreen,
    DrillScreen,
    DrillPicker,
    FormulaSheet,
    SummaryScreen,
    StatisticsScreen,
    Panel,
    PreviewScreen,
)


def bindings(of: type[object]) -> Iterable[Binding]:
    """The bindings a class declares itself, one a key."""
    declared = of.__dict__.get("BINDINGS", [])
    return Binding.make_bindings(declared)


def own(of: type[object]) -> list[type[object]]:
    """The class and those of ours it is made from."""
    return [each for each in of.__mro__ if each.__module__.startswith("kpitrainer.")]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_is_bound_twice(screen: type[Screen[object]]) -> None:
    classes = own(screen) + own(PreviewApp if screen is PreviewScreen else TrainerApp)
    if issubclass(screen, (CardScreen, PreviewScreen)):
        classes += own(CardView)
    keys = Counter(binding.key for each in classes for binding in bindings(each))
    assert keys
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("screen", [*SCREENS, WordedScreen, CardScreen, BaseApp, CardView])
def test_no_printable_key_is_taken_from_a_field(screen: type[object]) -> None:
    """A priority binding works in a field too: only keys that print nothing may have one."""
    printable = {"space", "minus", "at", "question_mark", "ampersand", "enter"}
    for binding in bindings(screen):
        if binding.priority:
            assert len(binding.key) > 1, binding
            assert binding.key not in printable, binding


NAMES = {
    "⏎": "enter",
    "⎋": "escape",
    "^p": "ctrl+p",
    "^z": "ctrl+z",
    "?": "question_mark",
    "-": "minus",
    "@": "at",
    "F1": "f1",
    "F2": "f2",
    "F3": "f3",
    "F4": "f4",
    "←": "left",
    "→": "right",
    "espace": "space",
}
"""A key as it is shown, to the name it is bound by; letters are themselves."""


def keys_of(shown: Key) -> list[str]:
    first, dash, last = shown.key.partition("–")
    if dash:
        return [str(digit) for digit in range(int(first), int(last) + 1)]
    if shown.key == "←→":
        return [NAMES[arrow] for arrow in shown.key]
    return [NAMES.get(shown.key, shown.key)]


def check(app: BaseApp[Any]) -> set[str]:
    """Every key shown now is bound, and its action exists; gives the keys shown."""
    screen = app.screen
    shown = screen.query_one(KeyBar)._keys
    assert shown
    typing = isinstance(app.focused, Input)
    for each in shown:
        owner, _, action = each.action.partition("(")[0].rpartition(".")
        target = {"screen": screen, "app": app}[owner]
        assert callable(getattr(target, f"action_{action}", None)), each
        for key in keys_of(each):
            assert key in screen.active_bindings, each
            assert not (typing and len(key) == 1), f"{key} would be typed"
            assert not (typing and key in ("minus", "at", "question_mark")), f"{key} is typed"
    assert keys_of(shown[-1])[0] in ("f1", "question_mark"), "help stands last"
    return {each.key for each in shown}


async def test_keys_shown_on_home_and_beside_it(sit: Sit) -> None:
    async with sit(deck("deck", drill()), size=(160, 30)) as seat:
        assert check(seat.app) >= {"⏎", "espace", "d", "s", "q", "?"}
        await seat.press("s")
        assert check(seat.app) == {"⎋", "?"}
        await seat.press("escape", "d")
        assert check(seat.app) == {"⏎", "espace", "→", "n", "o", "F3", "⎋", "?"}
        await seat.press("f3")
        assert check(seat.app) == {"⏎", "⎋", "F1"}
        await seat.press("escape")


CONTENTS = {
    "basic": None,
    "typed": typed(),
    "cloze": cloze(),
    "list": recall_list(),
    "choice": choice(),
    "claim": claim(),
    "drill": drill().content,
}


@pytest.mark.parametrize("name", CONTENTS)
async def test_keys_shown_in_a_review(sit: Sit, name: str) -> None:
    subject = deck("deck", card(name, CONTENTS[name]), card("last"))
    async with sit(subject, size=(160, 30)) as seat:
        await seat.press("enter")
        shown = check(seat.app)
        assert "u" not in shown
        assert "^z" not in shown
        if name in ("typed", "list", "drill"):
            assert {"⏎", "F2", "⎋", "F1"} <= shown
            await seat.press("escape")
            check(seat.app)
            await seat.press("enter")
        else:
            assert {"⏎", "-", "@", "s", "i", "⎋", "?"} <= shown
        await seat.press("enter")
        assert seat.attempt.closed
        assert {"⏎", "1–4", "-", "@", "s", "i", "⎋", "?"} <= check(seat.app)
        await seat.press("1")
        assert seat.attempt.card.key.card == "last"
        assert "u" in check(seat.app)
        await seat.press("escape")
        assert {"⏎", "r", "u", "⎋", "?"} <= check(seat.app)
        await seat.press("u")
        shown = check(seat.app)
        assert "u" not in shown


async def test_keys_shown_where_a_meaning_changed(sit: Sit, store: SqlStore) -> None:
    old = card("old", version=2)
    known(store, old)
    async with sit(deck("deck", old, card("new")), size=(160, 30)) as seat:
        await seat.press("enter")
        assert seat.on(ChangedScreen)
        assert check(seat.app) == {"⏎", "r", "⎋", "?"}
        await seat.press("r", "enter", "1")
        assert check(seat.app) >= {"⏎", "u"}


@pytest.mark.parametrize("name", ["revele", "tape", "liste", "trou#c1", "choix", "vrai", "calcul"])
async def test_keys_shown_in_a_preview(tmp_path: Path, name: str) -> None:
    (tmp_path / "b.yaml").write_text(ALL_TYPES.replace("deck: essai", "deck: b"), "utf-8")
    file = tmp_path / "a.yaml"
    async with previewing(file, path=tmp_path, card=name, size=(160, 30)) as eyes:
        always = {"⏎", "e", "←→", "g", "d", "l", "q", "?"}
        typed = name in ("tape", "liste", "trou#c1", "calcul")
        drawn = {"r"} if name in ("choix", "vrai", "calcul") else set()
        assert eyes.here == name
        assert check(eyes.app) == always | drawn | ({"m"} if name == "calcul" else set())
        if typed:
            await eyes.press("enter")
            assert check(eyes.app) == {"⏎", "F2", "⎋", "F4", "F1"}
        await eyes.press("enter")
        assert check(eyes.app) >= always | {"r"}


async def test_keys_shown_in_a_preview_without_a_card(tmp_path: Path) -> None:
    async with previewing(tmp_path / "a.yaml", "deck: x\n", size=(160, 30)) as eyes:
        assert check(eyes.app) == {"e", "g", "q", "?"}
        await eyes.save(ALL_TYPES)
        await eyes.shows("Un ?")
        assert "⏎" in check(eyes.app)
        await eyes.save("")
        await eyes.shows("voici la version d’avant")
        assert check(eyes.app) == {"⏎", "e", "g", "l", "q", "?"}
        await eyes.press("enter")
        assert "⏎" not in check(eyes.app)


async def test_keys_shown_in_a_drill(sit: Sit) -> None:
    async with sit(deck("deck", drill()), size=(160, 30)) as seat:
        await seat.press("d", "enter")
        assert check(seat.app) == {"⏎", "F2", "F3", "⎋", "F4", "F1"}
        await seat.write("987654")
        await seat.press("enter")
        assert check(seat.app) >= {"⏎", "t", "F3", "⎋"}
        await seat.press("enter", "enter")
        assert "t" not in check(seat.app), "no typo where nothing was typed"
        await seat.press("escape")
        assert {"⏎", "⎋"} <= check(seat.app)


async def test_the_key_bar_shows_what_fits_and_help_always(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        for width in (200, 80, 60, 40, 30, 20):
            await seat.resize(width, 20)
            line = seat.lines[-1]
            assert line.endswith("? aide")
            assert len(line) <= width
            whole = {f"{key.key} {key.label}" for key in seat.app.screen.query_one(KeyBar)._keys}
            assert all(part.strip() in whole for part in line.strip().split("   "))


async def test_a_click_on_a_key_does_what_it_says(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("pick", choice()))) as seat:

        async def click(text: str) -> None:
            [(row, column)] = [
                (row, line.index(text)) for row, line in enumerate(seat.lines) if text in line
            ]
            seat.hands.now += 1
            await seat.pilot.click(offset=(column, row))
            await seat.settle()

        await click("⏎ étudier")
        assert seat.on(ReviewScreen)
        await click("⏎ montrer")
        await click("8 j") if "8 j" in seat.text else await click("4 Facile")
        assert seat.ratings == ["one EASY review"]
        await click("les indicateurs")
        assert "✓  les indicateurs" in seat.text
        await click("3 Correct")
        assert seat.ratings[-1] == "pick GOOD review"


@pytest.mark.parametrize(
    ("typed_in", "key"),
    [
        ("&", "ampersand"),
        ("é", "é"),
        ('"', "quotation_mark"),
        ("'", "apostrophe"),
        ("(", "left_parenthesis"),
        ("-", "minus"),
        ("@", "at"),
        ("?", "question_mark"),
    ],
)
def test_a_terminal_names_these_keys_so(typed_in: str, key: str) -> None:
    [event] = XTermParser().feed(typed_in)
    assert getattr(event, "key", None) == key


async def test_ctrl_c_ends_the_program_outside_a_field(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two", typed()))) as seat:
        await seat.press("enter", "enter", "4")
        await seat.write("abc")
        await seat.press("ctrl+c")
        assert seat.on(ReviewScreen), "there it copies"
        await seat.press("escape", "ctrl+c")
        assert not seat.app.is_running
    assert seat.app.return_code == 0


async def test_help_on_every_screen_and_nowhere_twice(sit: Sit) -> None:
    async with sit(deck("deck", drill(), card("one", typed())), size=(160, 40)) as seat:
        for way in ((), ("s",), ("escape", "d"), ("enter",), ("escape", "enter")):
            await seat.press(*way)
            await seat.press("f1")
            assert seat.on(Panel)
            assert "Aide" in seat.text
            await seat.press("f1")
            assert not isinstance(seat.app.screen, Panel)
