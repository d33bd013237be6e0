"""Both languages on every screen: nothing of the one is left where the other is spoken."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.errors import Diagnostic, Position
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.library import Library
from kpitrainer.tui.screens.changed_screen import ChangedScreen
from tests.factories import FixedClock, card, deck, drill
from tests.program import ALL_TYPES
from tests.study.progress import known
from tests.tui.seat import Hands, Sit, seated
from tests.tui.test_preview import previewing

SAME = {
    "kpitrainer",
    "points",  # the drill's unit, and an ordinary word of both
    "source",
    "solution",
    "type",
    "question",
    "english",
    "français",  # a language is named in its own words
    "deck",  # the deck's file name in the list of problems
    "yaml",
    "oct",
    "version",
    "minutes",
    "ctrl",
    "pause",
    "textual",  # the theme's name
    "dark",
    "date",
    "dates",
    "options",
    "fsrs",
    "simple",
    "backup",  # what is to be typed
    "restore",
    "menu",
    "progress",  # what the help's panel leaves to be seen of « Progression »
    "stats",
    "questions",
}
"""Words of four letters and more that are the same in both languages, or names."""

TEXT = {"fr": "Été ?", "en": "Sun?"}
ANSWER = {"fr": "Oui", "en": "Yes"}
CARD = card("c1", Basic(TEXT, ANSWER), deck="d", source=("S1",), tags=frozenset({"t"}))
SUBJECT = deck("d", CARD, title={"fr": "Été", "en": "Sun"}, description={"fr": "Mer", "en": "Sea"})
CALC = deck("e", drill(deck="e"), title={"fr": "Été", "en": "Sun"})
PROBLEM = Diagnostic(Position("a.yaml", 1, 1), "deck.duplicate-key", {"key": "ask", "line": 7})
LIBRARY = Library((SUBJECT, CALC), diagnostics=(PROBLEM,), replaced=frozenset({"d"}))

WAYS: Mapping[str, list[tuple[str, ...]]] = {
    "home": [(), ("down",), ("f1",), ("f1", "p")],
    "statistics": [("s",), ("question_mark",)],
    "settings": [("comma",), ("f1",), ("f1", "down"), *[("down",)] * 9],
    "drill": [
        ("d",),
        ("f1",),
        ("f1", "enter"),
        ("f2", "f2", "f2"),
        ("f3",),
        ("f3", "f1"),
        ("f1", "9", "9", "9", "enter"),
        ("escape",),
    ],
    "review": [
        ("down", "enter"),
        ("u",),
        ("enter",),
        ("f1",),
        ("f1", "1", "i"),
        ("i", "escape"),
        ("f1",),
        ("f1", "u"),
        ("minus",),
    ],
    "summary": [("down", "enter", "enter", "4"), ("f1",)],
    "palette": [("ctrl+p",), ("x", "q", "x"), ("escape", "down")],
}
"""Ways through the program, each a list of stops and the keys that lead from one to the next."""


def long_words(text: str) -> set[str]:
    """What is no part of a file's place."""
    text = re.sub(r"\S*/\S*", "", text)
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)}


@pytest.mark.parametrize("way", WAYS)
async def test_no_word_of_the_other_language(
    way: str, clock: FixedClock, hands: Hands, tmp_path: Path
) -> None:
    seen: dict[str, list[set[str]]] = {}
    for language in ("fr", "en"):
        store = open_store(tmp_path / f"{language}.db")
        async with seated(LIBRARY, store, clock, hands, language=language, size=(160, 50)) as seat:
            for keys in WAYS[way]:
                await seat.press(*keys)
                seen.setdefault(language, []).append(long_words(seat.text))
        store.close()
    assert all(seen["fr"])
    for french, english in zip(seen["fr"], seen["en"], strict=True):
        assert french & english <= SAME


