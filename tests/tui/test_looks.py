"""Every screen looks as it did when it was last looked at.

A screen that is to look otherwise: remove its file in `tests/data/looks`, run this test, which
writes it anew and fails, and look at what it wrote. Exams stand in `test_mock_exams.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.strip import Strip

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import Diagnostic, Position
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library
from kpitrainer.study.stats.tabs import TABS
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.opening_screen import OpeningScreen
from tests.factories import DAY, both, card, cards, claim, cloze, deck, drill, recall_list, ticks
from tests.learner import learner, log_of
from tests.study.progress import known
from tests.tui.seat import Seat, Sit, plain
from tests.tui.test_preview import previewing

LOOKS = Path(__file__).parents[1] / "data" / "looks"

WHY = both("Une raison qui prend deux lignes, pour voir où la seconde commence, sous la première.")
SUBJECTS: tuple[Card, ...] = (
    card("gap", cloze(), deck="types", why=WHY),
    card("list", recall_list(ordered=True), deck="types", why=WHY),
    card("claim", claim(answer=False), deck="types", why=WHY),
    drill(deck="types"),
)
LAST = card("last", deck="short")
LIBRARY = Library(
    (
        deck("deck", *cards(40), title=both("Un paquet appris à moitié")),
        deck("types", *SUBJECTS, title=both("De chaque sorte"), level=2),
        deck("short", LAST, title=both("Une seule carte")),
    ),
    diagnostics=(
        Diagnostic(
            Position("decks/one.yaml", 12, 3), "deck.duplicate-key", {"key": "ask", "line": 7}
        ),
    ),
)

THEMES = "themes"
"""Opens the list of themes, which is in the palette."""

HOME = ("escape",)
Walk = Sequence[tuple[str, Sequence[str]]]

DAY_BY_DAY: Walk = (
    ("home", ()),
    ("help", ("f1",)),
    ("calendar", (*HOME, "k")),
    ("problems", (*HOME, "p")),
    ("formulas", (*HOME, "f3")),
    ("formulas-help", ("f1",)),
    ("palette", (*HOME, *HOME, "ctrl+p", *"exa")),
    ("themes", (*HOME, THEMES)),
    ("answer", (*HOME, "down", "down", "enter", "enter")),
    ("card-info", ("i",)),
    ("list", ("escape", "enter")),
    ("pause", ("escape", "escape")),
    ("summary", (*HOME, "down", "enter", "enter", "3")),
    ("jump", (*HOME, "j")),
    ("home-filter", ("escape", "f", *"seu")),
)
PLANNING: Walk = (
    ("settings", ("comma",)),
    ("workload", (*["down"] * 14, "enter")),
    ("optimize", ("escape", "down", "enter")),
    ("reschedule", ("escape", "down", "enter")),
    ("keys", ("escape", *["up"] * 3, "enter")),
    ("goal", ("escape", "escape", "g", *"24.10.2024", "enter")),
    ("deck-options", ("escape", "down", "o")),
)
ROOMY: Walk = (
    ("drills", ("d",)),
    ("wide-calculation", ("enter", "7", "1", "enter")),
    ("wide-formulas", ("f3",)),
    ("browser", ("escape", "escape", "escape", "escape", "slash", "down", "at", "down", "2")),
    ("browser-fault", ("slash", *"is:")),
    ("statistics", ("escape", "s")),
    *((f"statistics-{name}", ("right",)) for name in list(TABS)[1:]),
)
WALKS: dict[str, tuple[tuple[int, int], Walk]] = {
    "day by day": ((80, 24), DAY_BY_DAY),
    "planning": ((80, 24), PLANNING),
    "roomy": ((120, 36), ROOMY),
    "widest": (
        (200, 50),
        (("widest-home", ()), ("widest-answer", ("down", "down", "enter", "enter"))),
    ),
    "narrow": (
        (40, 20),
        (
            ("narrow-home", ()),
            ("narrow-statistics", ("s",)),
            ("narrow-question", (*HOME, "enter")),
        ),
    ),
}
"""Screens by the size of the window, each with the keys that lead there from the one before."""


async def held(seat: Seat, name: str, size: tuple[int, int]) -> bool:
    """Whether the screen is as it is stored; what is not stored yet is written."""
    await seat.pilot.pause()  # a scrollbar follows what it scrolls
    return _held(seat.strips, name, size)


def _held(strips: Sequence[Strip], name: str, size: tuple[int, int]) -> bool:
    file = LOOKS / f"{name}-{size[0]}x{size[1]}.txt"
    shown = "\n".join(_without_thumb(plain(strip.text)) for strip in strips) + "\n"
    if not file.exists():
        file.write_text(shown, encoding="utf-8")
        return False
    assert shown == file.read_text(encoding="utf-8"), name
    return True


def _without_thumb(line: str) -> str:
    """A line without the end of a scrollbar's thumb: how long a text is may hang on a folder."""
    edge = len(line) - _BESIDE
    return (line[:edge] + line[edge:].translate(_THUMB)).rstrip()


