"""The note types of an exported deck: what a note holds, and which cards it makes."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from hashlib import sha256

FRONT, BACK, MORE, HINT = "Front", "Back", "More", "Hint"
TEXT = "Text"

_EARLIEST, _SPAN = 1_400_000_000_000, 100_000_000_000
"""Ids are moments in Anki, in milliseconds; these are of a few years, and no moments."""

_CSS = """.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left;
  max-width: 40em; margin: 0 auto; color: black; background-color: white }
.nightMode.card { color: white; background-color: #2f2f31 }
.cloze { font-weight: bold; color: blue } .nightMode .cloze { color: lightblue }
.more, .hint { font-size: 16px } table { border-collapse: collapse }
th, td { border: 1px solid #999; padding: 0 .5em }
"""
_HINT = f"{{{{#{HINT}}}}}<p class=hint>{{{{hint:{HINT}}}}}</p>{{{{/{HINT}}}}}"
_MORE = f"{{{{#{MORE}}}}}<div class=more>{{{{{MORE}}}}}</div>{{{{/{MORE}}}}}"
_RULE = "<hr id=answer>"


class NoteKind(StrEnum):
    """What a note is of; its value is the name of the note type."""

    BASIC = "kpitrainer basic"
    REVERSED = "kpitrainer basic, reversed"
    TYPED = "kpitrainer typed"
    TYPED_REVERSED = "kpitrainer typed, reversed"
    CLOZE = "kpitrainer cloze"
    TYPED_CLOZE = "kpitrainer cloze, typed"
    CHOICE = "kpitrainer choice"
    CLAIM = "kpitrainer true or false"
    LIST = "kpitrainer list"
    DRILL = "kpitrainer drill"

    @property
    def is_cloze(self) -> bool:
        """Whether its gaps make its cards."""
        return self in (NoteKind.CLOZE, NoteKind.TYPED_CLOZE)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, the one that tells notes apart first."""
        return (TEXT, MORE, HINT) if self.is_cloze else (FRONT, BACK, MORE, HINT)


@cache
def stable_id(name: str) -> int:
    """An id for what is called so: the same in each export, else an import would make a new one."""
    return _EARLIEST + int.from_bytes(sha256(name.encode()).digest()[:8]) % _SPAN


def note_types(kinds: Iterable[NoteKind]) -> str:
    """Anki's description of these note types, as JSON by id."""
    return json.dumps({str(stable_id(kind)): _note_type(kind) for kind in kinds})


def _note_type(kind: NoteKind) -> Mapping[str, object]:
    sides = list(_sides(kind))
    return {
        "id": stable_id(kind),
        "name": kind.value,
        "type": int(kind.is_cloze),
        "mod": 0,
        "usn": 0,
        "sortf": 0,
        "did": None,
        "tmpls": [
            {
                "name": "Cloze" if kind.is_cloze else f"Card {number + 1}",
                "ord": number,
                "qfmt": front,
                "afmt": back,
                "bqfmt": "",
                "bafmt": "",
                "did": None,
            }
            for number, (front, back) in enumerate(sides)
        ],
        "flds": [
            {
                "name": name,
                "ord": number,
                "sticky": False,
                "rtl": False,
                "font": "Arial",
                "size": 20,
            }
            for number, name in enumerate(kind.fields)
        ],
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "req": [[number, "any", [number]] for number in range(len(sides))],
    }


def _sides(kind: NoteKind) -> Iterable[tuple[str, str]]:
    """The front and the back of each of its cards."""
    if kind.is_cloze:
        typed = f"{{{{type:cloze:{TEXT}}}}}" if kind is NoteKind.TYPED_CLOZE else ""
        yield f"{{{{cloze:{TEXT}}}}}{_HINT}{typed}", f"{{{{cloze:{TEXT}}}}}{typed}{_MORE}"
        return
    is_typed = kind in (NoteKind.TYPED, NoteKind.TYPED_REVERSED)
    ways = [(FRONT, BACK)]
    if kind in (NoteKind.REVERSED, NoteKind.TYPED_REVERSED):
        ways.append((BACK, FRONT))
    for asked, answer in ways:
        right = f"{{{{type:{answer}}}}}" if is_typed else f"{{{{{answer}}}}}"
        box = right if is_typed else ""
        yield f"{{{{{asked}}}}}{_HINT}{box}", f"{{{{{asked}}}}}{_RULE}{right}{_MORE}"
