"""The entries of a deck that one note of Anki gives, by its fields and its templates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kpitrainer.domain.text.formatting import escape
from kpitrainer.formats.draft import Draft, DraftDeck, Fields, Place, beginning
from kpitrainer.formats.html_markup import from_html, unheard
from kpitrainer.formats.read.anki_gaps import numbers_of, read_cloze
from kpitrainer.formats.read.anki_options import choose, listed, options_in
from kpitrainer.formats.read.anki_template import (
    AnkiNote,
    CardSide,
    CardTemplate,
    NoteType,
    is_filled,
)
from kpitrainer.formats.read.card_kinds import card_kind
from kpitrainer.formats.read.column_roles import folded, header_roles, role_named
from kpitrainer.formats.read.row_card import flag_of

_ROLES: Mapping[str, str] = {
    **dict.fromkeys(("kind", "qtype", "note type"), "type"),
    **dict.fromkeys(("extra", "back extra", "verso extra", "extra info", "more", "details"), "why"),
    **dict.fromkeys(("reverse", "add reverse", "ajouter inverse", "ajouter le verso"), "reverse"),
}
"""What fields are called in Anki that columns of a table are not."""

_PLAIN_ROLES = frozenset({"", "question", "answer", "text"})


class _Asked(NamedTuple):
    """What one card of a note asks: the fields on its front, and those the back adds."""

    ord: int
    front: Sequence[str]
    back: Sequence[str]
    template: CardTemplate


class NoteCards:
    """Makes entries of notes; `html` says whether their fields are HTML, else plain text."""

    def __init__(self, deck: DraftDeck, unit: str, *, html: bool = True) -> None:
        self._deck = deck
        self._unit = unit
        self._html = html

    def add(self, note: AnkiNote, kind: NoteType) -> None:
        """Add the entries of `note`, or note why there is none."""
        if kind.occlusion:
            self._leave_out(note, "import.occlusion")
        elif kind.cloze:
            self._add_cloze(note, kind)
        else:
            self._add_asked(note, kind)

    def _add_asked(self, note: AnkiNote, kind: NoteType) -> None:
        asked = list(_asked(note, kind))
        if not asked:
            self._leave_out(note, "import.no-question")
        while asked:
            first, asked = asked[0], asked[1:]
            back = next((each for each in asked if _is_reverse(first, each)), None)
            if back:
                asked.remove(back)
            self._add_one(note, kind, first, back.ord if back else None)

    def _add_one(self, note: AnkiNote, kind: NoteType, asked: _Asked, reverse: int | None) -> None:
        """Add the entry of one card, and of the one that asks the other way around, if any."""
        key = f"{note.guid}.{asked.ord}" if asked.ord and note.guid else note.guid
        draft = Draft("basic", {"tags": _tags(note)}, self.place(note.number), key)
        front, roles = asked.template.front, roles_of(kind)
        question = self._text(front.written(note.values), draft)
        answer_field = _answer_field(asked, roles)
        answer = self._text(note.values.get(answer_field, ""), draft)
        self._beside(note, kind, asked, answer_field, draft)
        if not question or not answer:
            self._leave_out_empty(draft, question, "answer" if question else "question")
            return
        draft.fields |= {"ask": question, "answer": answer}
        if front.typed:
            draft.fields["typed"] = True
        draft.cards = _cards(note, {"": asked.ord})
        if reverse is not None:
            draft.fields["reverse"] = True
            draft.cards |= _cards(note, {"#reverse": reverse})
        else:
            self._shape(note, kind, draft)
        self._deck.drafts.append(draft)

    def _shape(self, note: AnkiNote, kind: NoteType, draft: Draft) -> None:
        """Let it be a claim, a choice or a list, where its note says so."""
        fields, roles = draft.fields, roles_of(kind)
        said = next((note.values.get(name) for name, role in roles.items() if role == "type"), "")
        told = card_kind(from_html(said, unheard)) if said else None
        flag = flag_of(fields["answer"], told.kind if told else "")
        in_fields = self._options_of(note, kind, draft)
        if flag is not None:
            draft.kind = "truefalse"
            fields["claim"], fields["answer"] = fields.pop("ask"), flag
            fields.pop("typed", None)
        elif in_fields:
            if not choose(draft, in_fields, fields["answer"]):
                draft.kind = "choice"
                fields["wrong"] = [text for _, text in in_fields if text != fields["answer"]]
        elif (
            "\n" in fields["ask"]
            and (found := options_in(fields["ask"], fields["answer"]))
            and choose(draft, found.options, fields["answer"])
        ):
            fields["ask"] = found.question
        elif "typed" not in fields:
            listed(draft, fields["ask"], fields["answer"])

    def _options_of(self, note: AnkiNote, kind: NoteType, draft: Draft) -> list[tuple[str, str]]:
        """The options that have fields of their own."""
        found: list[tuple[str, str]] = []
        for column in _option_columns(kind):
            html = note.values.get(kind.fields[column.at], "")
            if is_filled(html) and (text := self._text(html, draft)):
                found.append((column.letter or "abcdefgh"[len(found) % 8], text))
        return found

    def _add_cloze(self, note: AnkiNote, kind: NoteType) -> None:
        draft = Draft("cloze", {"tags": _tags(note)}, self.place(note.number), note.guid)
        template = kind.templates[0] if kind.templates else None
        shown = template.front.cloze if template else ""
        name = shown if shown in note.values else next(iter(kind.fields), "")
        text, hints = read_cloze(
            note.values.get(name, ""), lambda html: self._text(html, draft), draft
        )
        back = template.back.shown(note.values) if template else ()
        asked = _Asked(0, [name], [each for each in back if each != name], template or _NONE)
        self._beside(note, kind, asked, name, draft)
        draft.fields["text"] = text
        if template and (template.front.typed or template.back.typed):
            draft.fields["typed"] = True
        if hints:
            draft.fields["hint"] = hints
        numbers = numbers_of(note.values.get(name, ""))
        draft.cards = _cards(note, {f"#c{number}": number - 1 for number in numbers})
        if "{{" not in text:
            self._leave_out_empty(draft, text, "gap")
        else:
            self._deck.drafts.append(draft)

    def _beside(
        self, note: AnkiNote, kind: NoteType, asked: _Asked, answer: str, draft: Draft
    ) -> None:
        """Take in the fields that are neither what is asked nor the answer."""
        used = {answer, *asked.front, *(kind.fields[each.at] for each in _option_columns(kind))}
        if used.issuperset(kind.fields):
            return
        roles = roles_of(kind)
        hints = (*asked.template.front.hints, *asked.template.back.hints)
        shown = [*asked.back, *hints]
        others = {name for each in kind.templates for side in each for name in side.fields}
        for name in dict.fromkeys([*shown, *kind.fields]):
            html = note.values.get(name, "")
            role = "hint" if name in hints else roles.get(name, "")
            if name in used or role in ("type", "reverse") or not is_filled(html):
                continue
            if (text := self._text(html, draft)) and not _take(draft, asked, name, role, text):
                if name in asked.back:
                    _add_line(draft.fields, "why", f"{name}: {text}")
                elif name not in others:
                    draft.lose("import.lost-field", field=name, text=beginning(text))

    def _text(self, written: str, draft: Draft) -> str:
        """A field's content as a text of a deck."""
        if not self._html:
            return escape(written).strip()
        if "<" not in written and "&" not in written and not _MARKED.search(written):
            return escape(" ".join(written.split()))
        return from_html(written, draft.lose)

    def place(self, number: int) -> Place:
        """Where the note of that number stands."""
        return Place(self._unit, number)

    def _leave_out(self, note: AnkiNote, code: str) -> None:
        shown = next((from_html(each, unheard) for each in note.values.values() if each), "")
        self._deck.leave_out(self.place(note.number), shown, code)

    def _leave_out_empty(self, draft: Draft, question: str, lacking: str) -> None:
        """Leave out what has no question, answer or gap; of one in a picture tell its name."""
        media = [loss for loss in draft.losses if loss.code in _MEDIA]
        if media and lacking != "gap":
            name = media[0].values["name"]
            self._deck.leave_out(draft.place, question, f"import.{lacking}-in-media", name=name)
        else:
            self._deck.leave_out(draft.place, question, f"import.no-{lacking}")


