"""A drill's `figure`, as its author writes it."""

import re
from collections.abc import Mapping
from typing import Any

from kpitrainer.deckfile.read.drill.drill_reader import Reader
from kpitrainer.domain.drill.picture import ROOM, PictureKind, PicturePart, PictureSpec, X
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.formula import ValueType

LONGEST_LABEL = 24
"""Characters of a part's label: more would leave its bar no room."""

MOST_PLACES = 40
"""Places along a line at most."""

_BRACES = re.compile(r"\{.*?\}")
"""A value as the drill's other texts show it."""

_COUNT = re.compile(r"\s*([0-9]{1,4})\s*\.\.\s*([0-9]{1,4})\s*")


def read_figure(reader: Reader, raw: Mapping[str, Any]) -> PictureSpec:
    """The picture in the source: its `kind`, its `parts`, a `unit`, and what some kinds have.

    A part is a name of the drill, whose label it is then, or a `value` with a `label`: a name or
    a formula. A waterfall may have a `total`, a part of the same form, and a line has `x`: 0..12.
    """
    path: FieldPath = ("figure",)
    kind = PictureKind(raw["kind"])
    places = _places(reader, (*path, "x"), raw, kind)
    least, most = ROOM[kind]
    count = len(raw["parts"])
    if not least <= count <= most:
        code = "drill.figure-many-parts" if count > most else "drill.figure-few-parts"
        code = "drill.figure-other-parts" if least == most else code
        at: FieldPath = (*path, "parts")
        reader.fault(at, code, kind=str(kind), count=count, least=least, most=most)
    parts = tuple(
        _part(reader, (*path, "parts", place), part, along=kind is PictureKind.LINE)
        for place, part in enumerate(raw["parts"])
    )
    names = [part.value.names for part in parts]
    # Of formulas that could not be read something is told already.
    if kind is PictureKind.LINE and all(names) and not any(X in each for each in names):
        reader.fault((*path, "parts"), "drill.figure-flat")
    total = None
    if "total" in raw:
        total = _part(reader, (*path, "total"), raw["total"], along=False)
        if kind is not PictureKind.WATERFALL:
            at = (*path, "total")
            reader.fault(at, "drill.figure-key", at_key=True, key="total", kind="waterfall")
    unit = reader.text((*path, "unit"), raw.get("unit", ""))
    return PictureSpec(kind=kind, parts=parts, unit=unit, total=total, places=places)


def _places(reader: Reader, path: FieldPath, raw: Mapping[str, Any], kind: PictureKind) -> range:
    """The whole numbers along a line, which has one at least; no other kind has any."""
    if kind is not PictureKind.LINE:
        if X in raw:
            reader.fault(path, "drill.figure-key", at_key=True, key=X, kind="line")
        return range(0)
    counted = _COUNT.fullmatch(raw.get(X, ""))
    first, last = (int(counted[1]), int(counted[2])) if counted else (0, 0)
    if not 0 < last - first < MOST_PLACES:
        reader.fault(path if X in raw else path[:-1], "drill.figure-places", most=MOST_PLACES)
        return range(2)
    if X in reader.names:
        reader.fault(path, "drill.figure-x-taken", at_key=True)
    return range(first, last + 1)


def _part(
    reader: Reader, path: FieldPath, raw: str | Mapping[str, Any], *, along: bool
) -> PicturePart:
    """The part at `path`; the formula of one `along` a line has the name X too."""
    written = raw if isinstance(raw, str) else raw["value"]
    at = path if isinstance(raw, str) else (*path, "value")
    names = reader.names
    if along:
        reader.names = {**names, X: ValueType.NUMBER}
    before = len(reader.faults)
    value = reader.formula(at, written)
    reader.names = names
    if len(reader.faults) == before and not value.names:
        reader.fault(at, "drill.figure-constant", name=value.source)
    if isinstance(raw, str) or "label" not in raw:
        if not written.strip().isidentifier() and len(reader.faults) == before:
            reader.fault(path, "drill.figure-label", name=written)
        return PicturePart(
            at, value, dict.fromkeys(reader.languages, written.replace("_", "\u00a0"))
        )
    label = reader.text((*path, "label"), raw["label"])
    for language, text in label.items():
        where: FieldPath = (*path, "label")
        where = where if isinstance(raw["label"], str) else (*where, language)
        if len(text) > LONGEST_LABEL:
            most = LONGEST_LABEL
            reader.fault(where, "drill.figure-label-long", count=len(text), most=most)
        elif braces := _BRACES.search(text):
            reader.fault(where, "drill.figure-label-braces", written=braces[0])
    return PicturePart(at, value, label)
