from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import Diagnostic, Position
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.stats_screen import StatisticsScreen
from tests.factories import DAY, FixedClock, both, card, cards, choice, deck, drill, memory, noon
from tests.tui.seat import Seat, Sit, plain


def remember(store: SqlStore, states: Mapping[CardKey, Memory], days_ago: int = 10) -> None:
    """Store memories as if each came from an answer some days ago."""

    for key, after in states.items():
        answer = LogEntry(
            key=key,
            at=noon(DAY - days_ago),
            day=DAY - days_ago,
            kind=LogKind.REVIEW,
            rating=Rating.GOOD,
            duration_ms=30_000,
        )
        left = answer._replace(kind=LogKind.RESTORED, rating=None, state=CardState(after))
        for each in (answer, left):
            store.record(key, partial(_given, each))


def _given(entry: LogEntry, _: CardState) -> LogEntry:
    return entry


DUE = memory()
MATURE = memory(interval=40, due_day=DAY + 30)
TOMORROW = memory(due_day=DAY + 1)


async def test_the_first_start_welcomes_once(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        assert seat.lines[1].startswith("  kpitrainer")
        assert seat.lines[1].endswith("vendredi 4 octobre")
        assert "Bienvenue." in seat.text
        assert "▶ Entrée : étudier" in seat.text
        await seat.press("enter", "enter", "3", "escape", "enter")
        assert seat.on(HomeScreen)
        assert "Bienvenue" not in seat.text
        assert seat.lines[1].endswith("vendredi 4 octobre · 1 jour de suite")


async def test_counts_levels_and_what_is_learned(sit: Sit, store: SqlStore) -> None:
    first = deck("first", *cards(4, "first"), level=2)
    second = deck("second", *cards(3, "second"), level=3)
    keys = [each.key for each in first.cards]
    remember(store, {keys[0]: DUE, keys[1]: MATURE, keys[2]: TOMORROW})
    async with sit(first, second) as seat:
        assert "Aujourd’hui   1 à revoir · 4 nouvelles" in seat.text
        # Eleven answers, at a pace that is hardly known yet.
        assert seat.line("Aujourd’hui").endswith("environ 3 min")
        rows = [seat.line(f"  {name} ").split() for name in ("Tous les paquets", "first", "second")]
        whole, first_row, second_row = [[*row[-5:-3], *row[-2:]] for row in rows]
        assert first_row == ["1", "1", "1", "4"]
        assert second_row == ["0", "3", "3", "3"]
        assert whole == [str(int(a) + int(b)) for a, b in zip(first_row, second_row, strict=True)]
        length = len(rows[1][-3])
        shares = [[row[-3].count(sign) / length for sign in "█▆▃▁"] for row in rows]
        assert shares[1:] == [
            pytest.approx(x, abs=0.1) for x in ([0.25, 0.5, 0, 0.25], [0, 0, 0, 1])
        ]
        heads = " ".join(seat.line("Paquet").split())
        assert heads == "Paquet À revoir Nouvelles Progrès Pas vues Cartes"
        _, new, goal = seat.prose("today").splitlines()
        assert new.endswith("la suite du cours, dans ta limite de 10 : first 1 · second 3")
        assert goal == "Objectif      4 cartes d’ici la fin du cours, vers le 4 octobre 2024"
        assert seat.line("auj.").split()[:6] == ["auj.", "5", "sam.", "1", "dim.", "0"]
        await seat.resize(200, 50)
        assert any(line.split()[:2] == ["first", "●●○"] for line in seat.lines)


async def test_columns_stand_under_their_heads(sit: Sit, store: SqlStore) -> None:
    first = deck("first", *cards(4, "first"))
    remember(store, {first.cards[0].key: DUE})
    async with sit(first) as seat:
        heads, row = seat.line("Paquet"), seat.line("  first ")
        assert row.index("1") == heads.index("À revoir") + len("À revoir") - 1
        assert row.index("3") == heads.index("Nouvelles") + len("Nouvelles") - 1
        assert row.index("▆") == heads.index("Progrès")


async def test_a_deck_beyond_the_days_new_cards_can_be_studied_all_the_same(sit: Sit) -> None:
    async with sit(deck("first", *cards(20, "first")), deck("second", *cards(3, "second"))) as seat:
        await seat.press("down", "down")
        assert seat.line("    second ").split()[1:3] == ["0", "0"]
        assert "Entrée : étudier « second »" in seat.text
        await seat.press("enter")
        assert seat.attempt.card.key.deck == "second"


async def test_a_used_up_limit_for_new_cards_is_told_with_how_to_go_on(sit: Sit) -> None:
    mine = deck("mine", *cards(12, "mine"))
    async with sit(mine, settings=Settings(new_per_day=0)) as seat:
        assert seat.line("    mine ").split()[1:3] == ["0", "0"]
        assert "12 nouvelles attendent : limite du jour atteinte (0)" in seat.unbroken
        await seat.press("enter")
        assert "n : en voir d’autres" in seat.toasts[-1]
        await seat.press("n")
        assert seat.review.remaining.new == 10


async def test_days_in_a_row(sit: Sit, store: SqlStore) -> None:
    [one] = cards(1)
    for ago in (3, 2, 1, 0):
        remember(store, {one.key: DUE}, days_ago=ago)
    async with sit(deck("deck", one)) as seat:
        assert seat.lines[1].endswith("· 4 jours de suite, ton record")


async def test_nothing_due_is_said_kindly_with_what_else_there_is(
    sit: Sit, store: SqlStore
) -> None:
    [one] = cards(1)
    remember(store, {one.key: TOMORROW})
    async with sit(deck("deck", one)) as seat:
        assert "Tout est à jour. Prochaine carte : demain." in seat.text
        assert "d : calculer   n : 10 nouvelles cartes   a : prendre de l’avance" in seat.text
        await seat.press("enter")
        assert seat.on(HomeScreen)
        assert seat.toasts == ["Rien à étudier ici pour l’instant."]
        await seat.press("a")
        assert seat.attempt.card.key == one.key


async def test_home_left_open_turns_its_day(sit: Sit, store: SqlStore, clock: FixedClock) -> None:
    [one] = cards(1)
    remember(store, {one.key: TOMORROW})
    async with sit(deck("deck", one)) as seat:
        home, turn = seat.on(HomeScreen), day_start(DAY + 1, clock.zone)
        clock.set(turn - timedelta(seconds=30))
        home.look_at_clock()
        home.redraw()
        assert "Prochaine carte : dans moins d’une minute." in seat.text
        yesterday = seat.lines[1]
        clock.set(turn)
        home.redraw()
        assert "maintenant" not in seat.text, "nothing is done that waits"
        home.look_at_clock()
        await seat.settle()
        assert seat.lines[1] != yesterday
        assert "1 à revoir" in seat.text


async def test_no_deck_at_all(sit: Sit) -> None:
    async with sit() as seat:
        assert "Tout est à jour. Bravo, et à demain." in seat.text
        await seat.press("enter", "space", "down", "up", "s", "escape", "d", "enter", "escape")
        assert seat.on(HomeScreen)


async def test_more_new_cards_than_the_daily_limit(sit: Sit) -> None:
    settings = Settings(new_per_day=0)
    async with sit(deck("deck", *cards(12)), settings=settings) as seat:
        assert "Tout est à jour. Bravo, et à demain." in seat.text
        await seat.press("n")
        assert seat.review.remaining.new == 10


async def test_what_waits_for_tomorrow_is_told_without_reproach(sit: Sit, store: SqlStore) -> None:
    some = cards(5)
    remember(store, {each.key: DUE for each in some})
    async with sit(deck("deck", *some), settings=Settings(reviews_per_day=3)) as seat:
        assert "2 révisions attendront demain : rien ne presse." in seat.text
        assert seat.line("Aujourd’hui").startswith("  Aujourd’hui   3 à revoir")


async def test_a_deck_of_ones_own_says_so(sit: Sit) -> None:
    library = Library((deck("mine", *cards(1, "mine")),), replaced=frozenset({"mine"}))
    async with sit(library=library) as seat:
        assert seat.line("mine (").startswith("    mine (ta version)")


async def test_problems_are_counted_and_listed(sit: Sit) -> None:
    diagnostics = tuple(
        Diagnostic(
            Position(f"decks/{name}.yaml", 1200, 3), "deck.duplicate-key", {"key": "ask", "line": 7}
        )
        for name in ("one", "two")
    )
    library = Library((deck("deck", *cards(1)),), diagnostics=diagnostics)
    async with sit(library=library) as seat:
        assert "2 points à corriger dans les paquets : p pour les voir." in seat.text
        await seat.press("p")
        assert seat.on(Panel)
        assert "decks/one.yaml:1200:3" in seat.unbroken
        assert "decks/two.yaml:1200:3" in seat.unbroken
        await seat.press("p")
        assert seat.on(HomeScreen)


async def test_without_problems_p_does_nothing(sit: Sit) -> None:
    async with sit(deck("deck", *cards(1))) as seat:
        await seat.press("p")
        assert seat.on(HomeScreen)


@pytest.fixture
def shelf(sit: Sit) -> Sit:
    """Three decks of two cards each, the last of which joins only when it is chosen."""

    def open_app(**more: object) -> object:
        names = ("one", "two", "three")
        decks = [deck(name, *cards(2, name), optional=name == "three") for name in names]
        return sit(*decks, **more)

    return open_app  # type: ignore[return-value] # as `sit`


def asked(seat: Seat) -> set[str]:
    """The decks of the session's cards."""
    return {queued.card.key.deck for queued in seat.review._session.main}


async def test_enter_on_the_first_row_studies_everything(shelf: Sit) -> None:
    async with shelf() as seat:
        assert "▶ Entrée : étudier\n" in seat.text
        await seat.press("enter")
        assert asked(seat) == {"one", "two"}


async def test_enter_on_a_deck_studies_only_that(shelf: Sit) -> None:
    async with shelf() as seat:
        await seat.press("down", "down")
        assert "▶ Entrée : étudier « two »" in seat.text
        await seat.press("enter")
        assert asked(seat) == {"two"}
        await seat.press("escape")
        # Back where one was, and an optional deck by name.
        assert "▶ Entrée : étudier « two »" in seat.text
        await seat.press("down", "enter")
        assert asked(seat) == {"three"}


async def test_space_picks_several(shelf: Sit) -> None:
    async with shelf() as seat:
        await seat.press("space")
        assert "✓" not in seat.text, "the first row is all decks"
        await seat.press("down", "space", "down", "down", "space")
        assert [line.split()[:2] for line in seat.lines if "✓" in line] == [
            ["✓", "one"],
            ["✓", "three"],
        ]
        assert "▶ Entrée : étudier les 2 paquets choisis" in seat.text
        await seat.press("up", "up", "enter")
        assert asked(seat) == {"one", "three"}
        await seat.press("escape")
        assert "✓" not in seat.text, "a choice serves once"


async def test_space_again_drops_what_was_picked(shelf: Sit) -> None:
    async with shelf() as seat:
        await seat.press("down", "space", "space")
        assert "✓" not in seat.text
        await seat.press("enter")
        assert asked(seat) == {"one"}


async def test_the_side_panel_tells_of_the_deck_under_the_cursor(sit: Sit, store: SqlStore) -> None:
    some = cards(4)
    remember(store, {some[0].key: TOMORROW, some[1].key: MATURE})
    subject = deck(
        "deck", *some, title=both("Les étapes"), description=both("Six cartes, pas à pas.")
    )
    async with sit(subject, size=(120, 30)) as seat:
        assert "Une carte jeune revient avant 21 jours" in seat.prose("side")
        place = seat.lines.index(seat.line("Pas vues Cartes"))
        await seat.press("down")
        assert seat.lines.index(seat.line("Pas vues Cartes")) == place
        side = seat.prose("side")
        assert side.startswith("Les étapes\nNiveau ●○○\n\nSix cartes, pas à pas.\n\n4 cartes\n")
        assert [line.split()[1:3] for line in side.splitlines()[7:11]] == [
            ["mûre", "1"],
            ["jeune", "1"],
            ["en", "apprentissage"],
            ["nouvelles", "2"],
        ]
        ahead = [line.split()[:2] for line in side.splitlines()[-7:]]
        assert ahead[:3] == [["auj.", "2"], ["sam.", "1"], ["dim.", "0"]]
        assert "Six cartes, pas à pas." in seat.text
        await seat.resize(109, 30)
        assert "Six cartes, pas à pas." not in seat.text
        await seat.resize(110, 30)
        assert "Six cartes, pas à pas." in seat.text


async def test_what_is_put_away_is_counted_at_the_side(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2)), size=(120, 30)) as seat:
        await seat.press("enter", "at", "escape", "down")
        assert "suspendue 1" in seat.unbroken