def _take(draft: Draft, asked: _Asked, name: str, role: str, text: str) -> bool:
    """Let a field be what its role says, if that is anything; tells whether it is."""
    fields = draft.fields
    if role in ("why", "hint", "mnemonic"):
        _add_line(fields, role, text)
    elif role == "answer" and name in asked.back:
        _add_line(fields, "why", text)
    elif role == "source":
        fields[role] = [*fields.get(role, []), " ".join(text.split())]
    elif role == "tags":
        fields[role] = [*fields.get(role, []), *re.split(r"[,;\n]", text)]
    elif role == "accept" and asked.template.front.typed:
        fields[role] = [part for part in re.split(r"[;|\n]", text) if part.strip()]
    else:
        return False
    return True


def _add_line(fields: Fields, key: str, line: str) -> None:
    fields[key] = "\n".join(filter(None, [fields.get(key), line]))


_MARKED = re.compile(r"[*`\[$\\\n\ue000-\uf8ff]|  ")
_MEDIA = frozenset({"import.lost-picture", "import.lost-sound", "import.lost-video"})
_NONE = CardTemplate(CardSide(""), CardSide(""))


@lru_cache(maxsize=1_000)
def roles_of(kind: NoteType) -> Mapping[str, str]:
    """What each field of a note type is, by its name; "" where that tells nothing."""
    return {name: _ROLES.get(folded(name)) or role_named(name) for name in kind.fields}


