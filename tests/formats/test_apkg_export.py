"""Packages as the real Anki takes them (extra `oracle`), and as the format itself is."""

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from kpitrainer.bootstrap import base_words
from kpitrainer.deckfile.files.deck_cache import read_remembered
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.outgoing import OutgoingDeck, WriteOptions, outgoing_deck
from kpitrainer.formats.write import apkg
from kpitrainer.formats.write.anki_types import NoteKind
from tests.formats.decks_out import (
    ALL_TYPES,
    DRILL,
    NASTY_GAP,
    NASTY_READ,
    PLAIN_TYPES,
    deck_of,
    losses_of,
)

if TYPE_CHECKING:
    from anki.collection import Collection

REVERSED = """
  - basic: capitale
    ask: "La capitale de la France ?"
    answer: "Paris"
    reverse: true
  - list: rangs
    ask: "Dans l’ordre ?"
    ordered: true
    items: [un, deux]
"""


@pytest.fixture
def anki(tmp_path: Path) -> "Iterator[Collection]":
    """An empty collection of the real Anki."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANKI_TEST_MODE", "1")
        reason = "the extra `oracle` (Anki) is not installed"
        collection = pytest.importorskip("anki.collection", reason=reason)
        made = collection.Collection(str(tmp_path / "collection.anki2"))
        yield made
        made.close()


def _bring(anki: "Collection", data: bytes, folder: Path) -> dict[str, int]:
    """Import a package, and tell how many notes are new, updated and the same."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest  # noqa: PLC0415

    file = folder / "paquet.apkg"
    file.write_bytes(data)
    log = anki.import_anki_package(
        ImportAnkiPackageRequest(
            package_path=str(file), options=ImportAnkiPackageOptions(merge_notetypes=False)
        )
    ).log
    return {
        "new": len(log.new),
        "updated": len(log.updated),
        "same": len(log.duplicate),
        "refused": len(log.conflicting) + len(log.missing_notetype) + len(log.empty_first_field),
    }


def _note(anki: "Collection", query: str) -> dict[str, str]:
    (number,) = anki.find_notes(query)
    return dict(anki.get_note(number).items())


def test_anki_has_all_notes_cards_and_fields(anki: "Collection", tmp_path: Path) -> None:
    data = apkg.write(deck_of(tmp_path, PLAIN_TYPES + REVERSED + DRILL, draws=4))
    assert _bring(anki, data, tmp_path) == {"new": 18, "updated": 0, "same": 0, "refused": 0}
    counts = {}
    for kind in NoteKind:
        found = f'"note:{kind.value}"'
        counts[kind.name] = len(anki.find_notes(found)), len(anki.find_cards(found))
    assert counts == {
        "BASIC": (1, 1), "REVERSED": (1, 2), "TYPED": (4, 4), "TYPED_REVERSED": (0, 0),
        "CLOZE": (0, 0), "TYPED_CLOZE": (1, 2), "CHOICE": (3, 3), "CLAIM": (2, 2), "LIST": (2, 2),
        "DRILL": (4, 4),
    }  # fmt: skip
    assert anki.decks.by_name("Essai / A & B") is not None
    assert _note(anki, "tag:un")["Back"] == "Rien de <em>bon</em>"
    assert _note(anki, "Front:*chaud*")["Front"] == "Le contraire de <em>chaud</em> ?"
    assert "le froid · gelé" in _note(anki, "Front:*chaud*")["More"]
    cloze = _note(anki, "note:*cloze*")["Text"]
    assert cloze == "Un <em>taux</em> de {{c1::churn}} haut et un {{c2::NPS}} bas,"
    assert _note(anki, "Front:*couleurs*")["Back"].count("<li>") == 3
    assert _note(anki, "Front:*ordre*")["Back"].startswith("<ol>")
    assert anki.fix_integrity()[1]


def test_anki_shows_them_as_meant(anki: "Collection", tmp_path: Path) -> None:
    _bring(anki, apkg.write(deck_of(tmp_path, PLAIN_TYPES + REVERSED + DRILL)), tmp_path)

    def sides(query: str) -> list[tuple[str, str]]:
        cards = [anki.get_card(number) for number in sorted(anki.find_cards(query))]
        return [(card.question(), card.answer()) for card in cards]

    there, back = sides("Front:*capitale*")
    assert "La capitale" in there[0]
    assert "Paris" not in there[0]
    assert "Paris" in back[0]
    assert "La capitale" in back[1]
    first, second = sides("note:*cloze*")
    assert "churn" not in re.sub(r'data-cloze="[^"]*"', "", first[0])
    assert "NPS" in first[0]
    assert "churn" in second[0]
    assert "[[type:Back]]" in sides("Front:*chaud*")[0][0]
    question, answer = sides('"note:kpitrainer choice" Front:*mauvais*')[0]
    assert question.count("<li>") == 3
    assert "Non :" not in question
    assert "Non :" in answer
    question, answer = sides("Front:*quatre*")[0]
    assert "Vrai / Faux" in question
    assert "Vrai" in answer.partition("<hr id=answer>")[2]
    assert "Un indice" not in sides("tag:un")[0][1].partition("<hr id=answer>")[2]