async def test_other_rooms_open_and_close(sit: Sit) -> None:
    async with sit(deck("deck", drill(), card("pick", choice()))) as seat:
        for key, room, back in (
            ("d", DrillPicker, "escape"),
            ("s", StatisticsScreen, "escape"),
            ("question_mark", Panel, "escape"),
            ("f1", Panel, "f1"),
        ):
            await seat.press(key)
            assert seat.on(room)
            await seat.press(back)
            assert seat.on(HomeScreen)
        await seat.press("q")
    assert seat.app.return_value is None
    assert seat.app.return_code == 0


async def test_figures_follow_the_day(sit: Sit, store: SqlStore) -> None:
    [one] = cards(1)
    remember(store, {one.key: TOMORROW})
    async with sit(deck("deck", one)) as seat:
        assert "Tout est à jour" in seat.text
        seat.clock.wait(days=1)
        await seat.press("s", "escape")
        assert "Aujourd’hui   1 à revoir" in seat.text


async def test_the_last_act_of_the_day_is_undone_one_after_another(sit: Sit) -> None:
    async with sit(deck("deck", card("one"), card("two"))) as seat:
        await seat.press("enter", "enter", "3", "minus", "escape", "enter")
        assert seat.on(HomeScreen)
        assert seat.ratings == ["one GOOD review"]
        await seat.press("u")
        assert "Annulé : two" in plain(seat.text)
        await seat.press("u")
        assert seat.ratings == []
        assert isinstance(home := seat.app.screen, HomeScreen)
        assert home.overview is not None
        assert home.overview.new == 2
        await seat.press("u")
        assert "Rien à annuler." in seat.text


async def test_a_misspelt_theme_is_told(sit: Sit) -> None:
    async with sit(deck("deck", card("a")), settings=Settings(theme="grvbox")) as seat:
        (told,) = seat.toasts
        assert "Voulais-tu dire « gruvbox » ?" in told


async def test_a_filter_leaves_decks_and_a_click_only_looks(shelf: Sit) -> None:
    async with shelf(size=(120, 30)) as seat:
        await seat.press("f")
        await seat.write("TWÔ")
        assert [line for line in seat.lines if line.startswith("    one ")] == []
        assert "▶ Entrée : étudier « two »" in seat.text
        await seat.press("enter", "k")
        assert seat.on(Panel)
        await seat.press("escape", "escape")
        assert "▶ Entrée : étudier « two »" in seat.text, "the cursor stays"
        row = next(at for at, line in enumerate(seat.lines) if line.startswith("    three "))
        await seat.pilot.click(offset=(10, row))
        await seat.settle()
        assert "▶ Entrée : étudier « three »" in seat.text
        await seat.pilot.click(offset=(3, row))
        await seat.settle()
        assert seat.lines[row].startswith("  ✓ three")
        await seat.pilot.click(offset=(10, row))
        await seat.settle()
        assert asked(seat) == {"three"}
