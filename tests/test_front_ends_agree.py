"""The interface and the plain mode, given the same acts, store the same and leave the same."""

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from textual.widgets import Input

from kpitrainer.config import Settings
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console, PlainContext
from kpitrainer.plain.drill_lines import drill as drill_on_lines
from kpitrainer.plain.session_lines import study
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from tests.factories import (
    NPS,
    FixedClock,
    card,
    choice,
    claim,
    deck,
    drill,
    noon,
    recall_list,
    template,
    ticks,
    typed,
)
from tests.study.progress import known
from tests.tui.seat import Hands, Seat, seated

ACTS = 24
TYPED, SELF_GRADED = Settings(), Settings(answers="self-graded")
TICKS_ASKED = (51, TYPED)
"""Asks the card with several right answers: shown, right, wrong in both ways."""

SEEDS = (TICKS_ASKED, (32, TYPED), (44, TYPED), (129, TYPED), (44, SELF_GRADED))
"""Between them: every type of card, practice to its end, undo at the end, a changed meaning."""

_PARTS = {name: NPS[name] for name in ("title", "given", "let", "where", "ask")}
_ANSWER = {name: NPS[name] for name in ("answer", "hints", "steps", "mistakes")}
TWO_PARTS = {
    **_PARTS,
    "parts": [
        {"ask": {"fr": "Le NPS ?", "en": "The NPS?"}, **_ANSWER},
        {
            "ask": {"fr": "Positif ?", "en": "Positive?"},
            "choose": [
                {"text": {"fr": "Oui", "en": "Yes"}, "right": "P > D"},
                {"text": {"fr": "Non", "en": "No"}, "right": "P < D"},
            ],
        },
    ],
}

CHANGED = card("changed", version=2)
CARDS = (
    card("revealed"),
    card("typed", typed()),
    card("list", recall_list()),
    card("choice", choice()),
    card("claim", claim()),
    drill(),
    card("two", Drill(template(TWO_PARTS, "two"))),
    CHANGED,
)


@dataclass(frozen=True)
class Act:
    """What the learner does: the line that says it, and the keys; `leaves` the answer field.

    `text` is written into the field first.
    """

    line: str
    keys: tuple[str, ...]
    text: str | None = None
    leaves: bool = False


S = TypeVar("S", Review, Drilling)
Choose = Callable[[S, Random], Act]

QUIT = Act("q", ("escape",), leaves=True)
ENTER = Act("", ("enter",))
HINT = Act("h", ("f2",))
UNDO = Act("u", ("ctrl+z",))
PRACTISE = Act("r", ("r",))
AWAY = tuple(
    Act(line, (key,), leaves=True) for line, key in (("s", "s"), ("-", "minus"), ("@", "at"))
)


def answers(attempt: Attempt, chance: Random) -> list[Act]:
    """Answers that the present part takes: right, wrong, unreadable, and none."""
    if attempt.mode is Mode.REVEAL:
        return [ENTER]
    if attempt.mode is Mode.TICKS:
        right = [
            str(place + 1) for place, each in enumerate(attempt.options) if each in attempt.solution
        ]
        digits = chance.choice([right, chance.sample("12345", 2), [*right, "5"]])
        return [Act(" ".join(digits), (*digits, "enter")), ENTER]
    if attempt.mode is Mode.CHOICE:
        digit = str(chance.randint(1, len(attempt.options)))
        return [Act(digit, (digit,)), Act(digit, (digit,)), ENTER]
    texts = ["zebra", "x" * 501]
    if attempt.exercise:
        texts = ["abc", "12345", str(attempt.exercise.answer), f"{attempt.exercise.answer} €"]
        texts += [str(round(value)) for value in attempt.exercise.mistakes.values()]
    elif attempt.mode is Mode.LIST:
        items = [str(line) for line in attempt.solution]
        chance.shuffle(items)
        texts += ["; ".join(items), *items, " ; "]
    else:
        texts += [str(attempt.solution[0]), "customer satisfaction"]
    said = (Act(f"={text}", ("enter",), text=text) for text in texts if len(text) < 400)
    return [*said, Act("", ("enter",), text="")]


