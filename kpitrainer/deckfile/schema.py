"""The shape of a deck file, as its author writes it: which keys, and what stands under each.

Every scalar is text here (`level: 2` is "2"); `cards` gives them their meaning. Typed
dictionaries rather than model classes: pydantic checks them in half the time, and the same
declarations give a JSON Schema. What a shape cannot say (a text in every language, numbered
gaps, unique ids) is checked by `cards`.
"""

from typing import Annotated, Any, Literal, Required, TypeAlias

from pydantic import ConfigDict, Field, StringConstraints, Tag, TypeAdapter, WithJsonSchema
from pydantic.config import with_config
from typing_extensions import TypedDict

LONGEST = 2_000
"""Characters of one text."""

LONGEST_ID = 80

MOST = Field(max_length=200)
"""Entries of one list or mapping: far above any real one, far below what would take long."""

strict = with_config(ConfigDict(extra="forbid"))

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
Lines: TypeAlias = Annotated[list[Line], MOST]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*\z", max_length=LONGEST_ID)]
Ids: TypeAlias = Annotated[list[Id], MOST]
FormerName = Annotated[
    str,
    StringConstraints(
        pattern=r"^([a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*\z", max_length=2 * LONGEST_ID + 1
    ),
]
FormerNames: TypeAlias = Annotated[list[FormerName], MOST]
Flag = Annotated[Literal["true", "false"], WithJsonSchema({"type": "boolean"})]
Level = Annotated[Literal["1", "2", "3"], WithJsonSchema({"type": "integer", "enum": [1, 2, 3]})]
Version = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,2}\z"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 999}),
]


@strict
class TextByLanguage(TypedDict, total=False):
    """A text in each language."""

    fr: Line
    en: Line


@strict
class LinesByLanguage(TypedDict, total=False):
    """Several texts, in some languages."""

    fr: Lines
    en: Lines


# The tags label a union's branches in pydantic's errors; `shape` reads them (see BRANCHES).
Text = Annotated[
    Annotated[TextByLanguage, Tag("<map>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]
Texts = Annotated[
    Annotated[LinesByLanguage, Tag("<map>")] | Annotated[Lines, Tag("<list>")],
    Field(union_mode="left_to_right"),
]
TextList: TypeAlias = Annotated[list[Text], MOST]


@strict
class Item(TextByLanguage, total=False):
    """One item of a list, with other spellings that count."""

    accept: Texts


AnyItem = Annotated[
    Annotated[Item, Tag("<map>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]
Items = Annotated[list[AnyItem], Field(min_length=2, max_length=30)]


class Entry(TypedDict, total=False):
    """What every card may have."""

    why: Text
    mnemonic: Text
    tags: Lines
    source: Lines
    aliases: FormerNames
    sibling: Id
    version: Version


@strict
class BasicEntry(Entry, total=False):
    """`- basic: id`: a question and its answer."""

    basic: Required[Id]
    ask: Required[Text]
    answer: Required[Text]
    typed: Flag
    reverse: Flag
    accept: Texts
    reject: Texts


@strict
class ListEntry(Entry, total=False):
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
class ClozeEntry(Entry, total=False):
    """`- cloze: id`: a text with gaps."""

    cloze: Required[Id]
    text: Required[Text]
    typed: Flag
    accept: GapTexts
    reject: GapTexts


@strict
class ChoiceEntry(Entry, total=False):
    """`- choice: id`: one right answer among wrong ones."""

    choice: Required[Id]
    ask: Required[Text]
    answer: Required[Text]
    wrong: Required[Annotated[TextList, Field(min_length=2, max_length=5)]]


@strict
class TrueFalseEntry(Entry, total=False):
    """`- truefalse: id`: a claim to judge."""

    truefalse: Required[Id]
    claim: Required[Text]
    answer: Required[Flag]


@strict
class DrillAnswer(TypedDict, total=False):
    """What a drill asks for."""

    formula: Required[Line]
    unit: Text
    decimals: Line
    signed: Flag
    also_accept: Line


@strict
class DrillMistake(TypedDict, total=False):
    """A wrong method, its value and what to say."""

    wrong: Required[Id]
    formula: Required[Line]
    say: Required[Text]
    step: Line


@strict
class DrillOption(TypedDict, total=False):
    """A text to choose, and when it is right."""

    text: Required[Text]
    right: Line
    say: Text
    wrong: Id


@strict
class DrillReverse(TypedDict, total=False):
    """The given that is asked for instead of the answer."""

    name: Required[Line]
    unit: Text
    decimals: Line


Drawn = Annotated[
    Annotated[Lines, Tag("<list>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]

DrawnByName: TypeAlias = Annotated[dict[Line, Drawn], MOST]
LineByName: TypeAlias = Annotated[dict[Line, Line], MOST]

SolveFor = Annotated[
    Annotated[DrillReverse, Tag("<map>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]

Cells = Annotated[
    Annotated[TextList, Tag("<list>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]


@strict
class DrillColumn(TypedDict, total=False):
    """A column of a drill's table."""

    head: Required[Text]
    cells: Required[Cells]


@strict
class DrillTable(TypedDict, total=False):
    """Data shown in rows and columns."""

    heads: TextList
    rows: Annotated[list[TextList], MOST]
    columns: Annotated[list[DrillColumn], MOST]


@strict
class DrillPart(TypedDict, total=False):
    """One of a drill's questions; the template's builder checks what goes with what."""

    ask: Text
    answer: DrillAnswer
    choose: Annotated[list[DrillOption], MOST]
    solve_for: SolveFor
    hints: TextList
    steps: TextList
    mistakes: Annotated[list[DrillMistake], MOST]


@strict
class DrillPartTest(TypedDict, total=False):
    """What a test expects of one part."""

    answer: Line
    mistakes: LineByName
    choose: Line


DrillTest = TypedDict(  # the functional form, since `with` is a keyword
    "DrillTest",
    {
        "with": Required[DrawnByName],
        "answer": Line,
        "mistakes": LineByName,
        "choose": Line,
        "parts": Annotated[list[DrillPartTest], MOST],
    },
    total=False,
)
strict(DrillTest)


class DrillForm(TypedDict, total=False):
    """What a drill and each of its variants may have."""

    context: TextList
    given: DrawnByName
    let: LineByName
    where: Lines
    table: DrillTable
    reading: Literal["higher", "lower"]
    ask: Text
    answer: DrillAnswer
    choose: Annotated[list[DrillOption], MOST]
    solve_for: SolveFor
    hints: TextList
    steps: TextList
    mistakes: Annotated[list[DrillMistake], MOST]
    parts: Annotated[list[DrillPart], MOST]
    tests: Annotated[list[DrillTest], MOST]


@strict
class DrillVariant(DrillForm, total=False):
    """Fields that replace the drill's own when this variant is drawn."""

    variant: Id


@strict
class DrillEntry(Entry, DrillForm, total=False):
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
