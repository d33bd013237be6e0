from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.schedule.day_plan import (
    Limits,
    Plan,
    Queued,
    is_due,
    plan,
)
from kpitrainer.domain.schedule.memory import (
    UNTOUCHED,
    CardState,
    Memory,
)
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from tests.factories import DAY, card, learning, memory, noon, queued

PLENTY = Limits(new=1000, reviews=1000)


def names(cards: tuple[Queued, ...]) -> list[str]:
    return [each.card.key.card for each in cards]


def test_each_card_stands_in_its_part_in_study_order() -> None:
    today = plan(
        [
            queued("new-1"),
            queued("due-1", memory()),
            queued("later", memory(due_day=DAY + 1)),
            queued("learning-1", learning(9)),
            queued("new-2"),
            queued("due-2", memory()),
            queued("learning-2", learning(3)),
        ],
        DAY,
        PLENTY,
    )
    assert names(today.new) == ["new-1", "new-2"]
    assert names(today.due) == ["due-1", "due-2"]
    assert names(today.learning) == ["learning-2", "learning-1"]
    assert today.waiting == 0
    assert today.by_deck() == {"deck": (4, 2)}


def test_counts_are_kept_by_deck() -> None:
    today = plan(
        [
            Queued(card("a", deck="first"), CardState(memory())),
            Queued(card("b", deck="second"), UNTOUCHED),
            Queued(card("c", deck="second"), CardState(learning())),
        ],
        DAY,
        PLENTY,
    )
    assert today.by_deck() == {"first": (1, 0), "second": (1, 1)}


def test_limits_cut_new_cards_in_study_order() -> None:
    cards = [queued(f"new-{n}") for n in range(5)]
    assert names(plan(cards, DAY, Limits(2, 9)).new) == ["new-0", "new-1"]
    assert plan(cards, DAY, Limits(-3, 9)).new == ()


def test_a_spent_limit_lets_no_review_in() -> None:
    today = plan([queued("a", memory()), queued("b", memory())], DAY, Limits(0, -1))
    assert (today.due, today.waiting) == ((), 2)


def test_learning_cards_come_whatever_the_limits() -> None:
    assert names(plan([queued("a", learning())], DAY, Limits(0, 0)).learning) == ["a"]


def test_too_many_due_bring_the_most_at_risk_first() -> None:
    cards = [queued(f"s{s}", memory(stability=float(s))) for s in (30, 2, 90, 5, 40)]
    today = plan(cards, DAY, Limits(0, 3))
    assert names(today.due) == ["s2", "s5", "s30"]
    assert today.waiting == 2


def test_what_was_left_over_comes_before_what_is_due_today() -> None:
    today = plan(
        [
            queued("today-1", memory(stability=1.0)),
            queued("late-safe", memory(stability=90.0, due_day=DAY - 1)),
            queued("today-2", memory(stability=0.5)),
            queued("late-risky", memory(stability=3.0, due_day=DAY - 1)),
        ],
        DAY,
        PLENTY,
    )
    assert names(today.due) == ["late-risky", "late-safe", "today-1", "today-2"]


@pytest.mark.parametrize("limit", [20, 200])
def test_after_three_weeks_away_the_most_at_risk_come_first(limit: int) -> None:
    cards = [
        queued(
            f"card-{n}",
            memory(
                stability=2 + (n * 37 % 101) / 3,
                due_day=DAY - n % 21,
                last_day=DAY - 22 - n % 7,
                last_at=noon(DAY - 22 - n % 7),
            ),
        )
        for n in range(60)
        if n % 21
    ]
    today = plan(cards, DAY, Limits(15, limit))
    chances = [_chance(each.state.memory) for each in today.due]
    assert chances == sorted(chances)
    assert len(today.due) == min(limit, len(cards))
    assert today.waiting == len(cards) - len(today.due)
    if today.waiting:
        kept_back = {each.card.key for each in cards} - {each.card.key for each in today.due}
        safest = min(_chance(each.state.memory) for each in cards if each.card.key in kept_back)
        assert chances[-1] <= safest


def _chance(state: Memory | None) -> float:
    assert state is not None
    return retrievability(state, DAY, Policy())


@pytest.mark.parametrize("state", [{"suspended": True}, {"buried_day": DAY}])
@pytest.mark.parametrize("known", [None, memory(), learning()])
def test_what_was_put_away_stays_away(known: Memory | None, state: dict[str, bool | int]) -> None:
    today = plan([queued("a", known, **state)], DAY, PLENTY)
    assert today == Plan((), (), (), 0)
    assert not is_due(queued("a", known, **state).state, noon(DAY, 60), DAY)


def test_of_siblings_one_is_met_a_day_a_due_one_first() -> None:
    siblings = [queued("pair"), queued("pair#reverse", memory())]
    today = plan(siblings, DAY, PLENTY)
    assert (names(today.new), names(today.due)) == ([], ["pair#reverse"])
    today = plan([queued("c#c1"), queued("c#c2")], DAY, PLENTY)
    assert names(today.new) == ["c#c1"]


