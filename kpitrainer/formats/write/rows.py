"""A deck as the rows of a table, which the importer of tables reads again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpitrainer.formats.draft import Draft
from kpitrainer.formats.outgoing import OutgoingDeck, outgoing_deck, wrong_options

_HEADS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "id": "Id", "type": "Type", "question": "Question", "answer": "Réponse",
        "accept": "Autres réponses", "wrong": "Mauvaises réponses", "why": "Explication",
        "hint": "Indice", "mnemonic": "Mnémo", "tags": "Étiquettes", "source": "Source",
    },
    "en": {
        "id": "Id", "type": "Type", "question": "Question", "answer": "Answer",
        "accept": "Also accepted", "wrong": "Wrong answers", "why": "Explanation",
        "hint": "Hint", "mnemonic": "Mnemonic", "tags": "Tags", "source": "Source",
    },
}  # fmt: skip
_BY_LANGUAGE = ("question", "answer", "accept", "wrong", "why", "hint", "mnemonic")

_NO_COLUMN = {
    "reject": "export.lost-reject",
    "ordered": "export.lost-order",
    "last": "export.lost-last",
}


class Table(NamedTuple):
    """The heads of a table, and its rows, as many cells each."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def table_of(outgoing: OutgoingDeck) -> Table:
    """The table of a deck: a row an entry; drills have none, and are told."""
    heads = _HEADS["fr" if outgoing.language == "fr" else "en"]
    names = list(_names(outgoing.languages))
    drafts = {
        language: outgoing_deck(outgoing.deck, (language,)).drafts
        for language in outgoing.languages
    }
    rows = []
    for place, draft in enumerate(outgoing.drafts):
        if draft.kind == "drill":
            outgoing.leave_out(draft, "export.no-drills")
            continue
        row = dict(_common(draft))
        for language, written in drafts.items():
            for role, text in _texts(written[place]):
                row[f"{role}:{language}"] = text
        for key, code in _NO_COLUMN.items():
            if key in draft.fields:
                draft.lose(code)
        rows.append(row)
    used = [name for name in names if any(row.get(name) for row in rows)]
    several = len(outgoing.languages) > 1
    return Table(
        [_head(heads, name, several=several) for name in used],
        [[row.get(name, "") for name in used] for row in rows],
    )


def _names(languages: Sequence[str]) -> Iterator[str]:
    """Each column: a role, with the language where it has one for each."""
    for role in _HEADS["en"]:
        if role in _BY_LANGUAGE:
            yield from (f"{role}:{language}" for language in languages)
        else:
            yield role


def _head(heads: Mapping[str, str], name: str, *, several: bool) -> str:
    role, _, language = name.partition(":")
    return f"{heads[role]} ({language})" if several and language else heads[role]


def _common(draft: Draft) -> Iterator[tuple[str, str]]:
    """The cells that have no language."""
    yield "id", draft.wanted_name
    marks = [mark for mark in ("typed", "reverse") if draft.fields.get(mark)]
    yield "type", " ".join(marks) if draft.kind == "basic" and marks else draft.kind
    yield "tags", ", ".join(draft.fields.get("tags", ()))
    yield "source", "\n".join(draft.fields.get("source", ()))


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """The cells of one language."""
    fields = draft.fields
    yield "question", next(fields[key] for key in ("ask", "claim", "text") if key in fields)
    match draft.kind:
        case "truefalse":
            yield "answer", "TRUE" if fields["answer"] else "FALSE"
        case "list":
            yield "answer", "\n".join(fields["items"])
        case "choice":
            yield "answer", "\n".join(fields.get("answers", ())) or fields["answer"]
            yield "wrong", "\n".join(text for text, _ in wrong_options(draft))
            if any(say for _, say in wrong_options(draft)):
                draft.lose("export.lost-say")
        case "basic":
            yield "answer", fields["answer"]
            yield "accept", "; ".join(fields.get("accept", ()))
    for role in ("why", "hint", "mnemonic"):
        yield role, fields.get(role, "")
