"""What an entry still tells of itself when values of the wrong shape are left out.

So that one run of the check tells all: a key too many hides no missing translation.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from kpitrainer.deckfile.read.card_maker import CardMaker
from kpitrainer.deckfile.schema import card_schema, drill_schema
from kpitrainer.deckfile.syntax.faults import Fault
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode
from kpitrainer.domain.errors import FieldPath, Position

_STAND_INS: Mapping[str, Mapping[str, Any]] = {
    "basic": {"ask": "", "answer": ""},
    "list": {"ask": "", "items": []},
    "cloze": {"text": "{{1: …}}"},
    "choice": {"ask": "", "answer": "", "wrong": []},
    "truefalse": {"claim": "", "answer": ""},
    "drill": {},
}
"""What takes the place of a required value, and has nothing wrong."""

_FOLLOWING: Mapping[str, frozenset[str]] = {
    "typed": frozenset({"deck.not-typed"}),
    "text": frozenset({"deck.no-such-gap", "deck.which-gap", "deck.gap-missing", "deck.no-gap"}),
    "steps": frozenset({"drill.no-such-step", "drill.no-steps"}),
    "choose": frozenset({"drill.few-options", "drill.test-option"}),
    "parts": frozenset({"drill.no-parts", "drill.test-parts", "drill.test-option"}),
    "variants": frozenset({"drill.no-variants"}),
    "rows": frozenset({"drill.table-rows-or-columns", "drill.table-row-length"}),
    "columns": frozenset({"drill.table-rows-or-columns"}),
}
"""By the key of what was left out, or of its list: what may only be wrong because of that."""

_NO_LANGUAGE = frozenset({"deck.missing-language", "drill.language-missing"})
_NAMES_OF: Mapping[str, frozenset[str]] = {
    "parts": frozenset(f"part{number}" for number in range(1, 10)),
    "solve_for": frozenset({"answer"}),
}
"""Names that there are only with these keys."""

_CUT = frozenset({"deck.comma-in-braces", "deck.decimal-comma"})

_GONE = object()


class Remainder:
    """An entry of the card type `kind` without what the faults of its shape were told of."""

    def __init__(self, entry: Map, kind: str, told: Iterable[Fault]) -> None:
        self._kind = kind
        self._missing: set[FieldPath] = set()
        self._gone: set[FieldPath] = set()
        self._misspelt: dict[FieldPath, str] = {}
        self._names: set[str] = set()
        for fault in told:
            if fault.code == "deck.missing-key":
                self._missing.add((*fault.path, str(fault.values["key"])))
            elif fault.code == "deck.unknown-key-near":
                self._misspelt[fault.path] = str(fault.values["suggestion"])
            elif fault.path not in {(), (kind,)}:
                # A comma cut what stands before it too.
                cut = fault.code in _CUT and len(fault.path) > 1
                self._gone.add(fault.path[:-1] if cut else fault.path)
                if fault.code == "deck.space-after-colon":
                    meant = str(fault.values["key"])
                    self._missing.add((*fault.path[:-1], meant))
                    self._names.add(meant)
        self._missing |= {(*path[:-1], meant) for path, meant in self._misspelt.items()}
        self._stood_in: set[str] = set()
        self._written: dict[FieldPath, str | int] = {}
        self.fields = self._taken(entry)
        self._fits = self._is_shaped()
        if not self._fits and self._misspelt:
            # What stands under a misspelt key has the wrong shape too.
            self._gone |= self._misspelt.keys()
            self._misspelt = {}
            self._written = {}
            self.fields = self._taken(entry)
            self._fits = self._is_shaped()

    def faults(self, maker: CardMaker) -> Iterator[Fault]:
        """What else is wrong with the entry, but for what only follows from what is left out."""
        if not self._fits:
            return
        form = drill_schema.DrillForm.__annotations__
        maker.draws = not any(path[0] in form for path in self._gone | self._missing)
        maker.cards(self._kind, self.fields, Position("", 1, 1))
        maker.draws = True
        for fault in maker.faults:
            moved = fault._replace(path=self._as_written(fault.path))
            if not self._follows(moved):
                yield moved

    def _taken(self, entry: Map) -> dict[str, Any]:
        left = self._left(entry, (), ())
        fields: dict[str, Any] = left if isinstance(left, dict) else {}
        fields[self._kind] = "a"  # its own id is another's affair
        for key, value in _STAND_INS[self._kind].items():
            if key not in fields:
                fields[key] = value
                self._stood_in.add(key)
                self._missing.add((key,))
                if self._kind == "cloze":
                    # Which gaps there are is not known.
                    fields.pop("accept", None)
                    fields.pop("reject", None)
        return fields

    def _is_shaped(self) -> bool:
        """Whether nothing but missing keys is wrong with the shape of what is left."""
        try:
            card_schema.ADAPTERS[self._kind].validate_python(self.fields)
        except ValidationError as error:
            return all(
                found["type"] == "missing" or found["loc"][0] in self._stood_in
                for found in error.errors(include_url=False, include_input=False)
            )
        return True

    def _left(self, node: YamlNode, path: FieldPath, now: FieldPath) -> Any:  # noqa: ANN401 - plain data
        """What is left of `node`, at `path` in the file and at `now` in what is left."""
        if path in self._gone:
            self._names.update((str(path[-1]), *_words(node)))
            return _GONE
        if isinstance(node, str):
            return node.strip()
        kept: dict[str, Any] | list[Any] = {} if isinstance(node, Map) else []
        for step, child in node.items() if isinstance(node, Map) else enumerate(node):
            place = self._place(path, step, node) if isinstance(step, str) else len(kept)
            left = self._left(child, (*path, step), (*now, place))
            if left is _GONE:
                continue
            self._written[*now, place] = step
            if isinstance(kept, dict):
                kept[str(place)] = left
            else:
                kept.append(left)
        if node and not kept and path:
            self._gone.add(path)
            self._names.add(str(path[-1]))
            return _GONE
        return kept

    def _place(self, above: FieldPath, key: str, siblings: YamlNode) -> str:
        meant = self._misspelt.get((*above, key), key)
        return key if meant in siblings else meant

    def _as_written(self, path: FieldPath) -> FieldPath:
        return tuple(
            self._written.get(path[:end], path[end - 1]) for end in range(1, len(path) + 1)
        )

    def _follows(self, fault: Fault) -> bool:
        left_out = self._gone | self._missing
        absent = fault.values.get("field", fault.values.get("key"))
        if (*fault.path, absent) in left_out:
            return True
        if fault.code in _NO_LANGUAGE and any(path[:-1] == fault.path for path in left_out):
            return True
        # In a table a cell is as good as its row.
        keys = {step for path in left_out for step in (path if "rows" in path else path[-2:])}
        names = self._names.union(*(_NAMES_OF[key] for key in _NAMES_OF.keys() & keys))
        if fault.code.startswith("drill.") and fault.values.get("name") in names:
            return True
        return any(fault.code in _FOLLOWING[key] for key in _FOLLOWING.keys() & keys)


def _words(node: YamlNode) -> Iterator[str]:
    """Every key and scalar in `node`: the names that may be known by it."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Seq):
        for child in node:
            yield from _words(child)
    elif isinstance(node, Map):
        for key, child in node.items():
            yield key
            yield from _words(child)
