"""Every key does one thing, and every key that is shown does what it says."""

import re
from collections import Counter
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.screen import ModalScreen

from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.tui.actions import Action
from kpitrainer.tui.app import TrainerApp
from kpitrainer.tui.keymap import keys_of
from kpitrainer.tui.screens.base_screen import Panel, WordedScreen
from kpitrainer.tui.screens.browser_screen import BrowserScreen
from kpitrainer.tui.screens.changed_screen import ChangedScreen
from kpitrainer.tui.screens.deck_options_screen import DeckOptionsScreen
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.preview_screen import PreviewScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.settings_screen import SettingsScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_view import CardView
from tests.factories import card, choice, claim, cloze, deck, drill, recall_list, typed
from tests.program import ALL_TYPES
from tests.study.progress import known
from tests.tui.seat import UNFADED, Seat, Sit
from tests.tui.test_preview import previewing

SCREENS = (
    HomeScreen,
    BrowserScreen,
    ReviewScreen,
    ChangedScreen,
    DrillScreen,
    DrillPicker,
    FormulaSheet,
    SummaryScreen,
    StatisticsScreen,
    SettingsScreen,
    DeckOptionsScreen,
    PreviewScreen,
)

PRINTABLE = {"space", "minus", "at", "question_mark", "ampersand", "enter"}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_table_of_actions(screen: type[WordedScreen]) -> None:
    """Each key once, unless conditions part its rows; actions that exist; fields keep letters."""
    keys = Counter(key for row in screen.ACTIONS for key in keys_of(row))
    for key in (key for key, count in keys.items() if count > 1):
        rows = [row for row in screen.ACTIONS if key in keys_of(row)]
        parted = [row.when is not Action("x").when for row in rows]
        assert parted == [True, False], f"{key}: the one under a condition comes first"
    if issubclass(screen, (ReviewScreen, DrillScreen, PreviewScreen)):
        assert not keys.keys() & CardView()._bindings.key_to_bindings.keys()
    for row in screen.ACTIONS:
        owner, _, name = row.action.partition("(")[0].rpartition(".")
        target: type[object] = TrainerApp if owner == "app" else screen
        assert not name or callable(getattr(target, f"action_{name}", None)), row
        for key in row.field_keys.split(","):
            assert len(key) != 1, "it is text in a field"
            assert key not in PRINTABLE
    assert screen.ACTIONS[-1].action == "help"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_line_of_help_fits_80_columns(screen: type[WordedScreen], language: str) -> None:
    for row in screen.ACTIONS:
        assert len(row.help_keys) < 12
        lines = Translator(language)(row.help).splitlines() if row.help else ()
        assert all(12 + len(line) <= 69 for line in lines), row
        if row.palette:
            for end in ("", "-help"):
                code = f"palette.{row.action.replace('_', '-')}{end}"
                assert Translator(language)(code) != code


def bar(screen: object) -> str:
    """The keys in the bar, in order, wherever they fit."""
    assert isinstance(screen, WordedScreen)
    return " ".join(key.key for key in screen.query_one(KeyBar)._keys)


async def test_keys_shown_on_home_and_beside_it(sit: Sit) -> None:
    async with sit(deck("deck", drill())) as seat:
        assert bar(seat.app.screen) == "⏎ d e / s ^p q F3 espace , f ?"
        await seat.press("s")
        assert bar(seat.app.screen) == "← → p d ⎋ ?"
        await seat.press("escape", "d")
        assert bar(seat.app.screen) == "⏎ espace f → e w c n o F3 ⎋ t ?"
        await seat.press("f3")
        assert bar(seat.app.screen) == "⏎ ⎋ F1"
        await seat.press("escape", "escape", "comma")
        assert bar(seat.app.screen) == "← → ⎋ F1"
        await seat.press("down", "down")
        assert bar(seat.app.screen) == "⏎ ⎋ F1"


