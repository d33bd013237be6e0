"""Whatever a trainer does to a deck file, what a learner learned of its cards stays theirs."""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from kpitrainer.config import Settings
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.library import Library
from kpitrainer.study.progress import record_answer
from kpitrainer.study.relocate import find_moves
from kpitrainer.study.store import LogSummary
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, noon

BASIC = """\
  - basic: {id}
    ask: {{fr: "Que mesure {id} ?", en: "What does {id} measure?"}}
    answer: {{fr: "La satisfaction", en: "Satisfaction"}}
"""
NPS, CSAT, CES = (BASIC.format(id=name) for name in ("nps", "csat", "ces"))
CLOZE = '  - cloze: nps\n    text: "Promoters give {{9 or 10}}, detractors 0 to 6."\n'
TWO_GAPS = '  - cloze: nps\n    text: "Promoters give {{1: 9 or 10}}, detractors {{2: 0 to 6}}."\n'
LIST = "  - list: nps\n    ask: Who answers?\n    items: [promoters, passives]\n"
CHOICE = '  - choice: nps\n    ask: "What is it?"\n    answer: yes\n    wrong: [no, maybe]\n'
REVERSED = NPS + "    reverse: true\n"
BROKEN = "  - basic: nps\n    ask: {fr: Que\n"
NO_ANSWER = "  - basic: nps\n    ask: NPS\n"


@dataclass
class Course:
    """A learner's machine: shipped decks, decks of their own, and their progress."""

    folder: Path

    def write(self, name: str, *cards: str, deck: str = "", own: bool = False) -> None:
        """A file `name` of a deck, named as the file unless told otherwise."""
        header = f"deck: {deck or name}\ntitle: Essai\nlanguages: [fr, en]\nlevel: 1\ncards:\n"
        self.file(name, own=own).write_text(header + "".join(cards), "utf-8")

    def file(self, name: str, *, own: bool = False) -> Path:
        folder = self.folder / ("own" if own else "shipped")
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.yaml"

    @contextmanager
    def trainer(self) -> Iterator[Trainer]:
        """One start of the program."""
        loaded = load_decks([self.folder / "shipped", self.folder / "own"], self.folder / "cache")
        library = Library(loaded.decks, loaded.diagnostics, loaded.replaced)
        store = open_store(self.folder / "progress.db")
        try:
            yield Trainer(library, store, FixedClock(noon()), Settings(), Random(1))  # noqa: S311 - chance for a test
        finally:
            store.close()

    def study(self, *wanted: str, language: str = "fr") -> None:
        """Answer these cards, `deck/card`, each as easy."""
        with self.trainer() as trainer:
            for key in wanted:
                card = trainer.library.by_key[CardKey(*key.split("/"))]
                attempt = Attempt(card, language, 1)
                record_answer(trainer, attempt, LogKind.REVIEW, Rating.EASY, 1000)

    def progress(self) -> dict[str, CardState]:
        """What is stored, after a start; the log of each card folds to its state."""
        with self.trainer() as trainer:
            states = trainer.store.states()
            for key, state in states.items():
                assert replay(trainer.store.history(key)) == state
            return {str(key): state for key, state in states.items()}


def reps(course: Course) -> dict[str, int]:
    """How often each card was answered."""
    states = course.progress().items()
    return {name: state.memory.reps for name, state in states if state.memory}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


@pytest.fixture
def state(course: Course) -> CardState:
    """A deck `a` with three cards, of which a/nps was studied."""
    course.write("a", NPS, CSAT, CES)
    course.study("a/nps")
    return course.progress()["a/nps"]


# Where the card's name stays


def test_text_edited(course: Course, state: CardState) -> None:
    course.write("a", NPS.replace("mesure", "dit").replace("Satisf", "Recommand"), CSAT, CES)
    assert course.progress() == {"a/nps": state}


def test_card_moved_within_its_file(course: Course, state: CardState) -> None:
    course.write("a", CES, CSAT, NPS)
    assert course.progress() == {"a/nps": state}


def test_file_renamed(course: Course, state: CardState) -> None:
    course.file("a").rename(course.file("zzz"))
    assert course.progress() == {"a/nps": state}