@lru_cache(maxsize=1_000)
def _option_columns(kind: NoteType):  # type: ignore[no-untyped-def] # noqa: ANN202
    return [each for each in header_roles(kind.fields) if each.role in ("option", "wrong")]


def _asked(note: AnkiNote, kind: NoteType) -> Iterator[_Asked]:
    """What the cards of a note ask: those it has, or those it would have in Anki."""
    for number, template in enumerate(kind.templates):
        if note.cards and number not in note.cards:
            continue
        front = template.front.shown(note.values)
        if front or note.cards:
            back = [each for each in template.back.shown(note.values) if each not in front]
            yield _Asked(number, front, back, template)


def _is_reverse(one: _Asked, other: _Asked) -> bool:
    """Whether `other` asks for what `one` asks with, and the other way around."""
    sides = (one.template.front, other.template.front)
    return (
        len(one.front) == len(other.front) == 1
        and one.front[0] in other.back
        and other.front[0] in one.back
        and not any(side.worded or side.typed for side in sides)
    )


def _answer_field(asked: _Asked, roles: Mapping[str, str]) -> str:
    """Which field is the answer: the one to type, or the first on the back that may be one."""
    if typed := asked.template.front.typed:
        return typed
    plain = [name for name in asked.back if roles.get(name, "") in _PLAIN_ROLES]
    told = [name for name in plain if roles[name] == "answer"]
    return next(iter([*told, *plain, *asked.back]), "")


def _tags(note: AnkiNote) -> list[str]:
    return [*note.tags.split(), *([note.deck] if note.deck else [])]


def _cards(note: AnkiNote, numbers: Mapping[str, int]) -> dict[str, int]:
    """The ids of the cards that became ours, by their suffix."""
    return {suffix: note.cards[at] for suffix, at in numbers.items() if at in note.cards}
