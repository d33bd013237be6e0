"""The shape of a deck file, as its author writes it: which keys, and what stands under each.

Typed dictionaries rather than model classes: pydantic checks them in half the time, and the same
declarations give a JSON Schema. What a shape cannot say (a text in every language, numbered
gaps, unique ids) is checked by `cards`.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Required, TypeAlias, get_args, get_origin

from pydantic import Field, StringConstraints, Tag, TypeAdapter
from typing_extensions import TypedDict, get_type_hints, is_typeddict

from kpitrainer.deckfile.schema.drill_schema import DrillForm, DrillVariant
from kpitrainer.deckfile.schema.values import (
    MOST,
    AnyWrong,
    Enough,
    Flag,
    FormerNames,
    Id,
    Ids,
    Items,
    Language,
    Level,
    Line,
    Lines,
    OneText,
    SomeLines,
    Text,
    TextByLanguage,
    TextList,
    Texts,
    Versions,
    strict,
)
from kpitrainer.deckfile.syntax.yaml_tree import Keys


class CardEntry(TypedDict, total=False):
    """What every card may have."""

    why: Text
    mnemonic: Text
    tags: Lines
    source: Lines
    aliases: FormerNames
    sibling: Id
    version: Versions
    origin: Line


BY_PROGRAMS = frozenset({"origin"})
"""Keys that nobody writes by hand."""


class HintedEntry(CardEntry, total=False):
    """What every card may have but a drill, which has several hints."""

    hint: Text


@strict
class AnswerTests(TypedDict, total=False):
    """Answers, by what they are to be judged."""

    right: Texts
    near: Texts
    wrong: Texts


@strict
class BasicEntry(HintedEntry, total=False):
    """`- basic: id`: a question and its answer."""

    basic: Required[Id]
    ask: Required[Text]
    answer: Required[Text]
    typed: Flag
    exact: Flag
    tolerance: Line
    reverse: Flag
    accept: Texts
    reject: Texts
    tests: AnswerTests


@strict
class ListEntry(HintedEntry, total=False):
    """`- list: id`: several things to recall."""

    list: Required[Id]
    ask: Required[Text]
    items: Required[Items]
    ordered: Flag
    any: Enough
    tests: AnswerTests


GapNumber = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?\z")]
ByGap: TypeAlias = dict[GapNumber, Texts]
GapTexts = Annotated[
    Annotated[SomeLines, Tag("<map>")]
    | Annotated[ByGap, Tag("<gaps>")]
    | Annotated[Lines, Tag("<list>")],
    Field(union_mode="left_to_right"),
]
TextByGap: TypeAlias = dict[GapNumber, Text]
GapText = Annotated[
    Annotated[OneText, Tag("<map>")]
    | Annotated[TextByGap, Tag("<gaps>")]
    | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]


@strict
class GapTests(TypedDict, total=False):
    """Answers, by what they are to be judged; of several gaps by number."""

    right: GapTexts
    near: GapTexts
    wrong: GapTexts


@strict
class ClozeEntry(CardEntry, total=False):
    """`- cloze: id`: a text with gaps."""

    cloze: Required[Id]
    text: Required[Text]
    typed: Flag
    exact: Flag
    hint: GapText
    accept: GapTexts
    reject: GapTexts
    tests: GapTests


@strict
class ChoiceEntry(HintedEntry, total=False):
    """`- choice: id`: right answers among wrong ones; of one among two wrong ones at least."""

    choice: Required[Id]
    ask: Required[Text]
    answer: Text
    answers: Annotated[TextList, Field(min_length=2, max_length=5)]
    wrong: Required[Annotated[list[AnyWrong], Field(min_length=1, max_length=5)]]
    last: Annotated[TextList, Field(min_length=1, max_length=5)]


@strict
class TrueFalseEntry(HintedEntry, total=False):
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


TitlesByName: TypeAlias = Annotated[dict[Line, Text], MOST]


@strict
class DeckHeader(TypedDict, total=False):
    """The keys of a deck file beside its cards."""

    deck: Required[Id]
    title: Required[Text]
    description: Text
    languages: Required[Annotated[list[Language], Field(min_length=1, max_length=10)]]
    level: Required[Level]
    optional: Flag
    after: Ids
    opposites: Lines
    lookalikes: Lines
    tags: TitlesByName
    sources: TitlesByName
    edition: Line
    author: Line
    licence: Line
    homepage: Line
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


def keys_at(shape: type, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand where `path` ends in `shape`."""
    hints: list[Any] = [shape]
    for step in path[:-1]:
        hints = [inner for hint in hints for inner in _below(hint, step)]
    choices = (each for hint in hints for each in (hint, *get_args(hint)))
    return next((tuple(each.__annotations__) for each in choices if is_typeddict(each)), ())


def _below(hint: Any, step: str | int) -> Iterator[Any]:  # noqa: ANN401 - any type there is
    """What may stand under the key or number `step` of what has the type `hint`."""
    if is_typeddict(hint):
        yield from (value for key, value in get_type_hints(hint).items() if key == step)
    elif get_origin(hint) in (list, dict):
        yield get_args(hint)[-1]
    else:
        yield from (inner for branch in get_args(hint) for inner in _below(branch, step))


def _within(hint: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a type hint has no type of its own
    """Each key, with the type of its value, of all typed dictionaries in `hint`."""
    values = get_type_hints(hint) if is_typeddict(hint) else {}
    yield from values.items()
    for inner in (*values.values(), *get_args(hint)):
        yield from _within(inner)


def _holds_text(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no type of its own
    """Whether what a learner reads may stand here, which is what differs by language."""
    if get_origin(hint) is dict:
        return False  # it stands under names of its own
    if is_typeddict(hint):
        return get_type_hints(hint).keys() >= get_type_hints(TextByLanguage).keys()
    return any(map(_holds_text, get_args(hint)))


def _holds_list(hint: Any) -> bool:  # noqa: ANN401 - a type hint has no type of its own
    """Whether a list may stand here."""
    if is_typeddict(hint) or get_origin(hint) is dict:
        return False
    return get_origin(hint) is list or any(map(_holds_list, get_args(hint)))


_ALL = [pair for shape in (DeckHeader, *ENTRIES.values()) for pair in _within(shape)]

KEYS = Keys(
    kinds=frozenset(ENTRIES),
    card=frozenset(key for entry in ENTRIES.values() for key in entry.__annotations__),
    header=frozenset(DeckHeader.__annotations__),
    texts=frozenset(key for key, hint in _ALL if _holds_text(hint))
    | frozenset(TextByLanguage.__annotations__),
    lists=frozenset(key for key, hint in _ALL if _holds_list(hint)) | {"cards"},
    known=frozenset(key for key, _ in _ALL),
)