CONTENTS = {
    "basic": (None, "⏎"),
    "cloze": (cloze(), "⏎"),
    "typed": (typed(), "⏎ F2 ⎋ F4 F1"),
    "list": (recall_list(), "⏎ F2 ⎋ F4 F1"),
    "choice": (choice(), "1–4 ⏎"),
    "claim": (claim(), "v/f ⏎"),
    "drill": (drill().content, "⏎ F2 F3 ⎋ F4 F1"),
}
"""A card and the keys before its answer; where it is not typed, those of OTHERS follow."""

OTHERS = "- @ i ⎋ s e ?"


@pytest.mark.parametrize("name", CONTENTS)
async def test_keys_shown_in_a_review(sit: Sit, name: str) -> None:
    content, first = CONTENTS[name]
    subject = deck("deck", card(name, content), card("last"))
    async with sit(subject, settings=UNFADED) as seat:
        await seat.press("enter")
        if first.endswith("F1"):
            assert bar(seat.app.screen) == first, "letters are text in the field"
            await seat.press("escape")
            assert bar(seat.app.screen) == f"⏎ {OTHERS}"
            await seat.press("enter")
        else:
            assert bar(seat.app.screen) == f"{first} {OTHERS}"
        await seat.press("enter")
        assert bar(seat.app.screen) == f"⏎ {OTHERS[:-1]}1–4 ?"
        await seat.press("1")
        assert bar(seat.app.screen) == f"⏎ u {OTHERS}"
        await seat.press("escape")
        # What was asked for at its first showing is not missed.
        assert bar(seat.app.screen) == "⏎ u c ?"
        await seat.press("u")
        assert "u" not in bar(seat.app.screen)


async def test_keys_shown_where_a_meaning_changed(sit: Sit, store: SqlStore) -> None:
    old = card("old", version=2)
    known(store, old)
    async with sit(deck("deck", old, card("new", typed()))) as seat:
        await seat.press("enter")
        assert seat.on(ChangedScreen)
        assert bar(seat.app.screen) == "⏎ r ⎋ ?"
        await seat.press("r", "enter", "1")
        assert bar(seat.app.screen) == "⏎ F2 ^z ⎋ F4 F1"


