"""Hints of cards that are no drill, and what is told of some items of a list, by keys."""

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import both, card, choice, claim, deck
from tests.study.progress import known
from tests.tui.seat import Sit, proposed

HINT = {"fr": "Un indice à lire", "en": "A hint to read"}
SIGNS = ListRecall(
    both("Cite 2 signes"),
    tuple(ListItem(both(text)) for text in ("rachat", "conseil", "pardon")),
    enough=2,
)


async def test_a_hint_of_a_revealed_card(sit: Sit, store: SqlStore) -> None:
    one = card("one", Basic(both("One?"), both("One!")), hint=HINT)
    known(store, one)
    async with sit(deck("deck", one)) as seat:
        await seat.press("enter")
        assert "Un indice" not in seat.text
        assert "F2 indice" in seat.lines[-1]
        await seat.press("f2")
        assert "Un indice à lire" in seat.text
        assert "F2 indice" not in seat.lines[-1]
        await seat.press("f2")
        assert "Pas d’autre indice." in seat.text
        await seat.press("enter")
        assert "One!" in seat.text
        await seat.press("enter")
        assert seat.ratings[-1] == "one HARD review"
    answered = list(store.rows())[-1].entry.answered
    assert answered is not None
    assert answered.hints == 1


async def test_a_card_without_one_has_no_key_for_it(sit: Sit, store: SqlStore) -> None:
    one = card("one", Basic(both("One?"), both("One!")))
    known(store, one)
    async with sit(deck("deck", one)) as seat:
        await seat.press("enter")
        assert "indice" not in seat.lines[-1]
        await seat.press("enter", "enter")
        assert seat.ratings[-1] == "one GOOD review"


async def test_a_hint_of_a_choice_and_of_a_claim(sit: Sit, store: SqlStore) -> None:
    cards = card("one", choice(), hint=HINT), card("two", claim(), hint=HINT)
    for each in cards:
        known(store, each)
    async with sit(deck("deck", *cards)) as seat:
        await seat.press("enter")
        for _ in cards:
            assert "F2 indice" in seat.lines[-1]
            await seat.press("f2")
            assert "Un indice à lire" in seat.text
            place = next((n for n in range(1, 5) if f"{n}  les indicateurs" in seat.text), 2)
            await seat.press(str(place))
            assert proposed(seat) == ["2 Difficile ◂"]
            await seat.press("enter")


async def test_of_a_list_of_which_some_suffice_none_is_missed(sit: Sit, store: SqlStore) -> None:
    one = card("one", SIGNS)
    known(store, one)
    async with sit(deck("deck", one)) as seat:
        await seat.press("enter")
        assert "0 sur 2" in seat.text
        await seat.write("pardon")
        await seat.press("enter")
        await seat.write("rachat")
        await seat.press("enter")
        assert {"✓ rachat", "· conseil", "✓ pardon", "2 sur 2"} <= set(_inner(seat.text))
        assert "✗" not in seat.text


def _inner(text: str) -> list[str]:
    return [line.strip("│ ") for line in text.splitlines()]
