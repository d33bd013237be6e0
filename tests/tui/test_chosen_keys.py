"""Keys of the learner's choice: screen, bar and help follow; clashes are refused."""

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.tui.keymap import choosable, keys_of, with_keys
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.key_tables import KEY_TABLES, check_key, faulty_keys
from kpitrainer.tui.screens.keys_screen import KeysScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from kpitrainer.tui.widgets.setting_rows import LinkRow
from tests.factories import cards, deck
from tests.tui.seat import Sit
from tests.tui.test_keys import bar
from tests.tui.test_settings_screen import KEYS


def now(screen: str, **chosen: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The keys of those actions once they are chosen."""
    named = choosable(with_keys(KEY_TABLES[screen], chosen))
    return {name: tuple(keys_of(named[name])) for name in chosen}


@pytest.mark.parametrize(
    ("screen", "action", "keys", "found"),
    [
        ("review", "bury", ("m",), ("m",)),
        ("review", "suspend", ("+", "M"), ("plus", "M")),
        ("review", "suspend", ("comma", "slash", "è"), ("comma", "slash", "è")),
        ("review", "undo", ("z",), ("z", "ctrl+z")),
        ("review", "undo", ("ctrl+u",), ("u", "ctrl+u")),
        ("review", "hint", ("h", "f6"), ("h", "f6")),
        ("review", "digit_1", ("j",), ("1", "j")),
        ("home", "settings", ("ctrl+o",), ("ctrl+o",)),
    ],
)
def test_what_is_chosen_takes_the_place_of_the_like(
    screen: str, action: str, keys: tuple[str, ...], found: tuple[str, ...]
) -> None:
    check_key({screen: {action: keys}}, screen, action)
    assert now(screen, **{action: keys}) == {action: found}


@pytest.mark.parametrize(
    ("chosen", "code", "told"),
    [
        ({"bury": ("i",)}, "config.keys-clash", ("review.bury", "review.info")),
        ({"hint": ("f3",)}, "config.keys-clash", ("review.hint", "review.formulas")),
        ({"bury": ("m",), "skip": ("m",)}, "config.keys-clash", ("review.bury", "review.skip")),
        ({"bury": ("up",)}, "config.key-taken", None),
        ({"bury": ("ctrl+m",)}, "config.key-taken", None),
        ({"bury": ("nokey",)}, "config.no-key", None),
        ({"burry": ("m",)}, "config.no-action", None),
    ],
)
def test_what_cannot_be(
    chosen: dict[str, tuple[str, ...]], code: str, told: tuple[str, str] | None
) -> None:
    with pytest.raises(KpiTrainerError) as caught:
        check_key({"review": chosen}, "review", next(iter(chosen)))
    assert caught.value.code == code
    if told:
        assert (caught.value.values["action"], caught.value.values["other"]) == told


def test_two_actions_change_their_keys() -> None:
    chosen = {"skip": ("i",), "info": ("s",)}
    check_key({"review": chosen}, "review", "skip")
    assert list(faulty_keys({"review": chosen})) == []


CHOSEN = {
    "review": {"undo": ("z",), "hint": ("f6",), "digit_3": ("k",), "skip": ("i",)},
    "home": {"statistics": ("w",)},
}


async def test_the_screens_follow(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2)), settings=Settings("fr", keys=CHOSEN)) as seat:
        assert "review.skip et review.info" in seat.toasts[0], "that one is passed over"
        assert bar(seat.app.screen) == "⏎ d e / w ^p q F3 espace , f ?"
        await seat.press("s")
        assert seat.on(HomeScreen)
        await seat.press("w")
        assert seat.on(StatisticsScreen)
        await seat.press("escape", "enter", "enter", "k")
        assert len(seat.ratings) == 1
        assert bar(seat.app.screen).startswith("⏎ z - @ i ⎋ s")
        await seat.press("u")
        assert len(seat.ratings) == 1
        await seat.press("z")
        assert seat.ratings == []
        told = [line.split()[:2] for line in seat.on(ReviewScreen).help_text().splitlines()]
        assert ["z", "Ctrl+Z"] in told
        assert any(line[:1] == ["F6"] for line in told)


def in_hand(screen: KeysScreen, setting: str) -> None:
    """Go to a row at once: a hundred presses on the way there show nothing."""
    screen.set_focus(next(row for row in screen.query(LinkRow) if row.setting == setting))


async def test_a_key_is_chosen_on_the_screen(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2)), settings=Settings("fr"), size=(80, 40)) as seat:
        await seat.press("enter", "ctrl+p", *"réglages", "enter")
        await seat.press(*["down"] * KEYS, "enter")
        screen = seat.on(KeysScreen)
        rows = [row.setting for row in screen.query(LinkRow)]
        in_hand(screen, "review.bury")
        await seat.press("enter", "i")
        assert "review.bury et review.info" in seat.toasts[-1]
        assert seat.saved == []
        await seat.press("enter", "escape")
        assert seat.on(KeysScreen)
        await seat.press("enter", "m")
        assert seat.saved[-1].keys == {"review": {"bury": ("m",)}}
        await seat.press("escape", "escape")
        assert seat.on(ReviewScreen)
        assert "m" in bar(seat.app.screen).split()
        await seat.press("minus")
        assert seat.store.states() == {}
        await seat.press("m")
        assert len(seat.store.states()) == 1
        await seat.press("ctrl+p", *"réglages", "enter")
        await seat.press(*["down"] * KEYS, "enter")
        screen = seat.on(KeysScreen)
        in_hand(screen, "review.bury")
        await seat.press("delete")
        assert seat.saved[-1] == Settings("fr")
        await seat.press("enter", "m")
        in_hand(screen, rows[-1])
        await seat.press("up", "down")
        assert "1 touche changée" in seat.text
        await seat.press("enter")
        assert seat.saved[-1] == Settings("fr")