def test_item_added_to_a_list(course: Course) -> None:
    course.write("a", LIST)
    course.study("a/nps")
    before = course.progress()
    course.write("a", LIST.replace("passives", "passives, detractors"))
    assert course.progress() == before


def test_card_removed_and_brought_back(course: Course, state: CardState) -> None:
    course.write("a", CSAT, CES)
    assert course.progress() == {"a/nps": state}
    course.write("a", NPS, CSAT, CES)
    assert course.progress() == {"a/nps": state}


def test_deck_removed_and_brought_back(course: Course, state: CardState) -> None:
    course.write("b", CSAT)
    course.file("a").rename(course.folder / "kept")
    assert course.progress() == {"a/nps": state}
    (course.folder / "kept").rename(course.file("a"))
    assert course.progress() == {"a/nps": state}


def test_deck_replaced_by_the_learners_copy_which_is_removed_again(
    course: Course, state: CardState
) -> None:
    course.write("mine", CSAT, NPS.replace("mesure", "dit"), deck="a", own=True)
    assert course.progress() == {"a/nps": state}
    course.study("a/csat")
    both = course.progress()
    course.file("mine", own=True).unlink()
    assert course.progress() == both
    assert both.keys() == {"a/nps", "a/csat"}


def test_copy_without_the_card_removed_again(course: Course, state: CardState) -> None:
    course.write("mine", CSAT, deck="a", own=True)
    assert course.progress() == {"a/nps": state}
    course.file("mine", own=True).unlink()
    assert course.progress() == {"a/nps": state}


# Where the author gives the former name


def test_card_renamed(course: Course, state: CardState) -> None:
    course.write("a", CES, BASIC.format(id="promoters") + "    aliases: [older, nps]\n")
    assert course.progress() == {"a/promoters": state}
    course.study("a/promoters")


def test_renamed_and_moved_to_another_deck(course: Course, state: CardState) -> None:
    course.write("a", CSAT)
    course.write("b", BASIC.format(id="promoters") + "    aliases: [a/nps]\n")
    assert course.progress() == {"b/promoters": state}


def test_renamed_in_a_deck_that_was_renamed(course: Course, state: CardState) -> None:
    course.file("a").unlink()
    course.write("b", BASIC.format(id="promoters") + "    aliases: [a/nps]\n")
    assert course.progress() == {"b/promoters": state}


def test_renamed_with_all_its_gaps_and_its_reverse(course: Course) -> None:
    course.write("a", TWO_GAPS, REVERSED.replace("nps", "csat"))
    course.study("a/nps#c2", "a/csat#reverse")
    before = course.progress()
    course.write(
        "a",
        TWO_GAPS.replace("cloze: nps", "cloze: gaps") + "    aliases: [nps]\n",
        REVERSED.replace("nps", "sat") + "    aliases: [a/csat]\n",
    )
    assert course.progress() == {
        "a/gaps#c2": before["a/nps#c2"],
        "a/sat#reverse": before["a/csat#reverse"],
    }


def test_renamed_and_of_another_type(course: Course, state: CardState) -> None:
    course.write("a", TWO_GAPS.replace("cloze: nps", "cloze: gaps") + "    aliases: [nps]\n")
    assert course.progress() == {"a/gaps#c1": state}


def test_a_former_name_that_is_still_a_card_is_not_robbed(course: Course, state: CardState) -> None:
    course.write("b", BASIC.format(id="promoters") + "    aliases: [a/nps]\n")
    assert course.progress() == {"a/nps": state}


def test_a_former_name_that_two_cards_claim_moves_to_neither(
    course: Course, state: CardState
) -> None:
    course.write("a", CSAT)
    for name in ("b", "c"):
        course.write(name, BASIC.format(id=f"of-{name}") + "    aliases: [a/nps]\n")
    assert course.progress() == {"a/nps": state}


@pytest.mark.usefixtures("state")
def test_by_a_guess_a_card_with_progress_takes_over_no_other(course: Course) -> None:
    course.write("a", NPS, REVERSED.replace("nps", "csat"))
    course.study("a/csat", "a/csat#reverse")
    before = course.progress()
    course.write("a", CSAT)
    assert course.progress() == before


