"""An Anki package in the form that every Anki opens: a collection of old in a ZIP archive."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha1
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.anki_notes import Note, notes_of
from kpitrainer.formats.write.anki_types import note_types, stable_id
from kpitrainer.formats.write.card_questions import cards_by_entry, tell_once
from kpitrainer.formats.write.html_text import html_of, plain_text

_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
_INDEXES = """
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_VERSION = 11
"""The last form of a collection that all versions of Anki read."""

_TAG = re.compile("<[^<>]*>")
_BETWEEN_FIELDS = "\x1f"
_NO_PART_OF_A_TAG = re.compile(r"\s+")
_UNSAID = str.maketrans({"[": "&#91;"})
_DECK = {
    "mod": 0, "usn": 0, "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0],
    "timeToday": [0, 0], "collapsed": False, "browserCollapsed": False, "dyn": 0, "conf": 1,
    "extendNew": 0, "extendRev": 0,
}  # fmt: skip
_OPTIONS = {
    "id": 1, "mod": 0, "name": "Default", "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0,
    "replayq": True, "dyn": False,
    "new": {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
            "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200,
            "hardFactor": 1.2},
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}  # fmt: skip


def write(outgoing: OutgoingDeck) -> bytes:
    """The deck as a package of one deck, without a history.

    What a learner has changed in Anki since stays: notes are as new as this moment.
    """
    if any(card.source for card in outgoing.deck.cards):
        tell_once(outgoing, "export.no-sources")
    notes = list(_notes(outgoing))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("collection.anki2", _collection(outgoing, notes))
        archive.writestr("media", "{}")
    return packed.getvalue()


def _notes(outgoing: OutgoingDeck) -> Iterator[Note]:
    cards = cards_by_entry(outgoing.deck)
    for draft in outgoing.watched():
        yield from notes_of(outgoing, draft, cards[draft.wanted_name])


def _collection(outgoing: OutgoingDeck, notes: Sequence[Note]) -> bytes:
    now = int(datetime.now(UTC).timestamp() * 1000)
    deck_id = stable_id(outgoing.deck.id)
    first = now - len(notes)
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(_SCHEMA)
        made.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                now // 1000,
                now,
                now,
                _VERSION,
                json.dumps({"curDeck": deck_id, "activeDecks": [deck_id], "schedVer": 2}),
                note_types(dict.fromkeys(note.kind for note in notes)),
                json.dumps(_decks(outgoing, deck_id)),
                json.dumps({"1": _OPTIONS}),
            ),
        )
        made.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
            (_note_row(note, first + number, now // 1000) for number, note in enumerate(notes)),
        )
        ids = iter(range(first, first + sum(len(note.ords) for note in notes)))
        made.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (
                (next(ids), first + number, deck_id, order, now // 1000, number + 1)
                for number, note in enumerate(notes)
                for order in note.ords
            ),
        )
        made.executescript(_INDEXES)
        return made.serialize()


def _note_row(note: Note, number: int, now: int) -> tuple[object, ...]:
    fields = [_only_text(field) for field in note.fields]
    told = unescape(_TAG.sub("", fields[0]))
    tags = [_NO_PART_OF_A_TAG.sub("_", plain_text(tag)) for tag in note.tags]
    return (
        number,
        note.guid,
        stable_id(note.kind),
        now,
        f" {' '.join(tags)} " if tags else "",
        _BETWEEN_FIELDS.join(fields),
        told,
        int.from_bytes(sha1(told.encode(), usedforsecurity=False).digest()[:4]),
    )


def _only_text(html: str) -> str:
    """A field in which nothing is a sound or a picture of TeX: Anki knows these by brackets."""
    return html.translate(_UNSAID)


def _decks(outgoing: OutgoingDeck, deck_id: int) -> Mapping[str, object]:
    deck, language = outgoing.deck, outgoing.language
    # Two colons would make a deck within a deck.
    title = plain_text(deck.title[language]).replace("::", ":").replace("\n", " ")
    told = html_of(deck.description[language]) if deck.description else ""
    default = {**_DECK, "id": 1, "name": "Default", "desc": ""}
    own = {**_DECK, "id": deck_id, "name": title, "desc": told}
    return {"1": default, str(deck_id): own}
