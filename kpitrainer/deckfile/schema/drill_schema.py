"""The shape of a drill, as its author writes it; the template's builder checks what it means."""

from typing import Annotated, Literal, Required, TypeAlias

from pydantic import Field, Tag, WithJsonSchema
from typing_extensions import TypedDict

from kpitrainer.deckfile.schema.values import (
    MOST,
    Flag,
    Id,
    Line,
    Lines,
    Text,
    TextList,
    as_number,
    strict,
)

# The template's builder looks at these more closely.
Decimals = Annotated[Line, as_number(0, 6)]
AlsoAccept = Annotated[
    Line,
    # Spaces around it are no mistake, but only the bare word is proposed.
    WithJsonSchema(
        {
            "anyOf": [{"enum": ["rounded_steps"]}, {"pattern": r"^\s*rounded_steps\s*$"}],
            "type": "string",
        }
    ),
]


@strict
class DrillAnswer(TypedDict, total=False):
    """What a drill asks for."""

    formula: Required[Line]
    unit: Text
    decimals: Decimals
    signed: Flag
    also_accept: AlsoAccept


@strict
class DrillMistake(TypedDict, total=False):
    """A wrong method, its value and what to say."""

    wrong: Required[Id]
    formula: Required[Line]
    say: Required[Text]
    step: Annotated[Line, as_number(1, 99)]


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
    decimals: Decimals


Drawn = Annotated[
    Annotated[Lines, Tag("<list>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]

DrawnByName: TypeAlias = Annotated[dict[Line, Drawn], MOST]
LineByName: TypeAlias = Annotated[dict[Line, Line], MOST]
TextByName: TypeAlias = Annotated[dict[Line, Text], MOST]

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
class DrillFigurePart(TypedDict, total=False):
    """A value of a drill's picture, and what it is called there."""

    value: Required[Line]
    label: Text


@strict
class DrillFigureTotal(DrillFigurePart, total=False):
    """What the parts of a drill's picture come to."""


FigurePart = Annotated[
    Annotated[DrillFigurePart, Tag("<map>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]


@strict
class DrillFigure(TypedDict, total=False):
    """A picture of a drill's values; the template's builder checks what goes with what."""

    kind: Required[Literal["stacked", "funnel", "waterfall", "pair", "square", "line"]]
    parts: Required[Annotated[list[FigurePart], MOST]]
    total: DrillFigureTotal
    x: Line
    unit: Text


@strict
class DrillPart(TypedDict, total=False):
    """A question; the template's builder checks what goes with what."""

    ask: Text
    answer: DrillAnswer
    choose: Annotated[list[DrillOption], MOST]
    solve_for: SolveFor
    hints: TextList
    steps: TextList
    mistakes: Annotated[list[DrillMistake], MOST]
    plausible: LineByName


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


class DrillForm(DrillPart, total=False):
    """What a drill and each of its variants may have."""

    context: TextList
    given: DrawnByName
    let: LineByName
    names: TextByName
    where: Lines
    table: DrillTable
    figure: DrillFigure
    reading: Literal["higher", "lower"]
    parts: Annotated[list[DrillPart], MOST]
    tests: Annotated[list[DrillTest], MOST]


@strict
class DrillVariant(DrillForm, total=False):
    """Fields that replace the drill's own when this variant is drawn."""

    variant: Id