def test_all_former_names_that_are_declared_give_one_history(
    course: Course, state: CardState
) -> None:
    course.study("a/csat")
    course.write("a", CES + "    aliases: [csat, nps]\n")
    after = course.progress()
    assert after.keys() == {"a/ces"}
    assert after["a/ces"].memory != state.memory
    assert reps(course) == {"a/ces": 2}


# On two machines, of which one has the new decks first


def stored(trainer: Trainer) -> SqlStore:
    assert isinstance(trainer.store, SqlStore)
    return trainer.store


def renamed(*names: str) -> str:
    return NPS.replace("basic: nps", "basic: score") + f"    aliases: [{', '.join(names)}]\n"


def join(*courses: Course) -> None:
    """Bring each machine all that the others know."""
    for here, there in permutations(courses, 2):
        with there.trainer() as other, here.trainer() as trainer:
            trainer.store.merge(list(recorded(stored(other))))
            trainer.take_in()


def as_recorded(course: Course) -> list[LogRow]:
    with course.trainer() as trainer:
        return list(recorded(stored(trainer)))


@pytest.fixture
def machines(course: Course, tmp_path: Path) -> tuple[Course, Course]:
    """Two with the same decks and progress; on the first a/nps is called a/score by now."""
    course.write("a", NPS, CSAT)
    course.study("a/nps")
    other = Course(shutil.copytree(course.folder, tmp_path / "other"))
    course.write("a", renamed("nps"), CSAT)
    course.study("a/score")
    return course, other


def test_what_the_new_name_learned_counts_under_the_old(machines: tuple[Course, Course]) -> None:
    new, old = machines
    join(new, old)
    assert old.progress() == {"a/nps": new.progress()["a/score"]}
    old.study("a/nps")
    old.write("a", renamed("nps"), CSAT)
    join(new, old)
    assert old.progress() == new.progress()
    assert reps(new) == {"a/score": 3}
    assert as_recorded(old) == as_recorded(new)


def test_what_comes_later_under_the_old_name_joins(machines: tuple[Course, Course]) -> None:
    new, old = machines
    with old.trainer() as trainer:  # before it hears of the other
        before = list(recorded(stored(trainer)))
    old.study("a/nps")
    join(new, old)
    assert reps(new) == {"a/score": 3}
    assert len(before) == 1
    old.write("a", renamed("nps"), CSAT)
    assert old.progress() == new.progress()


def test_a_guess_of_one_machine_is_known_to_the_other(course: Course, tmp_path: Path) -> None:
    course.write("a", NPS, CSAT)
    course.study("a/nps")
    other = Course(shutil.copytree(course.folder, tmp_path / "other"))
    course.write("a", TWO_GAPS, CSAT)
    course.study("a/nps#c1")
    join(course, other)
    other.write("a", TWO_GAPS, CSAT)
    assert other.progress() == course.progress()
    assert other.progress().keys() == {"a/nps#c1"}


def test_a_card_that_is_back_has_its_own_history_again(machines: tuple[Course, Course]) -> None:
    new, _ = machines
    new.write("a", NPS, renamed("never"))
    assert reps(new) == {"a/nps": 1, "a/score": 1}


def test_nothing_is_recorded_twice_of_a_move(machines: tuple[Course, Course]) -> None:
    new, _ = machines
    rows = as_recorded(new)
    assert [row.entry.to for row in rows if row.entry.to] == [CardKey("a", "score")]
    assert as_recorded(new) == rows


