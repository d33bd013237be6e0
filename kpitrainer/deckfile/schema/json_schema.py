"""The shape of a deck file as JSON Schema, for editors that complete and underline.

It comes from the declarations of `schema`, in draft-07, which every YAML language server reads.
Three things differ from what pydantic would write, because editors see other values than our
reader, which takes every scalar as the text it looks like:

- `500`, `true` and `null` are a number, a truth value and nothing to an editor: wherever a text
  may stand, so may they. An empty value is nothing too and therefore not underlined there.
- A union, such as a text or texts by language, is one schema with several types: of `anyOf` a
  language server tells whichever branch it likes.
- A card's type is found by `if`, so that only what is wrong with that type is told.

So what our reader accepts is never underlined, but for a card named `null` without quotes: an
empty name is worth more. Lengths of texts are not told, since editors count them otherwise.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from kpitrainer.deckfile.schema import card_schema, values
from kpitrainer.i18n import Translator, catalogue

FILE = "deck.schema.json"
"""The schema's file name beside decks."""

MODELINE = f"# yaml-language-server: $schema={FILE}"
"""The comment by which a deck names the schema that lies beside it."""

Schema: TypeAlias = dict[str, Any]

_KEPT = ("additionalProperties", "maxItems", "minItems", "maxProperties", "required", "enum")
_OFTEN: Mapping[str, Any] = {
    "line": values.Line,
    "lines": values.Lines,
    "text": values.Text,
    "texts": values.Texts,
    "gap-texts": card_schema.GapTexts,
    "text-list": values.TextList,
    "name": values.Id,
    "names": values.Ids,
    "flag": values.Flag,
}
"""What many keys hold, in an order in which each names only earlier ones."""

_SCALARS = ("string", "number", "boolean", "null")


def schema_text(translate: Translator, *, plain: bool = False) -> str:
    """The schema as a file, its explanations in the reader’s language; in ASCII if `plain`."""
    return json.dumps(deck_schema(translate), ensure_ascii=plain, indent=1) + "\n"


def deck_schema(translate: Translator) -> Schema:
    """The JSON Schema of a deck file."""
    maker = _Maker(translate)
    made = maker.made(card_schema.DeckHeader, card_schema.HEADER)
    made["properties"]["cards"] |= {
        "type": "array",
        "minItems": 1,
        "items": _card(translate, maker),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": translate("schema.title"),
        **made,
        "definitions": maker.definitions,
    }


def _card(translate: Translator, maker: "_Maker") -> Schema:
    """A card of the first type whose key it has; the keys are told to who has written none."""
    # Any of them would be missing; the message names all.
    message = translate("schema.no-type", known=", ".join(card_schema.ENTRIES))
    names = {kind: {"description": translate(f"schema.{kind}")} for kind in card_schema.ENTRIES}
    untyped = {
        "type": "object",
        "required": [next(iter(names))],
        "properties": names,
        "errorMessage": message,
    }
    chosen: Schema = untyped
    for kind, shape in reversed(card_schema.ENTRIES.items()):
        branch = {"title": kind, **maker.made(shape, card_schema.ADAPTERS[kind])}
        if kind == "drill":
            branch |= _ASKS
        # What is no mapping lacks no key: without its type it would be of the first kind.
        condition = {"type": "object", "required": [kind]}
        chosen = {"if": condition, "then": branch, "else": chosen}
    return {"type": "object", "errorMessage": message, **chosen}


_ASKS: Schema = {
    "if": {"not": {"anyOf": [{"required": ["parts"]}, {"required": ["variants"]}]}},
    "then": {
        "required": ["ask"],
        "if": {"not": {"required": ["choose"]}},
        "then": {"required": ["answer"]},
    },
}
"""A drill of one question has its question and what answers it."""


