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
from pydantic.json_schema import GenerateJsonSchema, JsonRef
from pydantic_core import core_schema

from kpitrainer.deckfile.schema import card_schema, values
from kpitrainer.deckfile.schema.languages import CODE, is_code
from kpitrainer.i18n import LANGUAGES, Translator, catalogue

FILE = "deck.schema.json"
"""The schema's file name beside decks."""

MODELINE = f"# yaml-language-server: $schema={FILE}"
"""The comment by which a deck names the schema that lies beside it."""

Schema: TypeAlias = dict[str, Any]

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
"""What many keys hold, and the name by which the schema refers to it."""


def schema_text(translate: Translator, *, plain: bool = False) -> str:
    """The schema as a file, its explanations in the reader’s language; in ASCII if `plain`."""
    return json.dumps(deck_schema(translate), ensure_ascii=plain, indent=1) + "\n"


def is_schema(data: bytes) -> bool:
    """Whether `data` is a schema of ours, of whatever version and language."""
    try:
        title = json.loads(data)["title"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    return title in {Translator(language)("schema.title") for language in LANGUAGES}


def deck_schema(translate: Translator) -> Schema:
    """The JSON Schema of a deck file."""
    often = {name: TypeAdapter(each) for name, each in _OFTEN.items()}
    adapters = {"": card_schema.HEADER, **card_schema.ADAPTERS, **often}
    generated, defined = _Generator(translate).generate_definitions(
        [(name, "validation", adapter.core_schema) for name, adapter in adapters.items()]
    )
    known = {name: generated[name, "validation"] for name in often}
    made = {str(name): _referring(each, known) for name, each in defined.items()}
    deck = made.pop(card_schema.DeckHeader.__name__)
    deck["properties"]["cards"] |= {"type": "array", "minItems": 1, "items": _card(translate)}
    made[card_schema.DrillEntry.__name__] |= _ASKS
    made[card_schema.ChoiceEntry.__name__] |= _RIGHT
    whole = {name: _referring(each, known, name) for name, each in known.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": translate("schema.title"),
        **deck,
        "definitions": whole | made,
    }


def _referring(node: Any, known: Mapping[str, Schema], own: str = "") -> Any:  # noqa: ANN401 - JSON
    """`node` with a reference to each of the `known` schemas in it, but for its `own`."""
    if isinstance(node, list):
        return [_referring(each, known) for each in node]
    if not isinstance(node, dict):
        return node
    bare = {key: value for key, value in node.items() if key != "description"}
    for name, each in known.items():
        if bare == each and name != own:
            told = {key: value for key, value in node.items() if key == "description"}
            return {**told, "$ref": f"#/definitions/{name}"}
    return {key: _referring(value, known) for key, value in node.items()}


def _card(translate: Translator) -> Schema:
    """A card of the first type whose key it has; the keys are told to who has written none."""
    # Any of them would be missing; the message names all.
    message = translate("schema.no-type", known=", ".join(card_schema.ENTRIES))
    names = {kind: {"description": translate(f"schema.{kind}")} for kind in card_schema.ENTRIES}
    chosen: Schema = {
        "type": "object",
        "required": [next(iter(names))],
        "properties": names,
        "errorMessage": message,
    }
    for kind, shape in reversed(card_schema.ENTRIES.items()):
        # What is no mapping lacks no key: without its type it would be of the first kind.
        condition = {"type": "object", "required": [kind]}
        branch = {"title": kind, "$ref": f"#/definitions/{shape.__name__}"}
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


_RIGHT: Schema = {
    "if": {"required": ["answers"]},
    "then": {"not": {"required": ["answer"]}},
    "else": {"required": ["answer"], "patternProperties": {"^wrong$": {"minItems": 2}}},
}
"""A choice has one right answer or several; beside one stand two wrong ones at least."""


class _Generator(GenerateJsonSchema):
    """What pydantic writes, as an editor wants it; each key has its explanation."""

    def __init__(self, translate: Translator) -> None:
        super().__init__(ref_template="#/definitions/{model}")
        self._translate = translate
        self._told = catalogue(translate.language, "schema").messages

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's signature
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        if "pattern" not in schema:
            empty = self._translate("schema.empty")
            types = ["string", "number", "boolean", "null"]
            return {"type": types, "pattern": r"\S", "patternErrorMessage": empty}
        return {
            # `true` would be a name, too.
            "type": ["string", "boolean"],
            "pattern": str(schema["pattern"]).replace(r"\z", "$"),
            "maxLength": schema["max_length"],
            "errorMessage": self._translate("schema.bad-name"),
        }

    def literal_schema(self, schema: core_schema.LiteralSchema) -> Schema:
        if "true" not in schema["expected"]:
            return super().literal_schema(schema)
        message = self._translate("schema.true-or-false")
        words = "|".join(map(str, schema["expected"]))
        flag = {"type": ["boolean", "string"], "pattern": f"^({words})$"}
        return {**flag, "errorMessage": message}

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        values = self.generate_inner(schema["values_schema"])
        if pattern := schema["keys_schema"].get("pattern"):
            allowed = {str(pattern).replace(r"\z", "$"): values}
            return {"type": "object", "additionalProperties": False, "patternProperties": allowed}
        return {
            "type": "object",
            "additionalProperties": values,
            "maxProperties": schema["max_length"],
        }

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> Schema:
        made = super().typed_dict_schema(schema)
        if "extras_schema" in schema:
            others = made["additionalProperties"]
            taken = "|".join(key for key in made["properties"] if is_code(key))
            # Of the other languages; a key of our own may look like a code.
            made["patternProperties"] = {f"^(?!({taken})$){CODE}$": others}
            made["additionalProperties"] = False
        shape = _kebab(made.pop("title"))
        made.pop("description", None)
        for key, value in made["properties"].items():
            for name in (f"{shape}-{_kebab(key)}", _kebab(key)):
                if f"schema.{name}" in self._told:
                    made["properties"][key] = {
                        "description": self._translate(f"schema.{name}"),
                        **value,
                    }
                    break
        return made

    def definitions_schema(self, schema: core_schema.DefinitionsSchema) -> Schema:
        self._to_define = {each["ref"]: each for each in schema["definitions"]}
        return super().definitions_schema(schema)

    def union_schema(self, schema: core_schema.UnionSchema) -> Schema:
        """One schema for all branches, whose other keywords each hold for one type only."""
        for choice in schema["choices"]:
            branch = choice[0] if isinstance(choice, tuple) else choice
            while branch["type"] == "function-after":
                branch = branch["schema"]
            if branch["type"] == "definition-ref":  # it may be defined after what refers to it
                self.generate_inner(self._to_define[branch["schema_ref"]])
        made: Schema = {}
        types: list[str] = []
        for branch in super().union_schema(schema)["anyOf"]:
            found = branch
            if "$ref" in branch:
                found = self.get_schema_from_definitions(JsonRef(branch["$ref"])) or {}
            types += [found["type"]] if isinstance(found["type"], str) else found["type"]
            # Both kinds of mapping, by language and by gap, allow their own keys.
            both = {**made.get("patternProperties", {}), **found.get("patternProperties", {})}
            made |= found
            made |= {"patternProperties": both} if both else {}
        return made | {"type": list(dict.fromkeys(types))}


def _kebab(name: str) -> str:
    """`DrillAnswer` and `also_accept` as parts of a code."""
    apart = "".join(f"-{letter}" if letter.isupper() else letter for letter in name)
    return apart.lower().replace("_", "-").strip("-")
