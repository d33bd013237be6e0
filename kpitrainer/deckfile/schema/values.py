"""The values that stand in a deck file: texts, names, flags, numbers, as text.

Every scalar but a flag is text here (`level: 2` is "2"); `cards` gives them their meaning.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, Tag, WithJsonSchema
from pydantic.config import with_config
from typing_extensions import TypedDict

from kpitrainer.deckfile.schema.languages import CODE, by_language
from kpitrainer.i18n import LANGUAGES

LONGEST = 2_000
"""Characters of one text."""

LONGEST_ID = 80

MOST_ITEMS = 30
"""Items of a list."""

MOST = Field(max_length=200)
"""Entries of one list or mapping: far above any real one, far below what would take long."""

strict = with_config(ConfigDict(extra="forbid"))
_open = with_config(ConfigDict(extra="allow"))


def as_number(low: int, high: int) -> WithJsonSchema:
    """What editors take for a whole number, which may be written in quotes."""
    digits = len(str(high))
    pattern = rf"^\s*[{low}-{high}]\s*$" if digits == 1 else rf"^\s*[0-9]{{1,{digits}}}\s*$"
    limits = {"minimum": low, "maximum": high, "default": low}  # the default is what they write
    return WithJsonSchema({"type": ["integer", "string"], "pattern": pattern, **limits})


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
TRUE = frozenset({"true", "True", "TRUE", "vrai", "Vrai", "VRAI"})
"""What says true; spreadsheets write it in capitals, in the language of their reader."""

Flag = Annotated[
    Literal[
        "true",
        "True",
        "TRUE",
        "vrai",
        "Vrai",
        "VRAI",
        "false",
        "False",
        "FALSE",
        "faux",
        "Faux",
        "FAUX",
    ],
    AfterValidator(TRUE.__contains__),
]
Level = Annotated[Literal["1", "2", "3"], as_number(1, 3)]
Language = Annotated[
    Line,
    # Those of the interface are proposed; any code will do.
    WithJsonSchema(
        {"anyOf": [{"enum": list(LANGUAGES)}, {"pattern": rf"^\s*{CODE}\s*$"}], "type": "string"}
    ),
]
Enough = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?\z"), as_number(1, MOST_ITEMS - 1)]
_VERSION = StringConstraints(pattern=r"^[1-9][0-9]{0,2}\z")
Version = Annotated[str, _VERSION, as_number(1, 999)]


@_open
class TextByLanguage(TypedDict, total=False, extra_items=Line):  # type: ignore[call-arg]  # PEP 728
    """A text in each language; `by_language` checks the others' codes."""

    fr: Line
    en: Line


@_open
class LinesByLanguage(TypedDict, total=False, extra_items=Lines):  # type: ignore[call-arg]  # PEP 728
    """Several texts, in some languages."""

    fr: Lines
    en: Lines


_by_language = AfterValidator(by_language())
OneText: TypeAlias = Annotated[TextByLanguage, _by_language]
SomeLines: TypeAlias = Annotated[LinesByLanguage, _by_language]

# The tags label a union's branches in pydantic's errors; `shape` reads them (see BRANCHES).
Text = Annotated[
    Annotated[OneText, Tag("<map>")] | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]
Texts = Annotated[
    Annotated[SomeLines, Tag("<map>")] | Annotated[Lines, Tag("<list>")],
    Field(union_mode="left_to_right"),
]
Versions = Annotated[
    Annotated[
        dict[Annotated[str, _VERSION], Text], Field(min_length=1, max_length=200), Tag("<gaps>")
    ]
    | Annotated[Version, Tag("<text>")],
    Field(union_mode="left_to_right"),
]
"""A card's version, or what each version after the first has changed."""
TextList: TypeAlias = Annotated[list[Text], MOST]


@_open
class ItemEntry(TextByLanguage, total=False):
    """One item of a list, with other spellings that count."""

    accept: Texts


@_open
class WrongEntry(TextByLanguage, total=False):
    """A wrong option by language, or under `text`, and what to say to whoever chooses it."""

    text: Text
    say: Text


AnyWrong = Annotated[
    Annotated[WrongEntry, AfterValidator(by_language("text", "say")), Tag("<map>")]
    | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]

AnyItem = Annotated[
    Annotated[ItemEntry, AfterValidator(by_language("accept")), Tag("<map>")]
    | Annotated[Line, Tag("<text>")],
    Field(union_mode="left_to_right"),
]
Items = Annotated[list[AnyItem], Field(min_length=2, max_length=MOST_ITEMS)]
