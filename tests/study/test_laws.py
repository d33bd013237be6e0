"""What holds of any session, whatever the learner, the clock and the zone do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.progress import record_meaning
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import StudyMode, Trainer
from tests.factories import FixedClock, card, cards, deck, drill, recall_list

DECK = deck(
    "deck",
    drill(),
    *cards(3),
    card("pair"),
    card("pair#reverse"),
    card("list", recall_list()),
)
ZONES = ["Europe/Paris", "America/New_York", "Pacific/Auckland", "UTC"]
# The night before Paris loses an hour.
START = datetime(2026, 3, 28, 22, tzinfo=UTC)

acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *Rating,
                "meet",
                "suspend",
                "bury",
                "skip",
                "undo",
                "undo",
                "again",
                "drill",
                "restart",
                "keep",
            ]
        ),
        # Minutes that pass; below zero the clock is set back.
        st.integers(0, 15) | st.integers(-2000, 20_000),
    ),
    max_size=18,
)


@contextmanager
def opened(zone: str) -> Iterator[tuple[Trainer, SqlStore, FixedClock]]:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "progress.db")
        clock = FixedClock(START, ZoneInfo(zone))
        random = Random(4)  # noqa: S311 - chance for a test
        try:
            yield Trainer(Library((DECK,)), store, clock, Settings(), random), store, clock
        finally:
            store.close()


def touched(store: SqlStore) -> Mapping[CardKey, CardState]:
    return {key: state for key, state in store.states().items() if state != UNTOUCHED}


def begin(trainer: Trainer) -> Review:
    return Review(trainer, trainer.plan(Selection()), "fr")


def rebased(library: Library) -> Library:
    """The library with a new version of every other card."""
    (only,) = library.decks
    changed = [replace(each, version=each.version + 1) for each in only.cards[::2]]
    by_key = {each.key: each for each in (*only.cards, *changed)}
    return Library((replace(only, cards=tuple(by_key.values())),))


def settle_all(trainer: Trainer, kind: LogKind) -> None:
    """Start afresh, or keep, every card whose meaning changed."""
    states = trainer.store.states()
    for each in trainer.library.by_key.values():
        state = states.get(each.key, UNTOUCHED)
        if state.memory is not None and state.version < each.version:
            row = record_meaning(trainer, each, kind, "fr")
            assert row.entry.kind is kind
            assert (row.after.memory is None) == (kind is LogKind.RESTART)


def look(review: Review) -> object:
    """All that a learner sees of a session."""
    if review.attempt is None:
        return review.remaining, review.progress, len(review.answers)
    attempt = review.attempt
    return (
        attempt.card,
        attempt.seed,
        attempt.exercise,
        attempt.closed,
        attempt.hints,
        review.remaining,
        review.progress,
        len(review.answers),
    )


def do(review: Review, act: Rating | str) -> None:
    match act:
        case Rating():
            review.rate(act)
        case "meet":
            review.show()
            review.rate(Rating.AGAIN)
        case "suspend":
            review.suspend()
        case "bury":
            review.bury()
        # Also where nobody asks: another trainer may have settled it.
        case "restart":
            review.restart()
        case "keep":
            review.keep()
        case _:
            review.skip()


@settings(max_examples=25)
@given(acts, st.sampled_from(ZONES))
def test_the_log_replays_to_what_is_stored(acts: list[tuple[Rating | str, int]], zone: str) -> None:
    with opened(zone) as (trainer, store, clock):
        review = begin(trainer)
        for act, minutes in acts:
            if act == "undo":
                review.undo()
            elif act == "again" or (review.attempt is None and act != "drill"):
                review = begin(trainer)
            elif act in {"restart", "keep"}:
                trainer.library = rebased(trainer.library)
                settle_all(trainer, LogKind(act))
                review = begin(trainer)
            elif act == "drill":
                drilling = Drilling(trainer, (drill(),), "fr")
                drilling.answer("40")
                drilling.show()
                drilling.undo()
                # What was answered elsewhere since cannot be undone from here.
                review = begin(trainer)
            else:
                do(review, act)
            clock.wait(minutes=minutes)
        for each in DECK.cards:
            rows = store.history(each.key)
            assert replay(rows) == store.states().get(each.key, UNTOUCHED)


@settings(max_examples=25)
@given(acts, st.sampled_from(ZONES))
def test_undoing_everything_leads_back_step_by_step(
    acts: list[tuple[Rating | str, int]], zone: str
) -> None:
    with opened(zone) as (trainer, store, clock):
        review = begin(trainer)
        seen: list[tuple[object, Mapping[CardKey, CardState]]] = []
        put_off: list[bool] = []
        for act, minutes in acts:
            if act in {"undo", "again", "drill"} or review.attempt is None:
                continue
            seen.append((look(review), touched(store)))
            review.hint()
            do(review, act)
            rated = act == "meet" or isinstance(act, Rating)
            put_off.append(rated and review.put_off is not None)
            clock.wait(minutes=minutes)
        for before in reversed(seen):
            assert review.undo()
            if put_off.pop():
                assert review.undo(), "the rating, after the putting off"
            assert (look(review), touched(store)) == before
        assert not review.can_undo


@settings(max_examples=15)
@given(acts, st.sampled_from(ZONES), st.sampled_from(StudyMode))
def test_no_offer_repeats_a_card_or_shows_siblings_together(
    acts: list[tuple[Rating | str, int]], zone: str, offer: StudyMode
) -> None:
    with opened(zone) as (trainer, _, clock):
        review = begin(trainer)
        for act, minutes in acts:
            if isinstance(act, Rating) and review.attempt is not None:
                review.rate(act)
            else:
                review = begin(trainer)
            clock.wait(minutes=minutes)
        plan = trainer.plan(Selection(), offer)
        entries = [each.card.key.entry for each in (*plan.new, *plan.due, *plan.learning)]
        assert len(entries) == len(set(entries))
        overview = trainer.overview()
        assert sum(row.due for row in overview.rows) == overview.due
        assert sum(row.new for row in overview.rows) == overview.new
        assert (overview.next_due is None) or overview.due == 0