def test_the_sibling_of_a_card_in_learning_waits() -> None:
    today = plan([queued("pair"), queued("pair#reverse", learning(-2000))], DAY, PLENTY)
    assert (today.new, names(today.learning)) == ((), ["pair#reverse"])


@pytest.mark.parametrize("state", [{}, {"suspended": True}, {"buried_day": DAY}])
def test_the_sibling_of_a_card_met_today_waits(state: dict[str, bool | int]) -> None:
    met = memory(last_day=DAY, last_at=noon(), due_day=DAY + 9)
    cards = [queued("pair", met, **state), queued("pair#reverse"), queued("pair#c", memory())]
    assert plan(cards, DAY, PLENTY) == Plan((), (), (), 0)
    assert names(plan(cards, DAY + 1, PLENTY).due) == ["pair#c"]


def test_entries_of_two_decks_are_no_siblings() -> None:
    cards = [Queued(card("a", deck=deck), UNTOUCHED) for deck in ("x", "y")]
    assert len(plan(cards, DAY, PLENTY).new) == 2


def named(name: str, sibling: str | None, known: Memory | None = None, **state: Any) -> Queued:  # noqa: ANN401 - passed on
    return Queued(card(name, sibling=sibling), CardState(known, **state))


def test_an_entry_and_those_that_name_it_are_one_family() -> None:
    cards = [named("back", "direct"), named("direct", None), named("parts", "direct")]
    assert names(plan(cards, DAY, PLENTY).new) == ["back"]
    cards.append(named("direct#reverse", None, memory()))
    today = plan(cards, DAY, PLENTY)
    assert (names(today.new), names(today.due)) == ([], ["direct#reverse"])


def test_of_due_siblings_of_several_entries_one_is_met_a_day() -> None:
    cards = [named("direct", None, memory()), named("back", "direct", memory())]
    today = plan(cards, DAY, PLENTY)
    assert (names(today.due), today.waiting) == (["direct"], 0)


@pytest.mark.parametrize("side", ["direct", "back"])
@pytest.mark.parametrize(
    "met", [learning(-2000), memory(last_day=DAY, last_at=noon(), due_day=DAY + 9)]
)
def test_what_was_met_of_a_family_keeps_the_rest_for_tomorrow(side: str, met: Memory) -> None:
    known = {side: met}
    cards = [
        named("direct", None, known.get("direct")),
        named("back", "direct", known.get("back")),
        named("apart", None),
    ]
    assert names(plan(cards, DAY, PLENTY).new) == ["apart"]


@pytest.mark.parametrize("state", [{"suspended": True}, {"buried_day": DAY}])
def test_a_sibling_put_away_unanswered_holds_nothing_up(state: dict[str, bool | int]) -> None:
    cards = [named("direct", None, memory(), **state), named("back", "direct", memory())]
    assert names(plan(cards, DAY, PLENTY).due) == ["back"]


def test_a_sibling_of_another_deck_is_none() -> None:
    cards = [
        Queued(card("a", deck="x"), UNTOUCHED),
        Queued(card("b", deck="y", sibling="a"), UNTOUCHED),
    ]
    assert len(plan(cards, DAY, PLENTY).new) == 2


def test_a_sibling_without_the_tag_counts_all_the_same() -> None:
    met = memory(last_day=DAY, last_at=noon(), due_day=DAY + 9)
    for known, expected in ((met, []), (learning(), []), (memory(), ["back"]), (None, ["back"])):
        cards = [
            Queued(card("direct"), CardState(known)),
            Queued(card("back", sibling="direct", tags=frozenset({"nps"})), UNTOUCHED),
        ]
        today = plan(cards, DAY, PLENTY, wanted=lambda card: "nps" in card.tags)
        assert names(today.new) == expected
        assert (today.due, today.learning) == ((), ())


def test_ahead_brings_what_comes_due_tomorrow() -> None:
    cards = [
        queued("tomorrow", memory(due_day=DAY + 1)),
        queued("after", memory(due_day=DAY + 2)),
        queued("buried", memory(), buried_day=DAY),
        queued("met-today", memory(last_day=DAY, last_at=noon(), due_day=DAY + 1)),
    ]
    assert names(plan(cards, DAY, Limits(0, 9), ahead=1).due) == ["tomorrow"]


def test_new_cards_are_spread_evenly_among_due_ones() -> None:
    cards = [queued(f"due-{n}", memory()) for n in range(6)] + [queued(f"new-{n}") for n in (0, 1)]
    order = names(plan(cards, DAY, PLENTY).main())
    assert order == [
        "due-0",
        "due-1",
        "due-2",
        "new-0",
        "due-3",
        "due-4",
        "due-5",
        "new-1",
    ]


