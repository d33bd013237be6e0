"""What is wrong with an entry's shape, from pydantic's findings, in our codes."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kpitrainer.deckfile.schema import card_schema, drill_schema
from kpitrainer.deckfile.schema.bare_values import bare_value, bracketed
from kpitrainer.deckfile.schema.languages import WRONG_KEYS, is_code
from kpitrainer.deckfile.schema.other_keys import meant_key
from kpitrainer.deckfile.schema.wrong_words import misnamed, not_one_of
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode, node_at
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.i18n import LANGUAGES

_BRANCHES: Mapping[str, type] = {"<text>": str, "<list>": Seq, "<map>": Map, "<gaps>": Map}
"""What a union's branch, by its tag in `schema`, is written as."""

_WITH_THE_DRILL = (
    drill_schema.DrillForm.__annotations__.keys() - drill_schema.DrillPart.__annotations__.keys()
)
_PART_KEYS = tuple(drill_schema.DrillPart.__annotations__)
"""What stands with a drill of several parts, and what in each of them."""

_SIZES = {
    "string_too_short": ("deck.empty", "least", "min_length"),
    "string_too_long": ("deck.too-long", "count", "max_length"),
    "too_short": ("deck.too-few", "least", "min_length"),
    "too_long": ("deck.too-many", "most", "max_length"),
}
"""Our code and name of the limit for each of pydantic's findings on size, and its name."""