# Where the card's type was changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({NPS: "nps"}, {CHOICE: "nps"}),
        ({NPS: "nps"}, {CLOZE: "nps#c1"}),
        ({NPS: "nps"}, {TWO_GAPS: "nps#c1"}),
        ({CLOZE: "nps#c1"}, {NPS: "nps"}),
        ({CLOZE: "nps#c1"}, {TWO_GAPS: "nps#c1"}),
        ({TWO_GAPS: "nps#c2"}, {CHOICE: "nps"}),
        ({NPS: "nps"}, {REVERSED: "nps"}),
        ({REVERSED: "nps"}, {NPS: "nps"}),
        ({REVERSED: "nps"}, {CLOZE: "nps#c1"}),
        ({REVERSED: "nps#reverse"}, {NPS: "nps"}),
        ({LIST: "nps"}, {CLOZE: "nps#c1"}),
    ],
)
def test_type_changed(course: Course, before: dict[str, str], after: dict[str, str]) -> None:
    [(old, studied)], [(new, heir)] = before.items(), after.items()
    course.write("a", old)
    course.study(f"a/{studied}")
    state = course.progress()[f"a/{studied}"]
    course.write("a", new)
    assert course.progress() == {f"a/{heir}": state}


def test_of_both_directions_the_question_itself_is_meant(course: Course) -> None:
    course.write("a", REVERSED)
    course.study("a/nps", "a/nps#reverse")
    before = course.progress()
    course.write("a", CLOZE)
    assert course.progress() == {
        "a/nps#c1": before["a/nps"],
        "a/nps#reverse": before["a/nps#reverse"],
    }
    # As it was before, all is as it was before.
    course.write("a", REVERSED)
    assert course.progress() == before


def test_two_gaps_that_become_one_answer_are_told_apart_by_nobody(course: Course) -> None:
    course.write("a", TWO_GAPS)
    course.study("a/nps#c1", "a/nps#c2")
    before = course.progress()
    course.write("a", NPS)
    assert course.progress() == before


def test_a_gap_removed_is_none_of_the_others(course: Course) -> None:
    course.write("a", TWO_GAPS)
    course.study("a/nps#c2")
    before = course.progress()
    course.write("a", CLOZE)
    assert course.progress() == before
    course.write("a", TWO_GAPS)
    assert course.progress() == before


# Where the card went to another deck


def test_card_moved_to_another_deck(course: Course, state: CardState) -> None:
    course.write("a", CSAT, CES)
    course.write("b", NPS)
    assert course.progress() == {"b/nps": state}
    # And back.
    course.study("b/nps")
    course.write("b", CES)
    course.write("a", CSAT, NPS)
    assert course.progress().keys() == {"a/nps"}


def test_deck_renamed(course: Course) -> None:
    course.write("a", NPS, TWO_GAPS.replace("cloze: nps", "cloze: gaps"))
    course.study("a/nps", "a/gaps#c1", language="en")
    before = course.progress()
    course.write("a", NPS, TWO_GAPS.replace("cloze: nps", "cloze: gaps"), deck="b")
    assert course.progress() == {
        "b/nps": before["a/nps"],
        "b/gaps#c1": before["a/gaps#c1"],
    }


def test_another_text_is_another_card(course: Course, state: CardState) -> None:
    course.write("a", CSAT)
    course.write("b", NPS.replace("Que mesure", "Qui donne"))
    assert course.progress() == {"a/nps": state}
    # Until its author says that it is the same.
    course.write("b", NPS.replace("Que mesure", "Qui donne") + "    aliases: [a/nps]\n")
    assert course.progress() == {"b/nps": state}


def test_the_text_is_compared_in_the_language_it_was_shown_in(course: Course) -> None:
    course.write("a", NPS)
    course.study("a/nps", language="en")
    course.write("a", CSAT)
    course.write("b", NPS.replace("Que mesure", "Qui donne"))
    assert course.progress().keys() == {"b/nps"}


def test_two_decks_with_the_card_have_it_neither(course: Course, state: CardState) -> None:
    course.write("a", CSAT)
    course.write("b", NPS)
    course.write("c", NPS)
    assert course.progress() == {"a/nps": state}


@pytest.mark.usefixtures("state")
def test_two_cards_that_became_one_move_not(course: Course) -> None:
    course.write("b", NPS)
    course.study("b/nps")
    before = course.progress()
    course.write("a", CSAT)
    course.write("b", CES)
    course.write("c", NPS)
    assert course.progress() == before


def test_a_card_copied_is_not_moved(course: Course, state: CardState) -> None:
    course.write("b", NPS)
    assert course.progress() == {"a/nps": state}


