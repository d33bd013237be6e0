"""The keys of a deck file beside its cards."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from kpitrainer.deckfile.read.card_maker import CardMaker
from kpitrainer.deckfile.read.entry import id_fault
from kpitrainer.deckfile.read.own_words import own_vocabulary
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.validation import ValidationReport
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS, Source
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq
from kpitrainer.domain.cards.card import Prerequisite
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.spelling import Vocabulary


@dataclass(frozen=True, slots=True)
class Header:
    """What a deck file says of its deck."""

    id: str
    title: LocalizedText
    description: LocalizedText | None
    languages: tuple[str, ...]
    level: int
    optional: bool
    after: tuple[Prerequisite, ...]
    vocabulary: Vocabulary


def read_header(root: Map, source: Source) -> tuple[Header | None, list[Fault]]:
    """The header in `root`, the tree of `source`, with its faults.

    Only without an id or languages is there none: a deck whose title or level is wrong is told
    so and can still be studied.
    """
    faults: list[Fault] = []
    fields: dict[str, Any]
    try:
        fields = dict(card_schema.HEADER.validate_python(root))
    except ValidationError as error:
        faults += islice(ValidationReport(root, "deck", source.text).faults(error), MAX_DIAGNOSTICS)
        if "deck" in root and (fault := id_fault(root, "deck", ())):
            faults.append(fault)
        wrong = {fault.path[0] for fault in faults if fault.path}
        fields = {key: value for key, value in root.items() if key not in wrong}
    languages: list[str] = fields.get("languages", [])
    if len(set(languages)) < len(languages):
        faults.append(Fault(("languages", 1), "deck.twice", {"text": languages[1]}))
        languages = languages[:1]
    after: list[str] = fields.get("after", [])
    for number, name in enumerate(after):
        if name in after[:number]:
            faults.append(Fault(("after", number), "deck.twice", {"text": name}))
    vocabulary, wrong_words = own_vocabulary(
        fields.get("opposites", ()), fields.get("lookalikes", ())
    )
    faults += wrong_words
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
        fields.get("optional") in (True, "true"),  # still a text where another key is wrong
        tuple(_prerequisites(root, after, source)),
        vocabulary,
    )
    return header, faults + maker.faults


def _prerequisites(root: Map, after: list[str], source: Source) -> Iterator[Prerequisite]:
    written = root.get("after")
    if after and isinstance(written, Seq):
        for number, (name, mark) in enumerate(zip(after, written.marks, strict=True)):
            if name not in after[:number]:
                yield Prerequisite(name, source.position(mark))
