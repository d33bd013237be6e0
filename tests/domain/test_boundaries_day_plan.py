"""An example on each side of every limit in choosing the cards of a day."""

import pytest

from kpitrainer.domain.schedule.day_plan import Limits, Plan, Queued, is_due, plan
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState, Memory, Phase
from tests.factories import DAY, card, drill, learning, memory, noon, queued, recall_list

PLENTY = Limits(new=1000, reviews=1000)


def names(cards: tuple[Queued, ...]) -> list[str]:
    return [each.card.key.card for each in cards]


@pytest.mark.parametrize(
    ("limit", "taken"),
    [
        pytest.param(-1, 0, id="overspent"),
        pytest.param(0, 0, id="spent"),
        pytest.param(1, 1, id="one-left"),
        pytest.param(2, 2, id="one-fewer-than-there-are"),
        pytest.param(3, 3, id="exactly-as-many"),
        pytest.param(4, 3, id="one-more-than-there-are"),
    ],
)
def test_how_many_cards_a_limit_lets_in(limit: int, taken: int) -> None:
    new = [queued(f"new-{n}") for n in range(3)]
    due = [queued(f"due-{n}", memory()) for n in range(3)]
    today = plan([*new, *due], DAY, Limits(new=limit, reviews=limit))
    assert names(today.new) == ["new-0", "new-1", "new-2"][:taken]
    assert (names(today.due), today.waiting) == (["due-0", "due-1", "due-2"][:taken], 3 - taken)


@pytest.mark.parametrize(
    ("limit", "taken"),
    [
        pytest.param(0, [], id="spent"),
        pytest.param(1, ["light"], id="one-left"),
        pytest.param(2, ["light", "list"], id="a-heavy-one-begins-within"),
        pytest.param(3, ["light", "list"], id="a-heavy-one-fits"),
        pytest.param(4, ["light", "list", "drill"], id="and-the-next-goes-over"),
        pytest.param(7, ["light", "list", "drill"], id="all-but-one"),
        pytest.param(8, ["light", "list", "drill", "last"], id="all"),
    ],
)
def test_new_cards_count_by_their_weight(limit: int, taken: list[str]) -> None:
    contents = {"light": None, "list": recall_list(), "drill": drill().content, "last": None}
    cards = [Queued(card(name, content), UNTOUCHED) for name, content in contents.items()]
    assert [each.card.content.weight for each in cards] == [1, 2, 4, 1]
    assert names(plan(cards, DAY, Limits(limit, 0)).new) == taken
    assert names(plan(cards[2:], DAY, Limits(1, 0)).new) == ["drill"], "never nothing"


@pytest.mark.parametrize(
    ("limit", "order"),
    [
        pytest.param(2, ["risky", "fair"], id="one-more-due-than-allowed"),
        pytest.param(3, ["safe", "risky", "fair"], id="exactly-as-many-due"),
        pytest.param(4, ["safe", "risky", "fair"], id="one-fewer-due"),
    ],
)
def test_risk_decides_among_those_due_today_only_where_too_many_are(
    limit: int, order: list[str]
) -> None:
    due = {"safe": 90.0, "risky": 2.0, "fair": 30.0}
    cards = [queued(name, memory(stability=stability)) for name, stability in due.items()]
    assert names(plan(cards, DAY, Limits(0, limit)).due) == order


@pytest.mark.parametrize(
    ("due_day", "order"),
    [
        pytest.param(DAY - 1, ["risky", "safe"], id="since-yesterday"),
        pytest.param(DAY, ["safe", "risky"], id="since-today"),
    ],
)
def test_what_is_overdue_comes_by_risk(due_day: int, order: list[str]) -> None:
    cards = [
        queued("safe", memory(due_day=due_day, stability=90.0)),
        queued("risky", memory(due_day=due_day, stability=2.0)),
    ]
    assert names(plan(cards, DAY, PLENTY).due) == order


def test_of_overdue_cards_the_one_seen_longest_ago_comes_first() -> None:
    cards = [
        queued(f"{ago}-ago", memory(due_day=DAY - 1, last_day=DAY - ago)) for ago in (19, 21, 20)
    ]
    assert names(plan(cards, DAY, PLENTY).due) == ["21-ago", "20-ago", "19-ago"]


def test_an_overdue_card_seen_yesterday_still_comes_before_one_due_today() -> None:
    cards = [
        queued("today", memory()),
        queued("overdue", memory(due_day=DAY - 1, last_day=DAY - 1)),
    ]
    assert names(plan(cards, DAY, PLENTY).due) == ["overdue", "today"]


@pytest.mark.parametrize(
    ("ahead", "due"),
    [
        pytest.param(0, ["yesterday", "today"], id="none-ahead"),
        pytest.param(1, ["yesterday", "today", "in-1"], id="a-day-ahead"),
        pytest.param(2, ["yesterday", "today", "in-1", "in-2"], id="two-days-ahead"),
    ],
)
def test_what_comes_due_up_to_the_days_ahead_counts(ahead: int, due: list[str]) -> None:
    cards = [
        queued("yesterday", memory(due_day=DAY - 1)),
        queued("today", memory()),
        queued("in-1", memory(due_day=DAY + 1)),
        queued("in-2", memory(due_day=DAY + 2)),
        queued("in-3", memory(due_day=DAY + 3)),
    ]
    assert names(plan(cards, DAY, PLENTY, ahead=ahead).due) == due