def test_a_drill_is_cards_with_worked_solutions(anki: "Collection", tmp_path: Path) -> None:
    outgoing = deck_of(tmp_path, DRILL, draws=6)
    _bring(anki, apkg.write(outgoing), tmp_path)
    notes = [dict(anki.get_note(number).items()) for number in anki.find_notes("tag:drill")]
    assert len({note["Front"] for note in notes}) == 6
    for note in notes:
        price, cost = map(int, re.findall(r"(\d+) €", note["Front"]))
        assert f"<strong>{price - cost},00" in note["Back"]
        assert f"{price} − {cost} = {price - cost},00" in note["Back"]
        assert f"{price} + {cost} = {price + cost}" in note["More"]
        assert f"Tu as ajouté {cost}." in note["More"]
    assert losses_of(outgoing) == {"marge": ["drawn"]}


def test_texts_are_no_gaps_sounds_or_formulas(anki: "Collection", tmp_path: Path) -> None:
    more = (
        '  - basic: signes\n    ask: "{{c1::x}} [sound:a.mp3] \\\\(x^2\\\\) [latex]y[/latex]"\n'
        '    answer: "{{Front}} :: <img src=x>"\n'
    )
    _bring(anki, apkg.write(deck_of(tmp_path, ALL_TYPES + more)), tmp_path)
    card = anki.get_card(anki.find_cards("Front:*sound*")[0])
    output = card.render_output()
    assert not output.question_av_tags
    assert "&#123;&#123;c1::x&#125;&#125;" in card.note()["Front"]
    shown = unescape(card.answer().replace("<span></span>", ""))
    assert "{{c1::x}} [sound:a.mp3] \\(x^2\\) [latex]y[/latex]" in shown
    assert "{{Front}} :: <img src=x>" in shown
    assert "<img" not in card.answer()
    assert "\\(" not in card.answer()
    text = _note(anki, "note:*cloze*")["Text"]
    assert text.count("{{c") == 2
    assert unescape(text).count(NASTY_READ) == 1
    assert (
        unescape(text.replace("<span></span>", "")).count(f"NPS {NASTY_GAP}".replace("\\\\", "\\"))
        == 1
    )
    everything = "".join(
        field for number in anki.find_notes("") for field in anki.get_note(number).fields
    )
    assert "<script" not in everything


def _write(folder: Path, cards: str) -> bytes:
    return apkg.write(deck_of(folder, cards))


def test_an_update_keeps_what_anki_knows(anki: "Collection", tmp_path: Path) -> None:
    _bring(anki, _write(tmp_path, PLAIN_TYPES + DRILL), tmp_path)
    card = anki.get_card(anki.find_cards("Front:*chaud*")[0])
    card.type, card.queue, card.ivl, card.due, card.reps = 2, 2, 33, 40, 7
    anki.update_card(card)
    for number in anki.find_notes(""):
        anki.db.execute("update notes set mod = mod - 100 where id = ?", number)
    changed = PLAIN_TYPES.replace('answer: "froid"', 'answer: "glacé"')
    told = _bring(anki, _write(tmp_path, changed + DRILL + REVERSED), tmp_path)
    assert (told["new"], told["refused"]) == (2, 0)
    again = anki.get_card(anki.find_cards("Front:*chaud*")[0])
    assert again.note()["Back"] == "glacé"
    assert (again.ivl, again.reps, again.id) == (33, 7, card.id)
    assert anki.note_count() == 12 + 3 + 2


def test_what_was_changed_in_anki_since_stays(anki: "Collection", tmp_path: Path) -> None:
    data = _write(tmp_path, PLAIN_TYPES)
    _bring(anki, data, tmp_path)
    note = anki.get_note(anki.find_notes("Front:*chaud*")[0])
    note["Back"] = "frais"
    anki.update_note(note)
    anki.db.execute("update notes set mod = mod + 100 where id = ?", note.id)
    _bring(anki, _write(tmp_path, PLAIN_TYPES), tmp_path)
    assert _note(anki, "Front:*chaud*")["Back"] == "frais"