@pytest.mark.usefixtures("state")
def test_a_card_with_progress_in_the_other_deck_keeps_its_own(course: Course) -> None:
    course.write("b", NPS)
    course.study("b/nps")
    before = course.progress()
    course.write("a", CSAT)
    assert course.progress() == before


def test_of_two_decks_the_one_where_the_card_is_new_takes_it_over(
    course: Course, state: CardState
) -> None:
    course.write("b", NPS)
    course.study("b/nps")
    course.write("a", CSAT)
    course.write("c", NPS)
    after = course.progress()
    assert after.keys() == {"b/nps", "c/nps"}
    assert after["c/nps"] == state


def test_a_reverse_that_went_to_another_deck(course: Course) -> None:
    course.write("a", REVERSED)
    course.study("a/nps", "a/nps#reverse")
    before = course.progress()
    course.write("a", NPS)
    course.write("b", REVERSED)
    assert course.progress() == {
        "a/nps": before["a/nps"],
        "b/nps#reverse": before["a/nps#reverse"],
    }


def test_the_log_is_read_only_for_cards_whose_name_is_elsewhere(
    course: Course, state: CardState
) -> None:
    course.study("a/csat")
    course.write("a", CES)
    course.write("b", CSAT.replace("mesure", "dit"))
    assert course.progress().keys() == {"a/nps", "a/csat"}
    with course.trainer() as trainer:
        asked: list[CardKey] = []

        def log_summaries(keys: Collection[CardKey]) -> Mapping[CardKey, LogSummary]:
            asked.extend(keys)
            return trainer.store.log_summaries(keys)

        assert find_moves(trainer.library, [], trainer.store.keys(), log_summaries) == {}
        assert asked == [CardKey("a", "csat")]
        assert trainer.store.states()[CardKey("a", "nps")] == state


def test_a_long_text_is_known_again(course: Course) -> None:
    long = NPS.replace("Que mesure", "Que mesure " + "[bold]très " * 170)
    course.write("a", long)
    course.study("a/nps")
    before = course.progress()
    with course.trainer() as trainer:
        [row] = trainer.store.history(CardKey("a", "nps"))
        assert row.entry.label is not None
        assert len(row.entry.label) == 200
        assert row.entry.label.startswith("Que mesure [bold]très [bold]")
    course.write("a", CSAT)
    course.write("b", long)
    assert course.progress() == {"b/nps": before["a/nps"]}


# Where a file cannot be read for now


@pytest.mark.parametrize("broken", [BROKEN, NO_ANSWER])
def test_a_broken_card_keeps_its_progress_until_it_is_mended(
    course: Course, state: CardState, broken: str
) -> None:
    course.write("b", NPS)
    course.write("a", broken, CSAT)
    assert course.progress() == {"a/nps": state}
    course.write("a", NPS, CSAT)
    assert course.progress() == {"a/nps": state}


@pytest.mark.parametrize("damage", ["", "[", "deck: {", "deck: a\ncards: no\n"])
def test_a_broken_file_keeps_its_decks_progress(
    course: Course, state: CardState, damage: str
) -> None:
    course.write("b", NPS)
    course.file("a").write_text(damage)
    assert course.progress() == {"a/nps": state}
    course.write("a", NPS)
    assert course.progress() == {"a/nps": state}


def test_a_broken_copy_may_hold_what_the_shipped_deck_lacks(course: Course) -> None:
    course.write("a", CSAT)
    course.write("mine", CSAT, NPS, deck="a", own=True)
    course.study("a/nps")
    before = course.progress()
    course.write("b", NPS)
    course.file("mine", own=True).write_text("deck: [")
    assert course.progress() == before
    course.file("mine", own=True).unlink()
    assert course.progress().keys() == {"b/nps"}


def test_a_type_changed_beside_a_mistake_waits(course: Course, state: CardState) -> None:
    # Of two entries of one name the second is the one refused: which is meant is not known.
    course.write("a", CLOZE, NPS)
    assert course.progress() == {"a/nps": state}
    course.write("a", NPS)
    assert course.progress() == {"a/nps": state}