async def test_practice_puts_no_card_away(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("enter", "enter", "1", "enter", "1", "escape", "r")
        assert bar(seat.app.screen) == "⏎ i ⎋ s e ?"
        await seat.press("minus", "at")
        assert not seat.state("one").suspended
        assert seat.review.attempt is not None
        await seat.press("f1")
        assert "suspendre" not in seat.text


@pytest.mark.parametrize("name", ["revele", "tape", "liste", "trou#c1", "choix", "vrai", "calcul"])
async def test_keys_shown_in_a_preview(tmp_path: Path, name: str) -> None:
    (tmp_path / "b.yaml").write_text(ALL_TYPES.replace("deck: essai", "deck: b"), "utf-8")
    async with previewing(tmp_path / "a.yaml", path=tmp_path, card=name) as eyes:
        screen = eyes.app.preview_screen
        draw = {"choix": "r ", "vrai": "r ", "calcul": "m r "}.get(name, "")
        assert eyes.here == name
        assert bar(screen) == f"⏎ e ←→ g {draw}d l q ?"
        if name in ("tape", "liste", "trou#c1", "calcul"):
            await eyes.press("enter")
            assert bar(screen) == "⏎ F2 ⎋ F4 F1"
        await eyes.press("enter")
        assert bar(screen) == f"⏎ e ←→ g {draw or 'r '}d l q ?"


async def test_keys_shown_in_a_preview_without_a_card(tmp_path: Path) -> None:
    async with previewing(tmp_path / "a.yaml", "deck: x\n") as eyes:
        screen = eyes.app.preview_screen
        assert bar(screen) == "e g q ?"
        await eyes.save(ALL_TYPES)
        await eyes.shows("Un ?")
        assert bar(screen).startswith("⏎ e")
        await eyes.save("")
        await eyes.shows("voici la version d’avant")
        assert bar(screen) == "⏎ e g l q ?"
        await eyes.press("enter")
        assert bar(screen) == "e g r l q ?"


async def test_keys_shown_in_a_drill(sit: Sit) -> None:
    async with sit(deck("deck", drill())) as seat:
        await seat.press("d", "enter")
        assert bar(seat.app.screen) == "⏎ F2 F3 ⎋ F4 F1"
        await seat.press("escape")
        assert bar(seat.app.screen) == "⏎ F2 F3 ⎋ F4 F1", "it keeps its names"
        await seat.press("enter")
        await seat.write("987654")
        await seat.press("enter")
        assert bar(seat.app.screen) == "⏎ F3 ^z ⎋ F4 F1"
        await seat.press("enter", "enter")
        assert bar(seat.app.screen) == "⏎ F3 ^z ⎋ F4 F1"
        await seat.press("escape")
        assert bar(seat.app.screen) == "⏎ u c ?"


async def test_help_names_every_key_of_home(sit: Sit) -> None:
    async with sit(deck("deck", card("one")), size=(80, 40)) as seat:
        await seat.press("f1")
        for line in ("Entrée      étudier", "p           ce qu’il y a", "Ctrl+P      toutes"):
            assert line in seat.prose("panel-text"), "what is not in view is scrolled to"


async def test_the_key_bar_shows_what_fits_and_help_always(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        for width in (200, 80, 60, 40, 30, 20):
            await seat.resize(width, 20)
            line = seat.lines[-1]
            assert line.endswith("? aide")
            assert len(line) <= width
            whole = {f"{key.key} {key.label}" for key in seat.app.screen.query_one(KeyBar)._keys}
            assert all(part.strip() in whole for part in re.split("  +", line.strip()))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_at_80_columns_the_bar_shows_what_is_wanted_most(sit: Sit, language: str) -> None:
    def shown(seat: Seat) -> set[str]:
        return {part.split()[0] for part in re.split("  +", seat.lines[-1].strip())}

    async with sit(
        deck("deck", card("one"), card("two")), size=(80, 24), language=language
    ) as seat:
        assert shown(seat) >= {"⏎", "d", "e", "/", "s", "^p", "q", "?"}
        await seat.press("enter", "enter", "1", "enter")
        assert shown(seat) >= {"⏎", "u", "-", "@", "i", "⎋", "?"}


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


async def test_ctrl_c_ends_the_program_but_copies_what_is_selected(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two", typed()))) as seat:
        await seat.press("enter", "enter", "4")
        await seat.write("abc")
        await seat.press("shift+left", "ctrl+c")
        assert (seat.app.is_running, seat.app.clipboard) == (True, "c")
        await seat.press("right", "ctrl+c")
        assert (seat.app.is_running, seat.app.clipboard) == (True, "abc"), "it is stored nowhere"
        await seat.press("ctrl+c")
        assert not seat.app.is_running
    assert seat.app.return_code == 0


@pytest.mark.parametrize("dialog", ["f1", "ctrl+p"])
async def test_ctrl_c_ends_the_program_over_a_dialog(sit: Sit, dialog: str) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press(dialog)
        assert isinstance(seat.app.screen, ModalScreen)
        await seat.press("ctrl+c")
        assert not seat.app.is_running


async def test_help_on_every_screen_and_nowhere_twice(sit: Sit) -> None:
    async with sit(deck("deck", drill(), card("one", typed())), size=(160, 40)) as seat:
        for way in ((), ("s",), ("escape", "d"), ("enter",), ("escape", "enter")):
            await seat.press(*way)
            await seat.press("f1")
            assert seat.on(Panel)
            assert "Aide" in seat.text
            await seat.press("f1")
            assert not isinstance(seat.app.screen, Panel)
