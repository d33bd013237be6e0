"""The keys of a deck file beside its cards."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from kpitrainer.deckfile import schema
from kpitrainer.deckfile.cards import CardMaker
from kpitrainer.deckfile.entry import id_fault
from kpitrainer.deckfile.faults import Fault
from kpitrainer.deckfile.shape import Misshapen
from kpitrainer.deckfile.source import MOST_PROBLEMS
from kpitrainer.deckfile.tree import Map
from kpitrainer.domain.card import Text


@dataclass(frozen=True, slots=True)
class Header:
    """What a deck file says of its deck."""

    id: str
    title: Text
    description: Text | None
    languages: tuple[str, ...]
    level: int
    optional: bool


def read_header(root: Map, text: str) -> tuple[Header | None, list[Fault]]:
    """The header in `root`, the tree of the file's `text`, with its faults.

    Only without an id or languages is there none: a deck whose title or level is wrong is told
    so and can still be studied.
    """
    faults: list[Fault] = []
    fields: dict[str, Any]
    try:
        fields = dict(schema.HEADER.validate_python(root))
    except ValidationError as error:
        faults += islice(Misshapen(root, "deck", text).faults(error), MOST_PROBLEMS)
        if "deck" in root and (fault := id_fault(root, "deck", ())):
            faults.append(fault)
        wrong = {fault.path[0] for fault in faults if fault.path}
        fields = {key: value for key, value in root.items() if key not in wrong}
    languages: list[str] = fields.get("languages", [])
    if len(set(languages)) < len(languages):
        faults.append(Fault(("languages", 1), "deck.twice", {"text": languages[1]}))
        languages = languages[:1]
    if "deck" not in fields or not languages:
        return None, faults
    maker = CardMaker(fields["deck"], tuple(languages))
    title = maker.text(fields.get("title", fields["deck"]), "title")
    description = (
        maker.text(fields["description"], "description") if "description" in fields else None
    )
    header = Header(
        fields["deck"],
        {language: words or fields["deck"] for language, words in title.items()},
        description,
        tuple(languages),
        int(fields.get("level", 1)),
        fields.get("optional") == "true",
    )
    return header, faults + maker.faults
