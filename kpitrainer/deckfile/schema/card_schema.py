"""The shape of a deck file, as its author writes it: which keys, and what stands under each.

Typed dictionaries rather than model classes: pydantic checks them in half the time, and the same
declarations give a JSON Schema. What a shape cannot say (a text in every language, numbered
gaps, unique ids) is checked by `cards`.
"""

from typing import Annotated, Any, Literal, Required, TypeAlias

from pydantic import Field, StringConstraints, Tag, TypeAdapter
from typing_extensions import TypedDict

from kpitrainer.deckfile.schema.drill_schema import DrillForm, DrillVariant
from kpitrainer.deckfile.schema.values import (
    MOST,
    Flag,
    FormerNames,
    Id,
    Ids,
    Items,
    Level,
    Lines,
    LinesByLanguage,
    Text,
    TextList,
    Texts,
    Version,
    strict,
)


class CardEntry(TypedDict, total=False):
    """What every card may have."""

    why: Text
    mnemonic: Text
    tags: Lines
    source: Lines
    aliases: FormerNames
    sibling: Id
    version: Version


@strict
class BasicEntry(CardEntry, total=False):
    """`- basic: id`: a question and its answer."""

    basic: Required[Id]
    ask: Required[Text]
    answer: Required[Text]
    typed: Flag
    reverse: Flag
    accept: Texts
    reject: Texts


@strict
class ListEntry(CardEntry, total=False):
    """`- list: id`: several things to recall."""

    list: Required[Id]
    ask: Required[Text]
    items: Required[Items]
    ordered: Flag


ByGap: TypeAlias = dict[Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?\z")], Texts]
GapTexts = Annotated[
    Annotated[LinesByLanguage, Tag("<map>")]
    | Annotated[ByGap, Tag("<gaps>")]
    | Annotated[Lines, Tag("<list>")],
    Field(union_mode="left_to_right"),
]


@strict
class ClozeEntry(CardEntry, total=False):
    """`- cloze: id`: a text with gaps."""

    cloze: Required[Id]
    text: Required[Text]
    typed: Flag
    accept: GapTexts
    reject: GapTexts


@strict
class ChoiceEntry(CardEntry, total=False):
    """`- choice: id`: one right answer among wrong ones."""

    choice: Required[Id]
    ask: Required[Text]
    answer: Required[Text]
    wrong: Required[Annotated[TextList, Field(min_length=2, max_length=5)]]


@strict
class TrueFalseEntry(CardEntry, total=False):
    """`- truefalse: id`: a claim to judge."""

    truefalse: Required[Id]
    claim: Required[Text]
    answer: Required[Flag]


@strict
class DrillEntry(CardEntry, DrillForm, total=False):
    """`- drill: id`: a calculation; the template's builder checks its formulas and names."""

    drill: Required[Id]
    title: Text
    variants: Annotated[list[DrillVariant], MOST]


@strict
class DeckHeader(TypedDict, total=False):
    """The keys of a deck file beside its cards."""

    deck: Required[Id]
    title: Required[Text]
    description: Text
    languages: Required[Annotated[list[Literal["fr", "en"]], Field(min_length=1, max_length=2)]]
    level: Required[Level]
    optional: Flag
    after: Ids
    cards: Required[Any]


ENTRIES: dict[str, type] = {
    "basic": BasicEntry,
    "list": ListEntry,
    "cloze": ClozeEntry,
    "choice": ChoiceEntry,
    "truefalse": TrueFalseEntry,
    "drill": DrillEntry,
}
"""The card types, by the key that opens the card."""

HEADER = TypeAdapter(DeckHeader)
ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(e) for kind, e in ENTRIES.items()}