def test_two_decks_do_not_share_notes(anki: "Collection", tmp_path: Path) -> None:
    first = _write(tmp_path, PLAIN_TYPES)
    _bring(anki, first, tmp_path)
    outgoing = deck_of(tmp_path, PLAIN_TYPES)
    path = tmp_path / "autre.yaml"
    path.write_text(
        Path(outgoing.deck.at.file).read_text("utf-8").replace("deck: essai", "deck: autre"),
        "utf-8",
    )
    deck, _ = read_remembered(path, None, base_words())
    assert deck is not None
    told = _bring(anki, apkg.write(outgoing_deck(deck, ("fr",))), tmp_path)
    assert told["new"] == 12


def _shipped(path: Path) -> OutgoingDeck:
    deck, _ = read_remembered(path, None, base_words())
    assert deck is not None
    return outgoing_deck(deck, ("fr",), WriteOptions(draws=2))


def test_shipped_decks_open_in_anki(anki: "Collection", tmp_path: Path) -> None:
    notes = 0
    for path in sorted(Path("decks").glob("*.yaml")):
        outgoing = _shipped(path)
        told = _bring(anki, apkg.write(outgoing), tmp_path)
        drills = sum(draft.kind == "drill" for draft in outgoing.drafts)
        assert told["new"] == len(outgoing.drafts) + drills
        assert not told["refused"]
        notes += told["new"]
    assert anki.note_count() == notes
    assert anki.card_count() > notes
    assert anki.fix_integrity()[1]


def test_a_renamed_card_is_the_same_note(anki: "Collection", tmp_path: Path) -> None:
    old = """
  - basic: premier
    ask: Quoi ?
    answer: ceci
  - choice: lequel
    ask: Lequel ?
    answer: un
    wrong: [deux, trois, quatre]
"""
    new = old.replace("basic: premier\n", "basic: troisieme\n    aliases: [premier, deuxieme]\n")
    new = new.replace("choice: lequel\n", "choice: laquelle\n    aliases: [lequel]\n")
    assert _bring(anki, _write(tmp_path, old), tmp_path)["new"] == 2
    before = sorted(anki.get_note(each).fields[0] for each in anki.find_notes(""))
    assert _bring(anki, _write(tmp_path, new), tmp_path)["new"] == 0
    assert sorted(anki.get_note(each).fields[0] for each in anki.find_notes("")) == before


def test_the_archive_is_a_sound_one(tmp_path: Path) -> None:
    with ZipFile(BytesIO(_write(tmp_path, PLAIN_TYPES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["collection.anki2", "media"]
        (tmp_path / "c.anki2").write_bytes(archive.read("collection.anki2"))
    made = sqlite3.connect(tmp_path / "c.anki2")
    assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    guids = [row[0] for row in made.execute("SELECT guid FROM notes")]
    assert len(set(guids)) == len(guids) == 12
    made.close()


def test_each_gap_has_its_hint(anki: "Collection", tmp_path: Path) -> None:
    cards = """
  - cloze: indices
    text: "Le {{1: churn}} et le {{2: NPS}}"
    hint: {1: "part :: perdue", 2: "promoteurs"}
  - cloze: seul
    text: "Le {{1: taux}} et le {{2: total}}"
    hint: "une part"
"""
    _bring(anki, _write(tmp_path, cards), tmp_path)
    first, second = (anki.get_card(each) for each in sorted(anki.find_cards("Text:*churn*")))
    assert "[part :: perdue]" in unescape(first.question())
    assert "[promoteurs]" in second.question()
    assert not first.note()["Hint"]
    assert _note(anki, "Text:*taux*")["Hint"] == "une part"


def test_our_importer_reads_it_again(tmp_path: Path) -> None:
    reader = pytest.importorskip("kpitrainer.formats.read.anki_package")
    file = tmp_path / "paquet.apkg"
    file.write_bytes(_write(tmp_path, PLAIN_TYPES + REVERSED))
    deck = reader.read(file, ReadOptions())
    assert deck.title == "Essai / A & B"
    fields = {draft.question: draft.fields for draft in deck.drafts}
    assert len(deck.drafts) == 14
    assert fields["Le contraire de *chaud* ?"]["answer"] == "froid"
    assert fields["Le contraire de *chaud* ?"]["typed"] is True
    assert fields["La capitale de la France ?"]["reverse"] is True
    assert fields["Les trois couleurs ?"]["items"] == ["bleu", "blanc", "rouge"]
    assert "Un *taux* de {{1: churn}} haut et un {{2: NPS}} bas," in fields
    assert fields["Que dit ?"]["hint"] == "Un indice"
    assert fields["Que dit ?"]["tags"] == ["deux", "un"]