class _Maker:
    """Rewrites pydantic's schemas; what occurs often goes to `definitions`."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate
        self._told = catalogue(translate.language, "schema").messages
        self._named: dict[str, Schema] = {}
        self.definitions: dict[str, Schema] = {}
        for name, often in _OFTEN.items():
            self.definitions[name] = self._value(TypeAdapter(often).json_schema(), whole=True)

    def made(self, shape: type, adapter: TypeAdapter[Any]) -> Schema:
        """The schema of the typed dictionary `shape`."""
        given = adapter.json_schema()
        self._named = given.get("$defs", {})
        return self._object(shape.__name__, given)

    def _object(self, shape: str, given: Schema) -> Schema:
        made: Schema = {"type": "object"}
        made |= {name: given[name] for name in _KEPT if name in given}
        for name in ("properties", "patternProperties"):
            if name in given:
                made[name] = {
                    key.replace(r"\z", "$"): self._property(shape, key, value)
                    for key, value in given[name].items()
                }
        more = given.get("additionalProperties")
        if isinstance(more, dict):
            made["additionalProperties"] = self._value(more)
        return made

    def _property(self, shape: str, key: str, given: Schema) -> Schema:
        exact = _EXACT.get(key) if shape.startswith("Drill") else None
        made = exact or self._value(given)
        for name in (f"{_kebab(shape)}-{_kebab(key)}", _kebab(key)):
            if f"schema.{name}" in self._told:
                return {"description": self._translate(f"schema.{name}"), **made}
        return made

    def _value(self, given: Schema, *, whole: bool = False) -> Schema:
        """What `given` becomes; unless it is wanted `whole`, as a reference if it is defined."""
        self._named |= given.get("$defs", {})
        if "$ref" in given:
            name = given["$ref"].rpartition("/")[2]
            if whole or name in ("TextByLanguage", "LinesByLanguage"):
                return self._object(name, self._named[name])
            if name not in self.definitions:
                self.definitions[name] = self._object(name, self._named[name])
            return {"$ref": f"#/definitions/{name}"}
        made = self._plain(given)
        names = (name for name, known in self.definitions.items() if known == made and not whole)
        return next(({"$ref": f"#/definitions/{name}"} for name in names), made)

    def _plain(self, given: Schema) -> Schema:  # noqa: PLR0911 - one a kind of value
        if "anyOf" in given:
            return self._union([self._value(branch, whole=True) for branch in given["anyOf"]])
        match given.get("type"):
            case "object":
                return self._object("", given)
            case "array":
                kept = {name: given[name] for name in _KEPT if name in given}
                return {"type": "array", **kept, "items": self._value(given["items"])}
            case "boolean":
                message = self._translate("schema.true-or-false")
                flag = {"type": ["boolean", "string"], "pattern": "^(true|false)$"}
                return {**flag, "errorMessage": message}
            case "integer":
                return _whole(given)
            case "string" if "enum" not in given:
                return self._text(given)
        return {name: given[name] for name in ("type", "enum") if name in given}

    def _text(self, given: Schema) -> Schema:
        if "pattern" not in given:
            empty = self._translate("schema.empty")
            return {"type": list(_SCALARS), "pattern": r"\S", "patternErrorMessage": empty}
        return {
            # `true` would be a name, too.
            "type": ["string", "boolean"],
            "pattern": given["pattern"].replace(r"\z", "$"),
            "maxLength": given["maxLength"],
            "errorMessage": self._translate("schema.bad-name"),
        }

    def _union(self, branches: list[Schema]) -> Schema:
        """One schema for `branches`, whose other keywords each hold for one type only."""
        made: Schema = {}
        types: list[str] = []
        for branch in branches:
            kinds = branch["type"]
            types += [kinds] if isinstance(kinds, str) else kinds
            # Both kinds of mapping, by language and by gap, allow their own keys.
            made |= branch
        made["type"] = list(dict.fromkeys(types))
        return made


def _whole(given: Schema) -> Schema:
    """A whole number, which may be written in quotes."""
    low = given.get("minimum", min(given.get("enum", (1,))))
    high = given.get("maximum", max(given.get("enum", (1,))))
    return _number(low, high)


def _number(low: int, high: int) -> Schema:
    digits = len(str(high))
    pattern = rf"^\s*[{low}-{high}]\s*$" if digits == 1 else rf"^\s*[0-9]{{1,{digits}}}\s*$"
    return {
        "type": ["integer", "string"],
        "minimum": low,
        "maximum": high,
        "pattern": pattern,
        "default": low,  # what an editor writes
    }


_EXACT: Mapping[str, Schema] = {
    "decimals": _number(0, 6),
    "step": _number(1, 99),
    # Spaces around it are no mistake, but only the bare word is proposed.
    "also_accept": {
        "anyOf": [{"enum": ["rounded_steps"]}, {"pattern": r"^\s*rounded_steps\s*$"}],
        "type": "string",
    },
}
"""Keys of drills whose values the template's builder looks at more closely than the shape."""


def _kebab(name: str) -> str:
    """`DrillAnswer` and `also_accept` as parts of a code."""
    apart = "".join(f"-{letter}" if letter.isupper() else letter for letter in name)
    return apart.lower().replace("_", "-").strip("-")
