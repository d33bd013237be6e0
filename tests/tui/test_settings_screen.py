"""The settings: each is changed, saved and in force at once; what cannot be is told beside it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpitrainer.authoring.deck_edit import DeckEditor
from kpitrainer.config import Paths, Settings, load_settings, save_settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.library import Library, with_hidden
from kpitrainer.tui.context import Editing
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.settings_screen import SettingsScreen
from kpitrainer.tui.text.settings_text import typed_form
from kpitrainer.tui.themes import THEMES
from tests.factories import DAY, both, card, cards, deck
from tests.tui.seat import Seat, Sit
from tests.tui.test_palette import choose

NEW, REVIEWS, RETENTION, ORDER, EXAM, STARTS, ANSWERS, FADING = range(2, 10)
HOLIDAYS, BACKLOG, DECK_OPTIONS, KEYS = range(10, 14)
OWN, COURSE = 18, 19
"""The rows of some settings, counted from the first."""

TALL = (80, 44)
"""A terminal that shows the general settings and some decks."""

DECKS = Library(
    (
        deck("mine", card("m", deck="mine")),
        deck("one", card("o", deck="one"), title=both("Premier")),
        deck("two", card("t", deck="two"), title=both("[red]Second")),
    ),
    own=frozenset({"mine"}),
)


async def open_at(seat: Seat, row: int) -> None:
    await seat.press("comma", *["down"] * row)
    assert seat.on(SettingsScreen)


async def fill(seat: Seat, row: int, text: str) -> None:
    """Type a number in the place of the one that stands there."""
    await open_at(seat, row)
    await seat.write(text)


async def test_what_is_set_is_shown(sit: Sit) -> None:
    settings = Settings("fr", new_per_day=7, desired_retention=0.925, hide=("two",))
    async with sit(
        size=TALL, library=DECKS.without(settings.hide, Path()), settings=settings
    ) as seat:
        await seat.press("comma")
        assert seat.line("Langue").split()[-3:] == ["‹", "Français", "›"]
        assert "‹ kpitrainer-dark ›" in seat.line("Thème")
        assert "7 cartes, comptées en poids" in " ".join(seat.line("Nouvelles cartes").split())
        assert seat.line("Révisions").split()[3:5] == ["200", "au"]
        assert seat.line("Mémoire visée").split()[2:4] == ["92,5", "%"]
        assert seat.line("Premier").split() == ["✓", "Premier"]
        assert seat.line("Second").split() == ["·", "[red]Second", "caché"]
        assert seat.line("Tout le cours fourni").split()[-3:] == ["1", "sur", "2"]
        assert "mine" not in seat.text, "a deck of one's own is hidden by moving it"


async def test_a_number_is_saved_by_enter_or_by_going_on(sit: Sit) -> None:
    async with sit(deck("deck", *cards(30))) as seat:
        assert "10 nouvelles" in seat.prose("today")
        await fill(seat, NEW, "12")
        assert seat.saved == []
        await seat.press("enter")
        assert seat.saved == [Settings(new_per_day=12)]
        await seat.press("enter", "down")
        assert len(seat.saved) == 1, "nothing has changed since"
        await seat.write(" 0 ")
        await seat.press("down")
        await seat.write("92.5 %")
        await seat.press("up")
        assert "92,5" in seat.line("Mémoire visée")
        now = Settings(new_per_day=12, reviews_per_day=0, desired_retention=0.925)
        assert seat.saved[-1] == seat.app.context.trainer.settings == now
        await seat.press("escape")
        assert "12 nouvelles" in seat.prose("today"), "it counts already"


WHOLE, SHARE = "Un entier, de 0 à 9999.", "Un nombre de 70 à 99."


async def test_keys_that_come_at_once(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("comma")
        for key in ("down", "down", "8", "down"):
            seat._send(key, key if len(key) == 1 else None)
        await seat.settle()
        assert seat.saved == [Settings(new_per_day=8)]


async def test_home_and_end_go_to_the_first_row_and_the_last(sit: Sit) -> None:
    async with sit(deck("deck", card("a"))) as seat:
        await seat.press("comma", *["down"] * NEW, "end")
        assert seat.app.focused is seat.app.screen.focus_chain[-1]
        await seat.press("home", *["down"] * NEW, "home")
        assert seat.app.focused is seat.app.screen.focus_chain[0]
        await seat.press(*["down"] * NEW, "1", "2", "home", "3", "enter")
        assert seat.saved[-1].new_per_day == 312, "within a text that is being changed"


async def test_what_is_told_of_a_row_stands_below_the_rows(sit: Sit) -> None:
    async with sit(deck("deck", card("a")), size=(80, 40)) as seat:
        await seat.press("e")
        [last] = [row for row, line in enumerate(seat.lines) if "Sujet n°" in line]
        assert seat.lines[last + 1] == ""
        assert "Entrée" in seat.lines[last + 2]
        await seat.resize(80, 14)
        assert any("Entrée : le temps" in line for line in seat.lines), "where rows are scrolled"


async def test_what_cannot_be_is_told_beside_it_and_not_saved(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await fill(seat, REVIEWS, "beaucoup")
        await seat.press("enter")
        assert "beaucoup" in seat.line(WHOLE)
        await seat.press("down")
        assert "beaucoup" in seat.line(WHOLE), "also from another row"
        await seat.write("[b]")
        await seat.press("up")
        assert "[b]" in seat.line(SHARE)
        await seat.press("escape")
        assert seat.on(SettingsScreen)
        assert WHOLE not in seat.text, "Escape takes it back first"
        await seat.press("escape")
        assert seat.on(HomeScreen)
        assert seat.saved == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_number_is_typed_as_it_is_shown(language: str) -> None:
    settings = Settings(desired_retention=0.925)
    shown = typed_form(settings, "desired_retention", language)
    assert shown == {"fr": "92,5", "en": "92.5"}[language]
    assert Settings().changed("desired_retention", shown) == settings


@pytest.mark.parametrize(
    ("hide", "deck_id", "after"),
    [
        ((), "one", ("one",)),
        (("one", "two"), "one", ("two",)),
        (("*",), "two", ("one", "three")),
        (("t*", "gone"), "two", ("three", "gone")),
        (("two", "t*"), "two", ("three",)),
    ],
)
def test_one_deck_is_hidden_or_shown_and_the_others_stay(
    hide: tuple[str, ...], deck_id: str, after: tuple[str, ...]
) -> None:
    assert with_hidden(hide, ("one", "two", "three"), deck_id) == after


async def test_language_and_theme_change_at_once(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2)), settings=Settings("fr")) as seat:
        seat.app.context.machine_language = "fr"
        await seat.press("comma", "right")
        assert seat.line("Language").split()[-3:] == ["‹", "English", "›"]
        await seat.press("right")
        assert "celle de l’ordinateur" in seat.line("Langue")
        assert [settings.language for settings in seat.saved] == ["en", ""]
        assert tuple(THEMES)[:2] == ("kpitrainer-dark", later := "kpitrainer-light")
        await seat.press("down", "right")
        assert (seat.app.theme, seat.saved[-1].theme) == (later, later)
        assert f"‹ {later} ›" in seat.line("Thème")
        await seat.press("left")
        assert seat.saved[-1].theme == seat.app.theme == "kpitrainer-dark"


async def test_decks_are_hidden_and_shown(sit: Sit, tmp_path: Path) -> None:
    async with sit(size=TALL, library=DECKS) as seat:
        context = seat.app.context

        def read() -> Library:
            return DECKS.without(context.settings.hide, tmp_path)

        context.editing = Editing(DeckEditor(tmp_path, None), read)
        await seat.press("down", "down", "down", "space")
        assert "étudier « [red]Second »" in seat.prose("next"), "picked"
        await open_at(seat, COURSE + 2)
        await seat.press("space")
        assert seat.saved[-1].hide == ("two",)
        assert seat.line("Tout le cours fourni").split()[0] == "–"
        await seat.press("escape")
        assert "Second" not in seat.text
        assert "étudier « Premier »" in seat.prose("next"), "nothing is picked now"
        assert "3 nouvelles" not in seat.prose("today")
        await open_at(seat, COURSE)
        await seat.press("enter", "enter")
        assert [settings.hide for settings in seat.saved[-2:]] == [(), ("*",)]
        await seat.press("down", "enter")
        assert seat.saved[-1].hide == ("two",), "the star gives way to what it hid besides"
        await seat.press("up", "enter", "up", "right")
        assert "‹ parmi ceux du cours ›" in seat.text
        await seat.press("escape")
        assert "Premier" in seat.text
        assert "Second" in seat.text
        assert "3 nouvelles" in seat.prose("today")


async def test_where_things_are(sit: Sit, tmp_path: Path) -> None:
    for name, size in (("20261001-080000", 300_000), ("20261003-080000", 1_200_000)):
        (tmp_path / f"progress.db.backup-{name}").write_bytes(bytes(size))
    (tmp_path / "progress.db.backup-20261004-080000.part").write_bytes(b"?")
    async with sit(deck("deck", *cards(2)), size=(160, 43)) as seat:
        seat.app.context.paths = Paths(
            tmp_path / "settings.toml", tmp_path / "other.db", tmp_path / "[b]decks", tmp_path
        )
        await seat.press("comma")
        shown = "".join(seat.text.split())
        for place in ("settings.toml", "progress.db", "[b]decks"):
            assert f"{tmp_path / place}" in shown
        assert "2 copies · 1,5 Mo · la dernière le" in seat.line("Sauvegardes")


async def test_a_file_that_cannot_be_written_is_told(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:

        def refuse(_: Settings) -> None:
            raise KpiTrainerError("config.settings-write", path="s.toml", reason="plein")

        seat.app.context.save = refuse
        await fill(seat, NEW, "12")
        await seat.press("enter")
        assert seat.toasts == ["Impossible d’enregistrer les réglages dans s.toml : plein."]
        assert seat.app.is_running


async def test_remarks_in_the_file_stay(sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("# mine\nnew_per_day = 10 # enough\n", "utf-8")
    async with sit(deck("deck", *cards(2))) as seat:
        seat.app.context.save = lambda settings: save_settings(file, settings)
        await fill(seat, NEW, "12")
        await seat.press("enter")
    assert file.read_text("utf-8") == "# mine\nnew_per_day = 12 # enough\n"
    assert load_settings(file) == replace(Settings(), new_per_day=12)


async def test_from_a_card_by_the_palette_and_back(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2))) as seat:
        await seat.press("enter")
        await choose(seat, "réglages")
        assert seat.on(SettingsScreen)
        await choose(seat, "réglages")
        assert sum(isinstance(each, SettingsScreen) for each in seat.app.screen_stack) == 1
        await seat.press("f1")
        assert seat.on(Panel)
        await seat.press("escape", "escape")
        assert seat.on(ReviewScreen)


async def test_by_the_mouse(sit: Sit) -> None:
    async with sit(size=TALL, library=DECKS) as seat:
        await seat.press("comma")

        async def click(text: str, after: int = 0) -> None:
            [(y, x)] = [(y, line.index(text)) for y, line in enumerate(seat.lines) if text in line]
            await seat.pilot.click(offset=(x + after, y))
            await seat.settle()

        await click("Premier")
        assert seat.saved[-1].hide == ("one",)
        await click("celle de l’ordinateur ›", len("celle de l’ordinateur "))
        assert seat.saved[-1].language == "fr"
        await click("‹ Français")
        assert seat.saved[-1].language == ""
        await click("Révisions par jour")
        await seat.write("50")
        await click("Thème")
        assert 50 in [settings.reviews_per_day for settings in seat.saved]


async def test_all_that_is_to_choose_is_chosen(sit: Sit) -> None:
    async with sit(deck("deck", *cards(2)), settings=Settings("fr")) as seat:
        await open_at(seat, ORDER)
        await seat.press("right", "down")
        await seat.write("12.6.2027")
        await seat.press("down")
        assert "12.06.2027" in seat.line("Examen")
        await seat.write("24")
        await seat.press("down", "right", "down")
        assert "Une heure entière" in seat.line("Le jour commence")
        assert "‹ tu te notes ›" in seat.line("Réponses")
        await seat.press("right", "down")
        assert "‹ demandés tout de suite ›" in seat.line("Nouveaux calculs")
        await seat.write("2027-07-01/2027-07-14, 24.12.2027")
        await seat.press("down")
        await seat.write("0")
        await seat.press("down")
        chosen = Settings("fr", order="random", exam=date(2027, 6, 12), answers="self-graded")
        chosen = replace(chosen, fading_solutions=False)
        away = ("2027-07-01/2027-07-14", "2027-12-24/2027-12-24")
        assert seat.saved[-1] == replace(chosen, holidays=away, backlog_days=0)


async def test_the_folder_of_other_machines_is_there(sit: Sit, tmp_path: Path) -> None:
    async with sit(deck("deck", *cards(2)), settings=Settings("fr")) as seat:
        await open_at(seat, COURSE + 2)
        for wrong in ("cloud", str(tmp_path / "none")):
            await seat.write(wrong)
            await seat.press("enter")
            assert seat.line("Dossier partagé").endswith("Ce dossier n’existe pas.")
        assert seat.saved == []
        await seat.write(str(tmp_path))
        await seat.press("enter")
        assert seat.saved == [Settings("fr", sync=str(tmp_path))]
        await seat.press("backspace", "enter")
        assert seat.saved[-1] == Settings("fr")


async def test_the_options_of_a_deck(sit: Sit) -> None:
    async with sit(size=TALL, library=DECKS, settings=Settings("fr")) as seat:
        await seat.press("down", "down", "o")
        assert "‹ Premier ›" in seat.line("Paquet  ")
        assert seat.line("Nouvelles").endswith("comme partout : 10")
        await seat.press("down")
        await seat.write("5")
        await seat.press("down", "down")
        await seat.write("95")
        await seat.press("down", "left", "down", "down")
        await seat.write("12.06.2027")
        await seat.press("up")
        options = {
            "new_per_day": 5,
            "desired_retention": 0.95,
            "order": "random",
            "paused_until": date(2027, 6, 12),
        }
        assert seat.saved[-1] == Settings("fr", decks={"one": options})
        assert seat.app.context.trainer.settings == seat.saved[-1]
        await seat.press("down", "down")
        assert "4 options réglées" in seat.line("Effacer")
        await seat.press("up", "up", "up", "up")
        await seat.press("backspace", "enter")
        assert "desired_retention" not in seat.saved[-1].decks["one"], "empty is as everywhere"
        await seat.press("up", "up", "up", "right")
        assert "‹ [red]Second ›" in seat.line("Paquet  ")
        assert seat.line("Nouvelles").endswith("comme partout : 10")
        await seat.press("left", "up", "enter")
        assert seat.saved[-1] == Settings("fr")
        await seat.press("escape")
        assert seat.on(HomeScreen)


async def test_a_paused_deck_says_so_on_home(sit: Sit) -> None:
    until = date(1970, 1, 1) + timedelta(days=DAY + 3)
    settings = Settings("fr", decks={"one": {"paused_until": until}})
    async with sit(size=TALL, library=DECKS, settings=settings) as seat:
        await seat.press("down", "down")
        assert "« Premier » est en pause jusqu’au 7 octobre 2024" in seat.prose("next")
        await seat.press("enter")
        assert "« Premier » est en pause jusqu’au 7 octobre 2024" in seat.toasts[-1]
        await seat.press("comma", *["down"] * DECK_OPTIONS)
        assert seat.line("Options par paquet").endswith("1 paquet réglé à part  ›")
        await seat.press("enter")
        assert "Options d’un paquet" in seat.text
        await seat.press("escape")
        assert seat.on(SettingsScreen)
