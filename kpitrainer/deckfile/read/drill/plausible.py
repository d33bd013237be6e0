"""Reading what an author holds plausible of a drill's values, and of its parts' answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from kpitrainer.deckfile.read.drill.drill_reader import Reader, read_bounds
from kpitrainer.domain.drill.template import NumberPart, Part, PlausibleRange
from kpitrainer.domain.errors import FieldPath


def read_plausible(
    reader: Reader, source: Mapping[str, Any], parts: Sequence[Part]
) -> tuple[PlausibleRange, ...]:
    """The ranges under `plausible` of the drill and of each part; a part has its answer."""
    drawn = {*source.get("given", ()), *source.get("let", ())}
    rooms: list[tuple[FieldPath, Mapping[str, Any], int]] = [((), source, 0)]
    rooms += [(("parts", place), raw, place) for place, raw in enumerate(source.get("parts", ()))]
    found = []
    for path, room, place in rooms:
        asks = place < len(parts) and parts[place].path == path
        answers = asks and isinstance(parts[place], NumberPart)
        known = sorted(drawn | {"answer"} if answers else drawn)
        for name, written in room.get("plausible", {}).items():
            at = (*path, "plausible", name)
            if name not in known:
                names = ", ".join(known)
                reader.fault(at, "drill.plausible-unknown", at_key=True, name=name, known=names)
            found.append(PlausibleRange(at, name, place, read_bounds(reader, at, written)))
    return tuple(found)