_WHOLE = re.compile(r"-?[0-9]+")
_PARTED = re.compile(r"(;| / | \| | - | – )")
_JOINED = re.compile(r"([^\W\d][\w-]*):(?=[^\s/])")


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """An entry that does not fit the shape of its card type.

    `kind` is the card type, or "deck" for the file's header; `text` is the whole file.
    """

    entry: Map
    kind: str
    text: str

    def faults(self, error: ValidationError) -> Iterator[Fault]:  # noqa: C901 - one a kind of finding
        """What pydantic found, but for the id: what to propose there is the caller's to know.

        Of a union only the branch that the author meant is told.
        """
        wanted: dict[FieldPath, set[str]] = {}
        told: set[FieldPath] = set()
        missing_keys: list[tuple[FieldPath, str]] = []
        misspelt: set[tuple[FieldPath, object]] = set()
        for found in error.errors(include_url=False, include_input=False):
            path, branch, missing = self._path(found["loc"])
            if branch:
                wanted.setdefault(path, set()).add(branch)
                continue
            told.update(path[:end] for end in range(len(path) + 1))
            if missing:
                missing_keys.append((path, missing))
            elif found["type"] == WRONG_KEYS:
                yield from (self._unknown_key((*path, key)) for key in found["ctx"]["keys"])
            elif path != (self.kind,):
                fault = self._fault(found["type"], path, found.get("ctx", {}))
                formula = fault.code in ("deck.choose", "deck.answer-formula")
                meant = "formula" if formula else fault.values.get("suggestion")
                misspelt.add((path[:-1], meant))
                yield fault
        for path, key in missing_keys:
            # A key that is there misspelt is one mistake, not two.
            if (path, key) not in misspelt:
                yield Fault(path, "deck.missing-key", {"key": key})
        for path in wanted:  # what is wrong within a value tells which branch was meant
            told.update(path[:end] for end in range(len(path)))
        for path, branches in wanted.items():
            if path not in told:
                yield self._wants(branches, path)

    def _path(self, loc: tuple[int | str, ...]) -> tuple[FieldPath, str, str]:
        """`loc` without the tags; the tag the value does not fit, or the key it lacks, if any."""
        path: FieldPath = ()
        node: YamlNode = self.entry
        for step in loc:
            if step in _BRANCHES and not (isinstance(node, Map) and step in node):
                if not _fits(str(step), node):
                    return path, str(step), ""
            elif step != "[key]":
                node, found = node_at(node, (step,))
                if not found:
                    return path, "", str(step)
                path = (*path, step)
        return path, "", ""

    def _fault(self, error: str, path: FieldPath, context: Mapping[str, Any]) -> Fault:
        wants = {"string_type": "<text>", "list_type": "<list>", "dict_type": "<map>"}
        if error == "extra_forbidden" or self._names_no_language(path):
            return self._unknown_key(path)
        if error in wants:
            return self._wants({wants[error]}, path)
        node, _ = node_at(self.entry, path)
        key = self._key(path)
        if not isinstance(node, str) and (misplaced := self._misplaced(path, node)):
            return misplaced
        match error:
            case "literal_error":
                return not_one_of(path, key, node)
            case "string_pattern_mismatch":
                return misnamed(path, key, node)
        code, limit, name = _SIZES[error]
        sized = Fault(path, code, {"key": key, limit: context[name]})
        if error == "too_short":
            sized = too_few(path, key, context[name], node)
        return self._bare_key(path, key) or sized

    def _key(self, path: FieldPath) -> str:
        return next((step for step in reversed(path) if isinstance(step, str)), self.kind)

    def _unknown_key(self, path: FieldPath) -> Fault:  # noqa: C901, PLR0911 - one a likely reason
        key = str(path[-1])
        known = self._known(path)
        above, _ = node_at(self.entry, path[:-1])
        alone, speaks = len(above) == 1, known[: len(LANGUAGES)] == LANGUAGES
        if self.kind == "drill" and (misplaced := self._under_answer(path, above)):
            return misplaced
        if isinstance(above, Map) and above[key] == "" and self._bare(above, key):
            if alone and speaks:
                return Fault(path[:-1], "deck.starts-with", {"character": "{"})
            cut = self._bare_key(path, key, known)
            return cut or Fault(path, "deck.comma-in-braces", {"part": key[:40]}, at_key=True)
        if key == "<<":
            return Fault(path, "deck.merge-key", at_key=True)
        if self.kind == "drill" and key in _WITH_THE_DRILL and known == _PART_KEYS:
            return Fault(path, "deck.with-the-drill", {"key": key}, at_key=True)
        if self._is_drawn(key) and path[0] == "tests" and len(path) == 3:  # noqa: PLR2004 - the test's own key
            values = {"key": key[:40], "suggestion": "with"}
            return Fault(path, "deck.under-with", values, at_key=True)
        if near := meant_key(key, known, above if isinstance(above, Map) else ()):
            several = isinstance(node_at(self.entry, path)[0], Seq) and "answers" in known
            near = "answers" if several and near == "answer" else near
            values = {"key": key[:40], "suggestion": near}
            return Fault(path, "deck.unknown-key-near", values, at_key=True)
        if speaks and alone and not is_code(key):
            return Fault(path, "deck.colon-in-text", {"part": key[:40]}, at_key=True)
        if known == LANGUAGES or (speaks and is_code(key)):
            return Fault(path, "deck.unknown-language", {"language": key[:40]}, at_key=True)
        marks = self.entry.marks
        if self.kind == "deck" and marks[key] > marks.get("cards", marks[key]):
            return Fault(path, "deck.stray-line", at_key=True)
        values = {
            "key": key[:40],
            "known": ", ".join(key for key in known if key not in card_schema.BY_PROGRAMS),
        }
        return Fault(path, "deck.unknown-key", values, at_key=True)

    def _under_answer(self, path: FieldPath, above: YamlNode) -> Fault | None:
        """What was meant by the key where `path` ends, if it stands under a drill's `answer`."""
        key = str(path[-1])
        if path[-2:-1] == ("answer",) and isinstance(above, Map):
            if len(above) == 1 and not above[key]:
                return Fault(path[:-1], "deck.answer-formula")
            if meant_key(key, ["choose"], ()):
                return Fault(path, "deck.choose", {"key": "answer"}, at_key=True)
        return None

    def _bare_key(self, path: FieldPath, key: str, known: Collection[str] = ()) -> Fault | None:
        """What else than a text was cut where `path` ends in a key without a colon, if anything.

        `known` are the keys that may stand there; any name may if there are none.
        """
        above, _ = node_at(self.entry, path[:-1])
        if not (isinstance(above, Map) and above.get(key) == "" and self._bare(above, key)):
            return None
        keys = list(above)
        before = above[keys[keys.index(key) - 1]] if key != keys[0] else ""
        if key.isdecimal() and isinstance(before, str) and _WHOLE.fullmatch(before):
            values = {"written": f"{before},{key}"[:40], "meant": f"{before}.{key}"[:40]}
            return Fault(path, "deck.decimal-comma", values, at_key=True)
        joined = _JOINED.match(key)
        if joined and (not known or joined[1] in known):
            return Fault(path, "deck.space-after-colon", {"key": joined[1][:40]}, at_key=True)
        return None

    def _names_no_language(self, path: FieldPath) -> bool:
        """Whether `path` ends in a key beside languages that is none, or there by a comma."""
        above, _ = node_at(self.entry, path[:-1])
        known, key = self._known(path), path[-1] if path else ""
        if not isinstance(above, Map) or not isinstance(key, str) or key in known:
            return False
        if known[: len(LANGUAGES)] != LANGUAGES or any(map(str.isdigit, above)):
            return False
        return not is_code(key) or (above[key] == "" and self._bare(above, key))

    def _is_drawn(self, key: str) -> bool:
        """Whether the drill draws a variable `key`."""
        given = self.entry.get("given")
        return isinstance(given, Map) and key in given

    def _bare(self, above: Map, key: str) -> bool:
        """Whether `key` stands without a colon, as only `{…}` allows."""
        after = above.marks[key][0] + len(key)
        return self.text[after : after + 100].lstrip()[:1] in (",", "}")

    def _known(self, path: FieldPath) -> tuple[str, ...]:
        """The keys that may stand where `path` ends."""
        shape = card_schema.DeckHeader if self.kind == "deck" else card_schema.ENTRIES[self.kind]
        return card_schema.keys_at(shape, path)

    def _wants(self, branches: set[str], path: FieldPath) -> Fault:
        """The fault of a value of the wrong kind, where one of `branches` was wanted."""
        node, _ = node_at(self.entry, path)
        key = self._key(path)
        if misplaced := self._misplaced(path, node):
            return misplaced
        if "<text>" in branches:
            above, _ = node_at(self.entry, path[:-1])
            if isinstance(above, Map):
                opening = self.text[above.marks[str(path[-1])][1]]
            elif isinstance(above, Seq):
                opening = self.text[above.marks[int(path[-1])]]
            if opening in "[{":
                return Fault(path, "deck.starts-with", {"character": opening})
            if isinstance(node, Map) and len(node) == 1:
                return Fault(path, "deck.colon-in-text", {"part": next(iter(node))[:40]})
            return Fault(path, "deck.wants-text", {"key": key})
        if (
            "<list>" in branches
            and isinstance(node, str)
            and (meant := self._bracketed(path, node))
        ):
            return Fault(path, "deck.wants-brackets", {"key": key, "meant": meant})
        code = "deck.wants-list" if "<list>" in branches else "deck.wants-keys"
        return Fault(path, code, {"key": key})

    def _bracketed(self, path: FieldPath, node: str) -> str:
        above, _ = node_at(self.entry, path[:-1])
        mark = above.marks[str(path[-1])][1] if isinstance(above, Map) else 0
        return bracketed(node, self.text, mark)

    def _misplaced(self, path: FieldPath, node: YamlNode) -> Fault | None:
        """What is wrong with a value that would be right elsewhere."""
        key = self._key(path)
        if path == ("version",):
            return misnamed(path, key, node)
        if key == "answer" and isinstance(node, Seq) and self.kind in ("basic", "choice"):
            return Fault(path, "deck.one-answer" if self.kind == "choice" else "deck.answer-list")
        if (
            key == "answer"
            and isinstance(node, str)
            and self.kind == "drill"
            and path[0] != "tests"
        ):
            return Fault(path, "deck.answer-formula")
        if key == "table" and isinstance(node, Seq):
            return Fault(path, "deck.table-rows")
        if key == "answer" and self.kind == "truefalse" and (bare := bare_value(node)):
            return Fault(path, "deck.no-brackets", {"key": key, "meant": bare})
        drawn = self.kind == "drill" and path[0] == "given" and len(path) > 1
        bare = bare_value(node) if drawn or key in _SCALARS else ""
        return Fault(path, "deck.no-brackets", {"key": key, "meant": bare}) if bare else None


_SCALARS = card_schema.KEYS.known.difference(
    *(card_schema.KEYS.texts, card_schema.KEYS.lists, drill_schema.DrillForm.__annotations__),
    drill_schema.DrillFigure.__annotations__,
) | {"kind"}
"""Keys under which stands one word, number or formula."""


def too_few(path: FieldPath, key: str, least: int, items: Collection[object]) -> Fault:
    """Of a list under `key` with fewer than `least` items, which may be parted by a wrong sign."""
    if parted := _PARTED.search(" ".join(map(str, items))):
        return Fault(path, "deck.list-separator", {"sign": parted[1].strip()})
    if path == ("answers",) and items:
        return Fault(path, "deck.lone-answer", at_key=True)
    return Fault(path, "deck.too-few", {"key": key, "least": least})


def _fits(branch: str, node: YamlNode) -> bool:
    """Whether `node` is what its author would write for `branch`."""
    if isinstance(node, Map) and branch in ("<map>", "<gaps>"):
        return (branch == "<gaps>") == any(key.isdigit() for key in node)
    return isinstance(node, _BRANCHES[branch])