async def test_no_word_of_the_other_language_in_a_preview(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    unexplained = '    why: {fr: "Parce que un.", en: "Because one."}\n'
    assert unexplained in ALL_TYPES
    types = {"basic", "choice", "cloze", "drill", "list", "truefalse"}
    ids = {"calcul", "choix", "liste", "revele", "tape", "trou", "vrai", "autre", "produit"}
    # What a drill without tests, and a file without cards, are told to have.
    keys = {"answer", "tests", "with", "deck", "title", "level", "languages", "cards"}
    seen: dict[str, list[set[str]]] = {}
    for language in ("fr", "en"):
        async with previewing(
            file, ALL_TYPES.replace(unexplained, ""), language=language, size=(160, 60)
        ) as eyes:
            for way in ((), ("f1",), ("f1", "g"), *[("right", "enter", "enter")] * 6, ("m",)):
                await eyes.press(*way)
                seen.setdefault(language, []).append(long_words(eyes.text))
            await eyes.press("escape")
            await eyes.save("deck: [")
            await eyes.until(lambda: eyes.preview.stale)
            seen[language].append(long_words(eyes.text))
            file.unlink()
            await eyes.until(lambda: not eyes.preview.file.digest)
            seen[language].append(long_words(eyes.text))
    assert all(seen["fr"])
    for french, english in zip(seen["fr"], seen["en"], strict=True):
        assert french & english <= SAME | types | ids | keys


@pytest.mark.parametrize("way", [(), ("f1",), ("f1", "r")])
async def test_no_word_of_the_other_language_about_a_changed_meaning(
    way: tuple[str, ...], clock: FixedClock, hands: Hands, tmp_path: Path
) -> None:
    seen = {}
    changed = replace(CARD, version=2)
    library = Library((replace(SUBJECT, cards=(changed,)),))
    for language in ("fr", "en"):
        store = open_store(tmp_path / f"{language}.db")
        known(store, changed)
        async with seated(library, store, clock, hands, language=language, size=(160, 50)) as seat:
            await seat.press("enter")
            assert seat.on(ChangedScreen)
            await seat.press(*way)
            seen[language] = long_words(seat.text)
        store.close()
    assert seen["fr"]
    assert seen["fr"] & seen["en"] <= SAME


SPOKEN = {
    "home": ((), "Tous les paquets", "All decks"),
    "home's side": (("down",), "Mer", "Sea"),
    "a question": (("down", "enter"), "Été ?", "Sun?"),
    "an answer": (("down", "enter", "enter"), "2 Difficile", "2 Hard"),
    "the picker": (("d",), "NPS à partir des effectifs", "NPS from counts"),
    "a problem": (("d", "enter"), "réponses :", "answers:"),
    "the summary": (("down", "enter", "enter", "4"), "Séance terminée.", "Session done."),
    "statistics": (("s",), "Statistiques", "Statistics"),
    "settings": (("comma",), "Nouvelles cartes par jour", "New cards a day"),
}


@pytest.mark.parametrize("place", SPOKEN)
async def test_the_palette_changes_the_language_at_once(sit: Sit, place: str) -> None:
    keys, french, english = SPOKEN[place]
    async with sit(library=LIBRARY, size=(160, 50)) as seat:
        await seat.press(*keys)
        assert french in seat.text
        await seat.press("ctrl+p")
        await seat.write("english")
        await seat.press("enter")
        assert english in seat.text
        assert french not in seat.text
        assert [settings.language for settings in seat.saved] == ["en"]
        await seat.press("ctrl+p")
        await seat.write("fran")
        await seat.press("enter")
        assert french in seat.text
        assert [settings.language for settings in seat.saved] == ["en", "fr"]


async def test_what_lies_beneath_is_worded_anew_too(sit: Sit) -> None:
    async with sit(library=LIBRARY) as seat:
        await seat.press("down", "enter", "enter", "1", "escape")
        seat.app.speak("en")
        await seat.settle()
        await seat.press("c")
        assert "Sun?" in seat.text
        await seat.press("escape", "enter")
        assert "All decks" in seat.text


async def test_a_theme_is_remembered(sit: Sit) -> None:
    async with sit(library=LIBRARY) as seat:
        seat.app.theme = "textual-light"
        await seat.settle()
        assert [settings.theme for settings in seat.saved] == ["textual-light"]


async def test_a_deck_in_one_language_is_shown_in_that(sit: Sit) -> None:
    only = Basic({"fr": "Été ?"}, {"fr": "Oui"})
    subject = deck("d", card("c1", only, deck="d"), title={"fr": "Été"}, languages=("fr",))
    async with sit(subject, language="en") as seat:
        await seat.press("enter")
        assert "Été ?" in seat.text
        assert "show" in seat.lines[-1]
