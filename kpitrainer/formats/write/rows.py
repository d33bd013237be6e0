"""A deck as the rows of a table, which the importer of tables reads again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpitrainer.formats.draft import Draft
from kpitrainer.formats.outgoing import OutgoingDeck, list_items, outgoing_deck, wrong_options
from kpitrainer.formats.read.cell_lists import whole
from kpitrainer.formats.write.with_marks import with_marks

_HEADS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "id": "Id", "type": "Type", "question": "Question", "answer": "Réponse",
        "accept": "Autres réponses", "reject": "Réponses refusées", "tolerance": "Tolérance",
        "wrong": "Mauvaises réponses", "say": "Remarques sur les mauvaises réponses",
        "last": "Restent à la fin", "why": "Explication", "hint": "Indice",
        "mnemonic": "Mnémo", "tags": "Étiquettes", "source": "Source",
    },
    "en": {
        "id": "Id", "type": "Type", "question": "Question", "answer": "Answer",
        "accept": "Also accepted", "reject": "Rejected answers", "tolerance": "Tolerance",
        "wrong": "Wrong answers", "say": "Remarks on wrong answers",
        "last": "Stay at the end", "why": "Explanation", "hint": "Hint",
        "mnemonic": "Mnemonic", "tags": "Tags", "source": "Source",
    },
}  # fmt: skip
_TYPES: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "basic": "simple", "list": "liste", "cloze": "texte à trous", "choice": "QCM",
        "truefalse": "vrai/faux", "typed": "saisie", "reverse": "inversée",
        "ordered": "ordonnée", "exact": "exacte", "any": "dont",
    },
    "en": {
        "basic": "basic", "list": "list", "cloze": "cloze", "choice": "choice",
        "truefalse": "true/false", "typed": "typed", "reverse": "reverse",
        "ordered": "ordered", "exact": "exact", "any": "any",
    },
}  # fmt: skip
_TRUTHS = {"fr": ("FAUX", "VRAI"), "en": ("FALSE", "TRUE")}
_PLAIN = ("id", "type", "tolerance", "tags", "source")
"""The columns that have no language."""

_NO_COLUMN = {
    "version": "export.lost-version",
    "sibling": "export.lost-sibling",
    "aliases": "export.lost-aliases",
}


class DeckRows(NamedTuple):
    """The heads of a table, and its rows, as many cells each."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def table_of(outgoing: OutgoingDeck) -> DeckRows:
    """The table of a deck: a row an entry; drills have none, and are told."""
    words = "fr" if outgoing.language == "fr" else "en"
    drafts = {
        language: outgoing_deck(outgoing.deck, (language,)).drafts
        for language in outgoing.languages
    }
    rows = []
    for place, draft in enumerate(outgoing.watched()):
        if draft.kind == "drill":
            outgoing.leave_out(draft, "export.no-drills")
            continue
        row = dict(_common(draft, words))
        for language, written in drafts.items():
            told = _TRUTHS["fr" if language == "fr" else "en"]
            for role, text in _Row(written[place], draft).cells(told):
                row[f"{role}:{language}"] = text
        for key, code in _NO_COLUMN.items():
            if key in draft.fields:
                draft.lose(code)
        rows.append(row)
    outgoing.tell("export.lost-header")
    used = [name for name in _names(outgoing.languages) if any(row.get(name) for row in rows)]
    several = len(outgoing.languages) > 1
    return DeckRows(
        [_head(_HEADS[words], name, several=several) for name in used],
        [[row.get(name, "") for name in used] for row in rows],
    )


def _names(languages: Sequence[str]) -> Iterator[str]:
    """Each column: a role, with the language where it has one for each."""
    for role in _HEADS["en"]:
        if role in _PLAIN:
            yield role
        else:
            yield from (f"{role}:{language}" for language in languages)


def _head(heads: Mapping[str, str], name: str, *, several: bool) -> str:
    """A heading; where there is one language, that of the question tells it."""
    role, _, language = name.partition(":")
    shown = language and (several or role == "question")
    return f"{heads[role]} ({language})" if shown else heads[role]


def _common(draft: Draft, words: str) -> Iterator[tuple[str, str]]:
    """The cells that have no language."""
    yield "id", draft.wanted_name
    types, fields = _TYPES[words], draft.fields
    marks = [types[mark] for mark in ("typed", "reverse", "ordered", "exact") if fields.get(mark)]
    if "any" in fields:
        marks.append(f"{types['any']} {fields['any']}")
    yield "type", " ".join([types[draft.kind], *marks])
    yield "tolerance", fields.get("tolerance", "")
    yield "tags", ", ".join(fields.get("tags", ()))
    yield "source", "\n".join(fields.get("source", ()))


class _Row:
    """The cells of one language of an entry; what they lose is told of the entry itself."""

    def __init__(self, written: Draft, entry: Draft) -> None:
        self._draft = written
        self._entry = entry

    def cells(self, truths: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each role with its text."""
        draft, fields = self._draft, self._draft.fields
        asked = next(fields[key] for key in ("ask", "claim", "text") if key in fields)
        yield "question", with_marks(asked)
        for key in ("accept", "reject"):
            yield key, self._answers(fields.get(key, ()))
        match draft.kind:
            case "truefalse":
                yield "answer", truths[fields["answer"]]
            case "list":
                items = list(list_items(draft))
                yield "answer", self._lines([with_marks(text) for text, _ in items])
                yield "accept", self._answers({n: texts for n, (_, texts) in enumerate(items, 1)})
            case "choice":
                yield from self._choice()
            case "basic":
                yield "answer", with_marks(fields["answer"])
        for role in ("why", "mnemonic"):
            yield role, with_marks(fields.get(role, ""))
        hint = fields.get("hint", "")
        yield "hint", self._by_number(hint) if isinstance(hint, Mapping) else with_marks(hint)

    def _choice(self) -> Iterator[tuple[str, str]]:
        fields = self._draft.fields
        wrong = list(wrong_options(self._draft))
        if "answers" in fields:
            yield "answer", self._lines([with_marks(text) for text in fields["answers"]])
        else:
            yield "answer", self._line(with_marks(fields["answer"]))
        yield "wrong", self._lines([with_marks(text) for text, _ in wrong])
        yield "say", self._by_number({n: say for n, (_, say) in enumerate(wrong, 1) if say})
        yield "last", self._lines([with_marks(text) for text in fields.get("last", ())])

    def _answers(self, texts: Sequence[str] | Mapping[int, Sequence[str]]) -> str:
        """Answers, or by number those of items or gaps."""
        if not isinstance(texts, Mapping):
            return self._lines([with_marks(text) for text in texts])
        lines = {
            n: "; ".join(whole(with_marks(text)) for text in each)
            for n, each in texts.items()
            if each
        }
        return self._numbered(lines)

    def _by_number(self, texts: Mapping[int, str]) -> str:
        return self._numbered({n: with_marks(text) for n, text in texts.items()})

    def _numbered(self, texts: Mapping[int, str]) -> str:
        return "\n".join(f"{n}: {self._line(text)}" for n, text in texts.items())

    def _lines(self, texts: Sequence[str]) -> str:
        """A line a text; what would part one that stands alone is escaped."""
        if len(texts) == 1:
            return whole(self._line(texts[0]))
        return "\n".join(map(self._line, texts))

    def _line(self, text: str) -> str:
        if "\n" in text:
            self._entry.lose("export.lost-lines")
        return " ".join(text.split("\n"))