def review_act(review: Review, chance: Random) -> Act:
    attempt = review.attempt
    if attempt is None:
        forgotten = any(done.row.entry.rating is Rating.AGAIN for done in review.answers)
        return chance.choice([UNDO, *([PRACTISE] * 3 if forgotten else [QUIT])])
    if review.meaning_changed:
        return chance.choice([ENTER, PRACTISE, *([UNDO] if review.can_undo else [])])
    if chance.random() < 0.3:
        return chance.choice([HINT, HINT, UNDO, *AWAY])
    if not attempt.closed:
        return chance.choice(answers(attempt, chance))
    digits = [Act(str(digit), (str(digit),)) for digit in (1, 1, 2, 3, 4)]
    return chance.choice([*digits, ENTER, ENTER])


def drill_act(drilling: Drilling, chance: Random) -> Act:
    attempt = drilling.attempt
    assert attempt is not None
    if drilling.to_rate:
        digits = [Act(str(digit), (str(digit),)) for digit in (1, 2, 3, 4)]
        return chance.choice([*digits, ENTER, UNDO])
    if attempt.closed:
        return chance.choice([ENTER, UNDO, ENTER])
    return chance.choice([*answers(attempt, chance), HINT, UNDO])


class Watched:
    """The latest session that was begun, what it looked like before each act, and the clock."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self.sessions: list[Review | Drilling] = []
        self.looks: list[object] = []

    @property
    def session(self) -> Review | Drilling:
        return self.sessions[-1]

    def look(self) -> None:
        """Keep what is left and what is asked; the next act comes seven seconds later."""
        session, attempt = self.session, self.session.attempt
        left = session.remaining if isinstance(session, Review) else session.score
        if isinstance(session, Review):
            assert min(session.remaining) >= 0, session.remaining
        asked = attempt and (
            attempt.card.key.card, attempt.seed, attempt.part, attempt.tries, attempt.hints,
            attempt.helped, attempt.closed, attempt.verdict and attempt.verdict.outcome,
        )  # fmt: skip
        self.looks.append((left, asked))
        self.clock.wait(seconds=7)


class Lines(StringIO):
    """Gives the plain mode an act's line each time it asks for one, ACTS of them."""

    def __init__(self, watched: Watched, choose: Callable[[], Act]) -> None:
        super().__init__()
        self.watched = watched
        self.choose = choose
        self.acts: list[Act] = []

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override] # the stub says bytes
        self.watched.look()
        act = self.choose() if len(self.acts) < ACTS else QUIT
        self.acts.append(act)
        return f"{act.line}\n"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[FixedClock], Watched]]:
    """Watch the sessions that are begun from now on."""
    current: list[Watched] = []
    for kind in (Review, Drilling):
        begin = kind.__init__

        def begun(self: object, *given: object, begin: object = begin, **named: object) -> None:
            current[-1].sessions.append(self)  # type: ignore[arg-type] # a Review or a Drilling
            begin(self, *given, **named)  # type: ignore[operator] # its own __init__

        monkeypatch.setattr(kind, "__init__", begun)

    def start(clock: FixedClock) -> Watched:
        current.append(Watched(clock))
        return current[-1]

    yield start
    gc.enable()
    gc.unfreeze()


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A second between keys."""
    import kpitrainer.tui.screens.navigation  # noqa: F401, PLC0415 - so that its screens are there

    hands = Hands()
    for name, module in list(sys.modules.items()):
        if name.startswith("kpitrainer.tui.") and hasattr(module, "monotonic"):
            monkeypatch.setattr(module, "monotonic", hands)
    return hands


def stored(store: SqlStore) -> Sequence[object]:
    """The log without the rows' ids, and each card's state."""
    rows = sorted(store.rows(), key=lambda row: row.entry.at)
    places = {row.id: place for place, row in enumerate(rows)}
    told = [
        (row.entry._replace(undoes=None), row.entry.undoes and places[row.entry.undoes])
        for row in rows
    ]
    return [*told, dict(store.states())]


def opened(folder: Path, name: str, *members: Card) -> tuple[SqlStore, FixedClock, Deck]:
    """A store in which the first version of CHANGED is known, a clock, and a deck."""
    store = open_store(folder / f"{name}.db")
    if CHANGED in members:
        known(store, CHANGED)
    return store, FixedClock(noon(), ZoneInfo("Europe/Paris")), deck("deck", *members)


async def press(seat: Seat, act: Act) -> None:
    """Do as the learner would: letters are keys only where the field was left."""
    field = seat.app.focused
    if act.text is not None:
        if isinstance(field, Input):
            field.value = ""
        await seat.write(act.text)
    elif act.leaves and isinstance(field, Input):
        await seat.press("escape")
    await seat.press(*act.keys)


async def in_the_interface(  # noqa: PLR0913 - what both are given
    watched: Watched,
    store: SqlStore,
    members: Deck,
    acts: Sequence[Act],
    *begin: str,
    hands: Hands,
    settings: Settings,
) -> None:
    """Begin by these keys, do the acts, and go Home."""
    library = Library((members,))
    async with seated(library, store, watched.clock, hands, settings=settings) as seat:
        await seat.press(*begin)
        for act in acts:
            watched.look()
            await press(seat, act)
        if isinstance(seat.app.screen, SummaryScreen):
            await seat.press("enter")
        assert seat.app.screen is seat.app.home_screen


@pytest.mark.parametrize("start", SEEDS)
async def test_a_review(
    tmp_path: Path,
    watch: Callable[[FixedClock], Watched],
    hands: Hands,
    start: tuple[int, Settings],
) -> None:
    seed, settings = start
    chance = Random(seed)  # noqa: S311 - acts that are the same in every run
    picked = chance.sample(CARDS, 3)
    if start == TICKS_ASKED:
        picked[0] = card("ticks", ticks())
    store, clock, members = opened(tmp_path, "plain", *picked)
    plain = watch(clock)
    trainer = Trainer(Library((members,)), store, clock, settings, Random(1))  # noqa: S311
    lines = Lines(plain, lambda: review_act(plain.session, chance))  # type: ignore[arg-type] # a Review
    context = PlainContext(trainer, Translator("fr"), Console(lines, StringIO()))
    study(context, Review(trainer, trainer.plan(Selection()), "fr"))
    expected = stored(store)
    store.close()

    other, clock, members = opened(tmp_path, "interface", *picked)
    interface = watch(clock)
    await in_the_interface(
        interface, other, members, lines.acts, "enter", hands=hands, settings=settings
    )
    found = stored(other)
    other.close()
    assert interface.looks == plain.looks
    assert found == expected


@pytest.mark.parametrize("settings", [TYPED, SELF_GRADED])
async def test_drilling(
    tmp_path: Path, watch: Callable[[FixedClock], Watched], hands: Hands, settings: Settings
) -> None:
    chance = Random(1)  # noqa: S311 - as above
    drills = [member for member in CARDS if isinstance(member.content, Drill)]
    store, clock, members = opened(tmp_path, "plain", *drills)
    plain = watch(clock)
    trainer = Trainer(Library((members,)), store, clock, settings, Random(1))  # noqa: S311
    lines = Lines(plain, lambda: drill_act(plain.session, chance))  # type: ignore[arg-type] # a Drilling
    context = PlainContext(trainer, Translator("fr"), Console(lines, StringIO()))
    drill_on_lines(context, Drilling(trainer, drills, "fr"))
    expected = stored(store)
    store.close()

    other, clock, members = opened(tmp_path, "interface", *drills)
    interface = watch(clock)
    await in_the_interface(
        interface, other, members, lines.acts, "d", "enter", hands=hands, settings=settings
    )
    found = stored(other)
    other.close()
    assert interface.looks == plain.looks
    assert found == expected
