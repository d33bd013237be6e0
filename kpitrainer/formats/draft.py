"""The form between another program's file and a deck: cards with what was lost of each.

An importer makes a `DraftDeck`; it need not see to the deck format's limits, to names or to YAML
(`mend.py`, `finish.py` and `deckfile/write/deck_writer.py` do), but says what it left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from kpitrainer.domain.schedule.memory import Phase
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Message, Rating

Loss: TypeAlias = Message
"""What a card does not keep: a code of `import.po` ("import.lost-picture") and its values."""

Fields: TypeAlias = dict[str, Any]
"""The keys of an entry as a deck file has them: texts, truth values, numbers, lists, mappings.

A text is a `str`, or by language a mapping: `{"fr": "…", "en": "…"}`; a plain one serves all.
"""

_MOST_LOSSES = 100

_SHOWN = 60
"""Characters of a question that tell which card is meant."""


class Place(NamedTuple):
    """Where a card stood, by its number from 1.

    The `unit` is "line", "row", "note", "question" or "card".
    """

    unit: str
    number: int
    sheet: str = ""

    def message(self) -> Message:
        """It in words."""
        told = Message(f"import.place-{self.unit}", {"number": str(self.number)})
        if not self.sheet:
            return told
        return Message("import.place-in", {"place": told, "sheet": self.sheet})


class PastAct(NamedTuple):
    """What the learner did with a card in another program.

    `at` is when, in milliseconds since 1970, but after those before it: of a mark, as it is not
    known, it is when the card was made. `was` is the phase it was in, None of a new one.
    """

    at: int
    kind: LogKind
    rating: Rating | None = None
    was: Phase | None = None
    duration_ms: int | None = None
    value: int | None = None


class LeftOut(NamedTuple):
    """What has no card, or no place in another format, and why."""

    place: Place
    begins: str
    reason: Message


@dataclass(slots=True)
class Draft:
    """One entry to be: its card type, its fields, and what of the source it does not keep.

    `key` is whose it is in the source, as long as the source keeps it (a GUID, an id); without
    one the question tells. `wanted_name` is the id the source gives it, if it can be one.
    `cards` are the numbers in the source of the cards it gives, by their suffix ("#reverse").
    """

    kind: str
    fields: Fields
    place: Place
    key: str = ""
    wanted_name: str = ""
    losses: list[Loss] = field(default_factory=list)
    cards: dict[str, int] = field(default_factory=dict)

    def lose(self, code: str, **values: object) -> None:
        """Note a loss, once; nobody reads more of them of one card than `_MOST_LOSSES`."""
        loss = Loss(code, values)
        if len(self.losses) < _MOST_LOSSES and loss not in self.losses:
            self.losses.append(loss)

    def left_out(self, code: str, **values: object) -> LeftOut:
        """It, as what there is no place for."""
        return LeftOut(self.place, self.begins, Message(code, values))

    @property
    def question(self) -> str:
        """What it asks, in its first language."""
        for key in ("ask", "claim", "text", "title"):
            text = self.fields.get(key)
            if isinstance(text, dict):
                text = next(iter(text.values()), "")
            if isinstance(text, str) and text.strip():
                return text.strip()
        return ""

    @property
    def begins(self) -> str:
        """The beginning of its question, on one line."""
        return beginning(self.question)


@dataclass(slots=True)
class DraftDeck:
    """What a file holds: a deck to be.

    `header` has further keys of a deck file (`level`, `author`, `tags`: titles by name); without
    `languages` they are guessed. `told` is what concerns the file as a whole; `history` what was
    done with its cards, by their numbers in the source.
    """

    title: str = ""
    description: str = ""
    languages: tuple[str, ...] = ()
    header: Fields = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    history: dict[int, list[PastAct]] = field(default_factory=dict)

    def leave_out(self, place: Place, begins: str, code: str, **values: object) -> None:
        """Note that what stands at `place` gives no card."""
        self.left_out.append(LeftOut(place, beginning(begins), Message(code, values)))

    def tell(self, code: str, **values: object) -> None:
        """Note what concerns the whole file, once."""
        message = Message(code, values)
        if message not in self.told:
            self.told.append(message)


def _nothing_told(_place: int, _of: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reader of a file is told beside its path.

    `columns` are pairs: what a card is made of, and a word of a table's header, or the number of a
    column. `progress` takes how many of how many notes are read. `history` says whether what the
    learner did there is wanted.
    """

    languages: tuple[str, ...] = ()
    columns: Sequence[tuple[str, str]] = ()
    separator: str = ""
    sheet: str = ""
    header: bool | None = None
    history: bool = False
    progress: Callable[[int, int], None] = _nothing_told


def beginning(text: str) -> str:
    """The first words of `text`, on one line."""
    words = " ".join(text[: 4 * _SHOWN].split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def texts_in(value: object) -> Iterator[str]:
    """All texts that stand anywhere in the value of a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
