"""Packages that Anki's own engine made (extra `oracle`), in its old form and today's."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogRow, Policy
from kpitrainer.domain.schedule.study_day import study_day
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.known import format_of, importer_of
from kpitrainer.formats.limits import MOST_NOTES
from kpitrainer.formats.past_rows import PastRows
from tests.formats.imports import brought_in, codes, entries, left_out, losses
from tests.formats.packages import OLD, TODAY, add, collection, exported

if TYPE_CHECKING:
    from anki.collection import Collection

pytest.importorskip("anki.collection", reason="the extra `oracle` (Anki) is not installed")

FORMS = [("apkg", OLD), ("apkg", TODAY), ("colpkg", OLD), ("colpkg", TODAY)]


@pytest.fixture
def col(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Collection"]:
    monkeypatch.setenv("ANKI_TEST_MODE", "1")
    made = collection(tmp_path / "anki")
    yield made
    made.close()


@pytest.mark.parametrize(("ending", "legacy"), FORMS)
def test_every_stock_note_type(
    tmp_path: Path, col: "Collection", ending: str, legacy: bool
) -> None:
    picture = tmp_path / "os.png"
    picture.write_bytes(b"\x89PNG" * 40)
    col.media.add_file(str(picture))
    add(col, "Basic", "Quel <b>taux</b>&nbsp;?", "Le taux", tags="a::b c")
    add(col, "Basic (and reversed card)", "CO<sub>2</sub>", "gaz", deck="Cours::Chimie")
    add(col, "Basic (optional reversed card)", "oui ?", "non", "y")
    add(col, "Basic (optional reversed card)", "si ?", "mais", "")
    add(col, "Basic (type in the answer)", "Touche ?", "F4")
    add(col, "Cloze", "{{c1::mito::indice}} et {{c2::noyau}}", "car <i>oui</i>")
    add(col, "Basic", 'Os ?<br><img src="os.png">', "<ul><li>a</li><li>b</li></ul>")
    add(col, "Image Occlusion", "{{c1::image-occlusion:rect:left=.1:top=.1}}", "x", "y")
    deck = brought_in(exported(col, tmp_path / f"cours.{ending}", legacy=legacy))
    found = entries(deck)
    assert [{key: each for at, (key, each) in enumerate(card.items()) if at} for card in found] == [
        {"ask": "Quel **taux**\u00a0?", "answer": "Le taux", "tags": ["a::b", "c"]},
        {"ask": "CO₂", "answer": "gaz", "reverse": True, "tags": ["Chimie"]},
        {"ask": "oui ?", "answer": "non", "reverse": True},
        {"ask": "si ?", "answer": "mais"},
        {"ask": "Touche ?", "answer": "F4", "typed": True},
        {
            "text": "{{1: mito}} et {{2: noyau}}",
            "why": "car *oui*",
            **({"hint": found[5]["hint"]} if "hint" in found[5] else {}),
        },
        {"ask": "Os ?", "items": ["a", "b"]},
    ]
    assert codes(deck) == ["several-decks", "media"]
    assert deck.header["title"] == "Cours"
    assert left_out(deck) == [(8, "occlusion")]
    assert losses(deck)["os"] == ["lost-picture", "made-list"]
    assert len({entry.key for entry in deck.entries}) == 7


def test_both_forms_give_the_same_deck(tmp_path: Path, col: "Collection") -> None:
    for number in range(300):
        add(col, "Basic", f"question {number} &lt; {number}", f"réponse {number}")
    texts = []
    for ending, legacy in FORMS:
        folder = tmp_path / f"{ending}{legacy}"
        folder.mkdir()
        texts.append(brought_in(exported(col, folder / f"d.{ending}", legacy=legacy)).yaml())
    assert len(set(texts)) == 1
    assert texts[0].count("- basic: ") == 300


@pytest.mark.parametrize("legacy", [OLD, TODAY])
def test_a_note_keeps_its_origin_when_it_changes(
    tmp_path: Path, col: "Collection", legacy: bool
) -> None:
    note = add(col, "Basic", "avant ?", "r")
    file = tmp_path / "d.apkg"
    (before,) = brought_in(exported(col, file, legacy=legacy)).entries
    note.fields[0] = "après ?"
    col.update_note(note)
    (after,) = brought_in(exported(col, file, legacy=legacy)).entries
    assert (before.key, before.origin) != (after.key, after.origin)
    assert before.key == after.key


def rated(col: "Collection", *, days: int = 3) -> None:
    """Rate all cards, some days."""
    from anki.scheduler.v3 import CardAnswer  # noqa: PLC0415 - an extra of the tests'

    for _ in range(days):
        while (queued := col.sched.get_queued_cards(fetch_limit=1)).cards:
            shown: Any = queued.cards[0]
            card = col.get_card(shown.card.id)
            card.start_timer()
            given = CardAnswer.GOOD
            col.sched.answer_card(
                col.sched.build_answer(card=card, states=shown.states, rating=given)
            )


@pytest.mark.parametrize("legacy", [OLD, TODAY])
def test_the_history_is_read_with_its_marks(
    tmp_path: Path, col: "Collection", legacy: bool
) -> None:
    add(col, "Basic (and reversed card)", "q", "r")
    add(col, "Cloze", "{{c1::a}} {{c2::b}}")
    rated(col, days=1)
    cards = sorted(col.find_cards(""))
    col.sched.suspend_cards(cards[:1])
    col.set_user_flag_for_cards(3, cards[1:2])
    file = exported(col, tmp_path / "d.apkg", legacy=legacy)
    deck = brought_in(file, history=True)
    by_suffix = {
        suffix: deck.history.get(number, ())
        for entry in deck.entries
        for suffix, number in entry.cards.items()
    }
    assert list(by_suffix) == ["", "#reverse", "#c1", "#c2"]
    log = col.db.all("select id, cid, ease, time from revlog order by id")
    told = [
        (act.at, int(act.rating or 0), act.duration_ms)
        for acts in by_suffix.values()
        for act in acts
        if act.rating
    ]
    assert sorted(told) == [(at, ease, time) for at, _, ease, time in log]
    assert [act.kind for act in by_suffix[""]][-1] == "suspend"
    assert [(act.kind, act.value) for act in by_suffix["#reverse"]][-1] == ("flag", 3)
    plain = brought_in(file)
    assert plain.history == {}
    assert set(codes(plain)) >= {"suspended", "flagged"}


def test_fifty_thousand_notes_are_within_the_limits(tmp_path: Path, col: "Collection") -> None:
    kind, deck = col.models.by_name("Basic")["id"], col.decks.id("Cours")
    col.db.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, 0, 0, '', ?, ?, 0, 0, '')",
        [(n, f"g{n}", kind, f"Q{n}\x1fR{n}", f"Q{n}") for n in range(1, MOST_NOTES + 1)],
    )
    col.db.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 2500, 0, 0, 0, 0, 0, 0, '')",
        [(n, n, deck) for n in range(1, MOST_NOTES + 1)],
    )
    file = exported(col, tmp_path / "d.apkg", legacy=TODAY)
    found = importer_of(format_of(file)).read(file, ReadOptions())
    assert len(found.drafts) == MOST_NOTES
    assert found.drafts[-1].fields["answer"] == f"R{MOST_NOTES}"


def test_nothing_is_left_behind(
    tmp_path: Path, col: "Collection", monkeypatch: pytest.MonkeyPatch
) -> None:
    add(col, "Basic", "q", "r")
    file = exported(col, tmp_path / "d.apkg", legacy=TODAY)
    folder = tmp_path / "vide"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    importer_of(format_of(file)).read(file, ReadOptions())
    assert list(folder.iterdir()) == []


def test_the_memory_is_what_anki_computes_of_the_same_answers(
    tmp_path: Path, col: "Collection"
) -> None:
    """With the same parameters; Anki keeps its numbers with two and four digits."""
    col.set_config("fsrs", True)
    for number in range(40):
        add(col, "Basic", f"q{number}", "r")
    chance, now = Random(7), int(time.time())  # noqa: S311 - no secret
    log = [
        ((now - day * 86_400) * 1000 + at, card, ease, kind)
        for at, card in enumerate(col.find_cards(""))
        for day, ease, kind in a_history(chance)
    ]
    col.db.executemany("INSERT INTO revlog VALUES (?, ?, 0, ?, 1, 1, 2500, 5000, ?)", log)
    col.db.execute("UPDATE cards SET type = 2, queue = 2, ivl = 1, reps = 1, due = 1")
    deck = brought_in(exported(col, tmp_path / "d.apkg", legacy=TODAY), history=True)
    cards = read_deck(deck.yaml().encode(), "").deck
    assert cards
    by_id = {card.key.card: card for card in cards.cards}
    today = datetime.now(UTC) + timedelta(minutes=1)
    past = PastRows(by_id, {}, today, lambda at: study_day(at, UTC), lambda _: Policy())
    of_card: dict[str, list[LogRow]] = {}
    for row in past.of(deck):
        of_card.setdefault(row.entry.key.card, []).append(row)
    numbers = {entry.name: entry.cards[""] for entry in deck.entries}
    assert len(of_card) == 40
    for name, rows in of_card.items():
        memory, theirs = replay(rows).memory, col.compute_memory_state(numbers[name])
        assert memory
        assert memory.stability == pytest.approx(theirs.stability, rel=0.01, abs=0.01)
        assert memory.difficulty == pytest.approx(theirs.difficulty, rel=0.01)


def a_history(chance: Random) -> list[tuple[int, int, int]]:
    """Days ago, ratings and Anki's kinds of a card's answers, a day apart at least."""
    ago = sorted(chance.sample(range(1, 200), chance.randint(1, 8)), reverse=True)
    ratings = [chance.randint(1, 4) for _ in ago]
    return [
        (day, ease, 1 if at else 0) for at, (day, ease) in enumerate(zip(ago, ratings, strict=True))
    ]
