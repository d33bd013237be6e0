"""What the column of types says of a card: its type, and how it is asked."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kpitrainer.formats.draft import Fields
from kpitrainer.formats.read.column_roles import folded

_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("basic", "question", "carte", "simple", "basique", "flashcard"), "basic"),
    **dict.fromkeys(("list", "liste"), "list"),
    **dict.fromkeys(("cloze", "texte a trous", "trous"), "cloze"),
    **dict.fromkeys(("choice", "qcm", "qcu", "mcq", "multiple choice", "choix multiple"), "choice"),
    **dict.fromkeys(("truefalse", "true false", "vrai faux", "tf", "vf"), "truefalse"),
}
_FLAGS: Mapping[str, str] = {
    **dict.fromkeys(("reponse courte", "short answer", "shortanswer", "typed", "saisie"), "typed"),
    **dict.fromkeys(("basic and reversed card", "reverse", "reversed", "inversee"), "reverse"),
    **dict.fromkeys(("ordered", "ordonnee"), "ordered"),
    **dict.fromkeys(("exact", "exacte"), "exact"),
}
_ENOUGH = re.compile(r"\b(?:any|dont) ([1-9]\d?)\b")


class CardKind(NamedTuple):
    """A card type, "" where none is told, and the keys that are told with it."""

    kind: str
    fields: Fields


def card_kind(written: str) -> CardKind | None:
    """What a cell such as “typed reverse” or “list any 3” says; None where it says nothing."""
    words = folded(written)
    fields: Fields = {}
    if enough := _ENOUGH.search(words):
        fields["any"] = int(enough[1])
        words = " ".join(_ENOUGH.sub(" ", words).split())
    for phrase, flag in _FLAGS.items():
        bare = re.sub(rf"\b{phrase}\b", " ", words)
        if bare != words:
            fields[flag] = True
            words = " ".join(bare.split())
    if not words:
        return CardKind("basic" if fields else "", fields)
    return CardKind(_KINDS[words], fields) if words in _KINDS else None