@given(st.integers(0, 12), st.integers(0, 12))
def test_the_main_order_holds_every_card_once(due: int, new: int) -> None:
    today = Plan(
        new=tuple(queued(f"new-{n}") for n in range(new)),
        due=tuple(queued(f"due-{n}", memory()) for n in range(due)),
        learning=(),
        waiting=0,
    )
    order = names(today.main())
    assert [name for name in order if name.startswith("due")] == names(today.due)
    assert [name for name in order if name.startswith("new")] == names(today.new)
    for place in range(len(order) + 1):
        fair = place * new / (due + new) if order else 0
        assert abs(sum(name.startswith("new") for name in order[:place]) - fair) < 1


states = st.builds(
    CardState,
    st.none()
    | st.builds(
        memory,
        due_day=st.integers(DAY - 30, DAY + 3),
        last_day=st.integers(DAY - 60, DAY),
        stability=st.floats(0.1, 300),
    )
    | st.builds(learning, minutes=st.integers(-3000, 10), last_day=st.sampled_from([DAY - 1, DAY])),
    st.booleans(),
    st.none() | st.sampled_from([DAY - 1, DAY]),
)
entries = st.builds(
    lambda entry, side: f"entry-{entry}{side}",
    st.integers(0, 12),
    st.sampled_from(["", "#reverse", "#c1"]),
)


@given(
    st.lists(st.tuples(entries, states), max_size=25, unique_by=lambda pair: pair[0]),
    st.dictionaries(st.integers(4, 12), st.integers(0, 3)),
    st.integers(0, 8),
    st.integers(0, 8),
)
def test_a_plan_repeats_nothing_and_forgets_nothing(
    candidates: list[tuple[str, CardState]], siblings: dict[int, int], new: int, reviews: int
) -> None:
    of = {f"entry-{entry}": f"entry-{named}" for entry, named in siblings.items()}
    cards = [
        Queued(card(name, sibling=of.get(name.partition("#")[0])), state)
        for name, state in candidates
    ]
    today = plan(cards, DAY, Limits(new, reviews))
    chosen = [*today.new, *today.due, *today.learning]
    assert max(Counter(each.card.key for each in chosen).values(), default=1) == 1
    fresh = Counter(_first(each, of) for each in (*today.new, *today.due))
    assert max(fresh.values(), default=1) == 1
    assert not fresh.keys() & {_first(each, of) for each in today.learning}
    assert len(today.new) <= new
    assert len(today.due) <= reviews
    assert all(is_due(each.state, noon(DAY, 10), DAY) for each in (*today.due, *today.learning))
    unlimited = plan(cards, DAY, PLENTY)
    assert len(unlimited.due) == len(today.due) + today.waiting


def _first(each: Queued, of: dict[str, str]) -> str:
    """The entry a card's family is named after."""
    return of.get(each.card.key.entry, each.card.key.entry)


DECKS = ("a", "b", "c")


def of_decks(state: Memory | None = None, count: int = 4) -> list[Queued]:
    """Cards of three decks, in turns of a deck."""
    return [
        Queued(card(f"{deck}{number}", deck=deck), CardState(state))
        for deck in DECKS
        for number in range(count)
    ]


def counted(cards: tuple[Queued, ...]) -> dict[str, int]:
    return dict(Counter(queued.card.key.deck for queued in cards))


def test_a_decks_own_limit_holds_within_the_wholes() -> None:
    limits = Limits(new=5, reviews=6, deck_new={"a": 2, "c": 9}, deck_reviews={"b": 0})
    assert counted(plan(of_decks(), DAY, limits).new) == {"a": 2, "b": 3}
    today = plan(of_decks(memory()), DAY, limits)
    assert counted(today.due) == {"a": 4, "c": 2}
    assert today.waiting == 6


def test_a_deck_studied_by_name_has_its_own_limit_only() -> None:
    limits = Limits(new=1, reviews=0, deck_new={"a": 3}, deck_reviews={"c": 1}, apart=True)
    assert counted(plan(of_decks(), DAY, limits).new) == {"a": 3, "b": 1}
    assert counted(plan(of_decks(memory()), DAY, limits).due) == {"c": 1}


def test_new_cards_wait_only_where_no_limit_lets_any_in() -> None:
    used_up = Limits(new=5, reviews=9, deck_new=dict.fromkeys(DECKS, 0))
    assert plan(of_decks(), DAY, used_up).new_waiting == 12
    assert plan(of_decks(), DAY, used_up._replace(deck_new={"a": 0})).new_waiting == 0


def test_a_decks_own_limit_takes_the_cards_most_at_risk() -> None:
    cards_of_a = [queued(f"{n}", memory(stability=float(n), last_day=DAY - 9)) for n in (9, 3, 6)]
    limits = Limits(new=0, reviews=9, deck_reviews={"deck": 2})
    assert names(plan(cards_of_a, DAY, limits).due) == ["3", "6"]