@pytest.mark.parametrize(
    ("count", "chosen"),
    [
        pytest.param(0, (0, 0, 0), id="none"),
        pytest.param(1, (1, 0, 0), id="one-fewer-than-in-learning"),
        pytest.param(2, (2, 0, 0), id="exactly-those-in-learning"),
        pytest.param(3, (2, 1, 0), id="one-more-than-in-learning"),
        pytest.param(5, (2, 2, 1), id="five-not-seven"),
        pytest.param(6, (2, 2, 2), id="all-there-are"),
        pytest.param(7, (2, 2, 2), id="one-more-than-there-are"),
    ],
)
def test_a_limited_plan_counts_what_is_in_learning(
    count: int, chosen: tuple[int, int, int]
) -> None:
    today = Plan(
        new=tuple(queued(f"new-{n}") for n in range(2)),
        due=tuple(queued(f"due-{n}", memory()) for n in range(2)),
        learning=tuple(queued(f"learning-{n}", learning(n)) for n in range(2)),
        waiting=0,
    ).limited(count)
    in_learning, due, new = chosen
    assert names(today.learning) == ["learning-0", "learning-1"][:in_learning]
    assert names(today.due) == ["due-0", "due-1"][:due]
    assert names(today.new) == ["new-0", "new-1"][:new]


@pytest.mark.parametrize(
    ("buried_day", "chosen"),
    [
        pytest.param(DAY - 1, ["a"], id="yesterday"),
        pytest.param(DAY, [], id="today"),
        pytest.param(DAY + 1, [], id="today, before days began later"),
        pytest.param(DAY + 2, ["a"], id="later"),
    ],
)
def test_a_card_is_buried_for_its_day_alone(buried_day: int, chosen: list[str]) -> None:
    assert names(plan([queued("a", buried_day=buried_day)], DAY, PLENTY).new) == chosen


@pytest.mark.parametrize(
    ("last_day", "new"),
    [
        pytest.param(DAY - 1, ["pair#reverse"], id="met-yesterday"),
        pytest.param(DAY, [], id="met-today"),
    ],
)
def test_a_sibling_met_today_keeps_the_rest_for_tomorrow(last_day: int, new: list[str]) -> None:
    met = memory(last_day=last_day, last_at=noon(last_day), due_day=DAY + 9)
    cards = [queued("pair", met), queued("pair#reverse")]
    assert names(plan(cards, DAY, PLENTY).new) == new


@pytest.mark.parametrize(
    ("family", "due"),
    [
        pytest.param(1, ["a"], id="one-alone"),
        pytest.param(2, ["a"], id="two-siblings"),
        pytest.param(3, ["a"], id="three-siblings"),
    ],
)
def test_of_a_family_one_is_met_a_day_however_large_it_is(family: int, due: list[str]) -> None:
    members = [card("a"), card("b", sibling="a"), card("c", sibling="a")]
    cards = [Queued(each, CardState(memory())) for each in members[:family]]
    today = plan(cards, DAY, PLENTY)
    assert (names(today.due), today.waiting) == (due, 0)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        pytest.param(None, False, id="new"),
        pytest.param(memory(due_day=DAY - 1), True, id="since-yesterday"),
        pytest.param(memory(due_day=DAY), True, id="since-today"),
        pytest.param(memory(due_day=DAY + 1), False, id="from-tomorrow-on"),
        pytest.param(learning(9, due_day=DAY + 1), True, id="a-minute-ago"),
        pytest.param(learning(10, due_day=DAY + 1), True, id="now"),
        pytest.param(learning(11, due_day=DAY), False, id="in-a-minute"),
        pytest.param(learning(10, phase=Phase.RELEARNING), True, id="relearned-now"),
        pytest.param(learning(11, phase=Phase.RELEARNING), False, id="relearned-in-a-minute"),
    ],
)
def test_from_when_on_an_answer_is_expected(known: Memory | None, due: bool) -> None:
    state = UNTOUCHED if known is None else CardState(known)
    assert is_due(state, noon(DAY, 10), DAY) is due


@pytest.mark.parametrize(
    ("due", "new", "order"),
    [
        pytest.param(0, 2, "nn", id="only-new"),
        pytest.param(2, 0, "dd", id="only-due"),
        pytest.param(1, 1, "dn", id="one-of-each"),
        pytest.param(2, 2, "dndn", id="two-of-each"),
        pytest.param(3, 1, "dddn", id="a-quarter-new"),
        pytest.param(1, 3, "dnnn", id="three-quarters-new"),
    ],
)
def test_a_new_card_comes_as_soon_as_its_share_is_full(due: int, new: int, order: str) -> None:
    today = Plan(
        new=tuple(queued(f"n{n}") for n in range(new)),
        due=tuple(queued(f"d{n}", memory()) for n in range(due)),
        learning=(),
        waiting=0,
    )
    assert "".join(name[0] for name in names(today.main())) == order


def test_risk_is_the_days_since_an_answer_as_a_share_of_the_stability() -> None:
    cards = [
        queued("a-day-of-1.1", memory(due_day=DAY - 1, last_day=DAY - 1, stability=1.1)),
        queued("ten-days-of-10", memory(due_day=DAY - 1, last_day=DAY - 10, stability=10.0)),
    ]
    assert names(plan(cards, DAY, PLENTY).due) == ["ten-days-of-10", "a-day-of-1.1"]
