"""At a start the interface asks whether a newer edition of an added deck is wanted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.bootstrap import Options, deck_editor, load_library, look_for_offers
from kpitrainer.cli.main import run
from kpitrainer.config import Settings
from kpitrainer.study.deck_offers import DeckOffers
from kpitrainer.tui.context import Editing
from kpitrainer.tui.screens.edition_screen import EditionScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from tests.handover.served import Server, deck
from tests.program import CACHE
from tests.tui.seat import Seat, Sit

FIRST = deck("un", "deux", more="edition: 1\n")
SECOND = deck("un", "trois", more="edition: 2\n")
NOW = datetime.fromisoformat("2026-11-21T12:00:00+00:00")


@pytest.fixture
def options(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: Server,
    capsys: pytest.CaptureFixture[str],
) -> Options:
    """Of a learner with one added deck, of which there is a newer edition."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "KPITRAINER_DB", "KPITRAINER_DECKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", CACHE)
    address = server.put("/cours.yaml", FIRST)
    assert run(["deck", "add", address, "--yes"]) == 0
    capsys.readouterr()
    server.put("/cours.yaml", SECOND)
    return Options(now=NOW)


def opening(options: Options) -> dict[str, Any]:
    """What the interface is opened with."""
    paths = options.paths
    return {
        "library": load_library(paths).without(("*",), paths.settings),
        "editing": Editing(deck_editor(paths), lambda: load_library(paths)),
        "look_for_offers": lambda: look_for_offers(options, Settings()),
    }


async def until(seat: Seat, holds: Callable[[], bool]) -> None:
    """Wait for what a thread brings."""
    for _ in range(600):
        if holds():
            break
        await seat.pilot.pause(0.05)
    await seat.settle()


def _file(options: Options) -> Path:
    return options.paths.decks / "cours.yaml"


@pytest.mark.parametrize(("language", "key"), [("fr", "o"), ("en", "y")])
async def test_it_is_shown_and_taken(sit: Sit, options: Options, language: str, key: str) -> None:
    async with sit(**opening(options), language=language) as seat:
        await until(seat, lambda: isinstance(seat.app.screen, EditionScreen))
        assert "Cours (cours), 2" in seat.text
        assert "trois" in seat.text
        assert "- deux" in seat.text
        await seat.press("enter", "space")
        assert seat.on(EditionScreen)
        assert _file(options).read_text("utf-8") == FIRST
        await seat.press(key)
        assert seat.on(HomeScreen)
        assert _file(options).read_text("utf-8") == SECOND
        assert {
            card.key.card for card in seat.app.context.trainer.library.by_id["cours"].cards
        } == {
            "un",
            "trois",
        }


async def test_left_it_is_not_asked_again(sit: Sit, options: Options) -> None:
    async with sit(**opening(options)) as seat:
        await until(seat, lambda: isinstance(seat.app.screen, EditionScreen))
        await seat.press("n")
        assert seat.on(HomeScreen)
    assert _file(options).read_text("utf-8") == FIRST
    later = replace(options, now=NOW.replace(day=22))
    assert look_for_offers(later, Settings()) is None


async def test_in_a_session_nobody_is_asked(sit: Sit, options: Options) -> None:
    found: list[DeckOffers | None] = []
    more = opening(options)
    look = more.pop("look_for_offers")
    async with sit(**more) as seat:
        await seat.press("enter")
        assert seat.on(ReviewScreen)
        seat.app.context.look_for_offers = lambda: found.append(look()) or found[0]  # type: ignore[func-returns-value]
        seat.app._offers.begin()
        await until(seat, lambda: bool(found))
        assert seat.on(ReviewScreen)
        await seat.press("escape")
        await until(seat, lambda: isinstance(seat.app.screen, EditionScreen))
        assert seat.on(EditionScreen)


def test_by_its_setting_nothing_is_looked_for(options: Options, server: Server) -> None:
    asked = len(server.asked)
    assert look_for_offers(options, Settings(update_decks=False)) is None
    assert len(server.asked) == asked


async def test_a_look_that_fails_shows_nothing(sit: Sit, options: Options) -> None:
    done: list[int] = []

    def fail() -> None:
        done.append(1)
        raise RuntimeError

    async with sit(**{**opening(options), "look_for_offers": fail}) as seat:
        await until(seat, lambda: bool(done))
        assert seat.on(HomeScreen)
        assert not seat.toasts


async def test_what_cannot_be_written_is_told_and_asked_on(sit: Sit, options: Options) -> None:
    async with sit(**opening(options)) as seat:
        await until(seat, lambda: isinstance(seat.app.screen, EditionScreen))
        _file(options).write_text(deck("mien"), "utf-8")
        await seat.press("o")
        assert seat.on(EditionScreen)
        assert "a changé entre-temps" in seat.toasts[-1]
        assert _file(options).read_text("utf-8") == deck("mien")


async def test_own_decks_are_marked_and_say_whose_they_are(sit: Sit, options: Options) -> None:
    _file(options).write_text(deck("un", more="author: Mme Ibarra\n"), "utf-8")
    library = load_library(options.paths)
    async with sit(library=library, size=(120, 40)) as seat:
        first = next(line for line in seat.lines if "(à toi)" in line)
        assert first.strip().startswith("Cours (à toi)")
        await seat.press("down")
        assert "de Mme Ibarra" in seat.text


async def test_the_palette_tells_the_folder(sit: Sit, options: Options) -> None:
    async with sit(**{**opening(options), "look_for_offers": None}) as seat:
        seat.app.context.paths = options.paths
        seat.on(HomeScreen).action_deck_folder()
        await seat.settle()
        assert str(options.paths.decks) in "".join(seat.text.split())