_BESIDE = 6
_THUMB = dict.fromkeys(map(ord, "▁▂▃▄▅▆▇"), " ")


@pytest.fixture
def month(store: SqlStore) -> None:
    """Most of a deck learned a month ago, at eight seconds an answer; one card that is due."""

    def timed(row: LogRow, place: int) -> LogRow:
        return replace(row, entry=row.entry._replace(duration_ms=6000 + 500 * (place % 9)))

    rows = log_of(learner((0.5, 3.0, 8.0, 20.0), 32), DAY - 30)
    store.merge([timed(row, place) for place, row in enumerate(rows)])
    known(store, LAST)


@pytest.mark.usefixtures("month")
@pytest.mark.parametrize("walk", WALKS)
async def test_screens(sit: Sit, walk: str) -> None:
    size, looks = WALKS[walk]
    new = []
    async with sit(library=LIBRARY, size=size) as seat:
        for name, keys in looks:
            seat.app.clear_notifications()  # of the screen before, for as long as the clock has it
            for key in keys:
                if key == THEMES:
                    seat.app.search_themes()
                    await seat.settle()
                else:
                    await seat.press(key)
            if not await held(seat, name, size):
                new.append(name)
    assert new == [], "written anew: look at them"


async def test_the_opening_looks(sit: Sit) -> None:
    async with sit(library=LIBRARY, first_start=True) as seat:
        looks = [await held(seat, "opening-1", (80, 24))]
        for page in (2, 3):
            await seat.press("enter")
            looks.append(await held(seat, f"opening-{page}", (80, 24)))
        await seat.press("enter")
        looks.append(await held(seat, "first-home", (80, 24)))
    assert all(looks), "written anew: look at them"


async def test_several_right_answers_look(sit: Sit) -> None:
    """Ticked in part, then judged: one right, one missing, one too many."""
    looks = []
    for size in ((80, 24), (120, 36)):
        async with sit(deck("deck", card("scores", ticks(), why=WHY)), size=size) as seat:
            await seat.press("enter")
            options = seat.attempt.options
            digits = [str(options.index(text) + 1) for text in ("CSAT", "attrition")]
            await seat.press(*digits)
            looks.append(await held(seat, "ticks", size))
            await seat.press("enter")
            looks.append(await held(seat, "ticks-judged", size))
    assert all(looks), "written anew: look at them"


async def test_the_preview_looks(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    async with previewing(tmp_path / "decks" / "essai.yaml", size=(120, 36)) as eyes:
        await eyes.press("enter")
        await eyes.shows("premier")
        assert _held(eyes.strips, "preview", (120, 36)), "written anew: look at it"


async def test_the_opening_leads_to_home_in_the_language_that_is_chosen(sit: Sit) -> None:
    async with sit(deck("deck", card("one")), first_start=True) as seat:
        assert seat.on(OpeningScreen).page == 0
        assert "Bienvenue" in seat.text
        await seat.press("2")
        assert "Welcome" in seat.text
        assert seat.saved[-1].language == "en"
        await seat.press("enter", "enter", "left", "enter")
        assert "Again" in seat.text
        assert "begin" in seat.lines[-1]
        await seat.press("enter")
        assert seat.on(HomeScreen)


async def test_a_theme_is_looked_at_before_it_is_kept(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        seat.app.search_themes()
        await seat.settle()
        await seat.press("down")
        assert seat.app.theme == "kpitrainer-light"
        await seat.press("escape")
        assert (seat.app.theme, seat.saved) == ("kpitrainer-dark", [])
        seat.app.search_themes()
        await seat.settle()
        await seat.press("down", "enter")
        assert seat.saved[-1].theme == seat.app.theme == "kpitrainer-light"
