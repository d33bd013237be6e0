"""Both languages on every screen: nothing of the one is left where the other is spoken."""

import re

import pytest

from kpitrainer.domain.card import Basic
from kpitrainer.domain.errors import Position, Problem
from kpitrainer.trainer.library import Library
from tests.factories import card, deck, drill
from tests.tui.seat import Sit

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
}
"""Words of four letters and more that are the same in both languages, or names."""

TEXT = {"fr": "Été ?", "en": "Sun?"}
ANSWER = {"fr": "Oui", "en": "Yes"}
CARD = card("c1", Basic(TEXT, ANSWER), deck="d", source=("S1",), tags=frozenset({"t"}))
SUBJECT = deck("d", CARD, title={"fr": "Été", "en": "Sun"}, description={"fr": "Mer", "en": "Sea"})
CALC = deck("e", drill(deck="e"), title={"fr": "Été", "en": "Sun"})
PROBLEM = Problem(Position("a.yaml", 1, 1), "deck.duplicate-key", {"key": "ask", "line": 7})
LIBRARY = Library((SUBJECT, CALC), problems=(PROBLEM,), replaced=frozenset({"d"}))

PLACES = {
    "home": (),
    "a deck": ("down",),
    "home's help": ("f1",),
    "problems": ("p",),
    "statistics": ("s",),
    "statistics' help": ("s", "question_mark"),
    "the picker": ("d",),
    "the picker's help": ("d", "question_mark"),
    "a question": ("down", "enter"),
    "an answer": ("down", "enter", "enter"),
    "review's help": ("down", "enter", "f1"),
    "card info": ("down", "enter", "enter", "1", "i"),
    "a pause": ("down", "enter", "enter", "1", "escape"),
    "the summary": ("down", "enter", "enter", "4"),
    "the summary's help": ("down", "enter", "enter", "4", "f1"),
    "a problem": ("d", "enter"),
    "a hint": ("d", "enter", "f2", "f2", "f2"),
    "a wrong answer": ("d", "enter", "9", "9", "9", "enter"),
    "a drill's help": ("d", "enter", "f1"),
    "formulas": ("d", "enter", "f3"),
    "undone": ("down", "enter", "enter", "1", "u"),
    "buried": ("down", "enter", "minus"),
    "nothing to undo": ("down", "enter", "u"),
}


def long_words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)}


@pytest.mark.parametrize("place", PLACES)
async def test_no_word_of_the_other_language(sit: Sit, place: str) -> None:
    texts = {}
    for language in ("fr", "en"):
        async with sit(library=LIBRARY, language=language, size=(160, 50)) as seat:
            await seat.press(*PLACES[place])
            texts[language] = long_words(seat.text)
        # What the first learner did is not the second one's.
        seat.store._connection.exec_driver_sql("DELETE FROM review_log")
        seat.store._connection.exec_driver_sql("DELETE FROM card_state")
        seat.store._connection.commit()
    assert texts["fr"]
    assert texts["fr"] & texts["en"] <= SAME


SPOKEN = {
    "home": ((), "Tous les paquets", "All decks"),
    "home's side": (("down",), "Mer", "Sea"),
    "a question": (("down", "enter"), "Été ?", "Sun?"),
    "an answer": (("down", "enter", "enter"), "2 Difficile", "2 Hard"),
    "the picker": (("d",), "NPS à partir des effectifs", "NPS from counts"),
    "a problem": (("d", "enter"), "réponses :", "answers:"),
    "the summary": (("down", "enter", "enter", "4"), "Séance terminée.", "Session done."),
    "statistics": (("s",), "Statistiques", "Statistics"),
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
        await seat.press("escape")
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
