"""The formula sheet."""

import pytest
from textual.widgets import OptionList

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.search.pattern import searchable
from kpitrainer.study.library import Library
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.drill_picker import DrillPicker
from kpitrainer.tui.screens.drill_screen import DrillScreen
from kpitrainer.tui.screens.formula_screen import FormulaSheet
from tests import shipped
from tests.factories import NPS, both, card, deck, template
from tests.tui.seat import Seat, Sit, plain


def about(name: str, title: str, **more: object) -> Card:
    why = {"fr": f"Retiens {name}.", "en": f"Remember {name}."}
    source = {**NPS, "title": both(title), **more}
    return card(name, Drill(template(source, name)), why=why)


RETENTION = about(
    "retention",
    "Taux de rétention",
    hints=[{"fr": "Rétention = gardés ÷ début", "en": "Retention = kept ÷ start"}],
    answer={"formula": "P / n", "unit": "%", "decimals": "0"},
    reading="higher",
)
CHURN = about("churn", "Attrition", answer={"formula": "D / n * 100"}, reading="lower")
BOTH = about(
    "both",
    "Deux façons",
    variants=[
        {"answer": {"formula": "P / n", "unit": "€"}},
        {"variant": "x", "answer": {"formula": "n / P", "unit": "×"}},
    ],
)
SUBJECT = deck("deck", RETENTION, CHURN, BOTH)


def marked(seat: Seat) -> str:
    """The title of the formula under the cursor."""
    formulas = seat.on(FormulaSheet).query_one("#formulas", OptionList)
    assert formulas.highlighted is not None
    prompt = formulas.get_option_at_index(formulas.highlighted).prompt
    return plain(str(prompt)).splitlines()[0].split("  ")[0]


def listed(seat: Seat) -> int:
    return seat.on(FormulaSheet).query_one("#formulas", OptionList).option_count


async def test_name_formula_unit_and_reading(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "f3")
        assert seat.on(FormulaSheet)
        assert seat.lines[0].split() == ["Formules", "3", "calculs"]
        told = [("gardés ÷ début", "% ↑"), ("D ÷ n × 100", "↓"), ("P ÷ n", "€"), ("n ÷ P", "fois")]
        columns = set()
        for formula, unit in told:
            line = seat.line(f"{formula}  ")
            assert line.endswith(unit)
            columns.add(line.rindex(unit))
        assert len(columns) == 1, "units stand under each other"
        assert seat.prose("about") == "↑ plus haut, c’est mieux\nRetiens retention."
        await seat.press("down")
        assert seat.prose("about") == "↓ plus bas, c’est mieux\nRetiens churn."
        await seat.press("ctrl+y")
        assert seat.app.clipboard.splitlines() == ["Attrition", "D ÷ n × 100"]


async def test_english(sit: Sit) -> None:
    async with sit(SUBJECT, language="en") as seat:
        await seat.press("d", "f3")
        assert "  Retention = kept ÷ start" in seat.text
        assert seat.prose("about") == "↑ higher is better\nRemember retention."


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("RETEN", ["Taux de rétention"]),
        ("é", ["Taux de rétention", "Attrition", "Deux façons"]),
        ("debut gardes", ["Taux de rétention"]),
        ("facons", ["Deux façons"]),
        ("fois", ["Deux façons"]),
        ("÷ ×", ["Attrition"]),
        ("/ *", ["Attrition"]),
        ("  ", ["Taux de rétention", "Attrition", "Deux façons"]),
    ],
)
async def test_typing_leaves_what_matches(sit: Sit, typed: str, titles: list[str]) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "f3")
        await seat.write(typed)
        found = []
        for _ in range(listed(seat)):
            found.append(marked(seat))
            await seat.press("down")
        if typed != "é":
            assert found == titles
        assert set(found) <= set(titles)
        assert seat.field == typed


async def test_what_is_not_found_is_told(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "f3")
        await seat.write("[b]xyz")
        assert listed(seat) == 0
        assert seat.prose("about") == "Aucune formule ne contient « [b]xyz »."
        await seat.press("enter", "up", "pagedown")
        assert seat.on(FormulaSheet)
        await seat.press(*["backspace"] * 6)
        assert listed(seat) == 3


async def test_the_cursor_stays_on_its_formula(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "f3", "down", "down")
        await seat.write("f")
        assert marked(seat) == "Deux façons"
        await seat.press("backspace")
        assert marked(seat) == "Deux façons"
        await seat.resize(50, 20)
        assert marked(seat) == "Deux façons"


@pytest.mark.parametrize("key", ["escape", "f3"])
async def test_closing(sit: Sit, key: str) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "f3")
        await seat.write("ret")
        await seat.press("f1")
        assert seat.on(Panel)
        await seat.press("f1", key)
        assert seat.on(DrillPicker)


async def test_enter_drills_the_formula(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("f3")
        assert "⏎ s’entraîner" in seat.text
        await seat.write("attri")
        await seat.press("enter")
        assert seat.attempt.card.key.card == "churn"
        await seat.press("escape", "escape")
        assert seat.app.screen is seat.app.home_screen


async def test_within_a_drill_enter_only_looks(sit: Sit) -> None:
    async with sit(SUBJECT) as seat:
        await seat.press("d", "enter")
        asked = seat.attempt
        await seat.write("12")
        await seat.press("f3", "down", "enter")
        assert "s’entraîner" not in seat.text
        assert seat.on(FormulaSheet)
        await seat.press("escape")
        assert seat.on(DrillScreen).attempt == asked.take_help()
        assert seat.field == "12", "what was typed is still there"
        assert seat.attempt.helped


async def test_without_drills(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("f3")
        await seat.press("enter", "down", "x")
        assert seat.prose("about") == "Aucun calcul dans tes paquets."


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (120, 40)])
async def test_every_shipped_formula_is_read_in_full(sit: Sit, size: tuple[int, int]) -> None:
    decks = shipped.DECKS
    async with sit(library=Library(decks), size=size) as seat:
        await seat.press("d", "f3")
        sheet = seat.on(FormulaSheet)
        formulas = sheet.query_one("#formulas", OptionList)
        assert formulas.option_count == sum(
            isinstance(card.content, Drill) for deck in decks for card in deck.cards
        )
        room = formulas.scrollable_content_region.width
        for place in range(formulas.option_count):
            prompt = str(formulas.get_option_at_index(place).prompt)
            assert max(map(len, prompt.splitlines())) <= room, prompt
        await seat.write("nps ventes")
        assert listed(seat) == 0
        await seat.press(*["backspace"] * 6)
        assert listed(seat) >= 4


def test_folding() -> None:
    assert searchable("Rétention × œuvre ÷ L’ÉTÉ − 1") == "retention * oeuvre / l'ete - 1"
