"""The notes of Anki that an entry gives, with HTML in their fields."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from random import Random
from string import ascii_uppercase
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import ChoicePart
from kpitrainer.domain.text.formatted_text import joined
from kpitrainer.formats.draft import Draft
from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.anki_types import NoteKind
from kpitrainer.formats.write.card_questions import cloze_html, general_html, tell_once
from kpitrainer.formats.write.drawn_problems import drawn_problems
from kpitrainer.formats.write.html_text import html_of, paragraphs, table_html, with_slots

_RULE = "<hr>"


class Note(NamedTuple):
    """A note: its type, whose it is for good, its fields, its tags, and its cards' numbers."""

    kind: NoteKind
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ords: tuple[int, ...] = (0,)


def notes_of(outgoing: OutgoingDeck, draft: Draft, cards: Sequence[Card]) -> Iterator[Note]:
    """The notes of an entry that has these cards; what they lose is noted."""
    writer = _Writer(outgoing, draft, cards[0])
    match cards[0].content:
        case Basic() as content:
            yield writer.basic(content, reversed_too=len(cards) > 1)
        case Cloze() as content:
            yield writer.cloze(content, cards)
        case Choice() as content:
            yield writer.choice(content)
        case TrueFalse() as content:
            yield writer.claim(content)
        case ListRecall() as content:
            yield writer.list(content)
        case _:
            yield from writer.drill()


def guid_of(deck: str, name: str) -> str:
    """Whose a note is, the same in each export, so that Anki knows it again."""
    return urlsafe_b64encode(sha256(f"{deck}/{name}".encode()).digest())[:16].decode()


class _Writer:
    """Writes the notes of one entry."""

    def __init__(self, outgoing: OutgoingDeck, draft: Draft, card: Card) -> None:
        self.outgoing = outgoing
        self.draft = draft
        self.card = card
        self.language = outgoing.language
        self.translate = outgoing.translate
        self.more = general_html(card, self.language)
        self.hint = html_of(card.hint.get(self.language, "")) if card.hint else ""

    @property
    def first_name(self) -> tuple[str, str]:
        """The deck and name that the card began with: a renamed one is the same note in Anki."""
        if self.card.aliases:
            return self.card.aliases[0].deck, self.card.aliases[0].entry
        return self.outgoing.deck.id, self.draft.wanted_name

    def note(self, kind: NoteKind, front: str, back: str, more: str = "") -> Note:
        return Note(
            kind,
            guid_of(*self.first_name),
            (front, back, more + self.more, self.hint),
            tuple(sorted(self.card.tags)),
        )

    def basic(self, content: Basic, *, reversed_too: bool) -> Note:
        language = self.language
        typed = content.typed or content.tolerance is not None
        if typed:
            kind = NoteKind.TYPED_REVERSED if reversed_too else NoteKind.TYPED
            tell_once(self.outgoing, "export.no-slips")
        else:
            kind = NoteKind.REVERSED if reversed_too else NoteKind.BASIC
        if content.tolerance:
            self.draft.lose("export.lost-tolerance")
        others = content.accept.get(language, ())
        more = self.accepted(others) if typed else ""
        front, back = html_of(content.ask[language]), html_of(content.answer[language])
        note = self.note(kind, front, back, more)
        return note._replace(ords=(0, 1)) if reversed_too else note

    def accepted(self, others: Sequence[str]) -> str:
        """Other answers that are right, which Anki does not know."""
        if not others:
            return ""
        return paragraphs([self.translate("mock.page-accepted", answers=" · ".join(others))])

    def cloze(self, content: Cloze, cards: Sequence[Card]) -> Note:
        html, gaps = cloze_html(content, self.language)
        hints = self.gap_hints(cards)
        filled = [
            f"{{{{c{gap.number}::{_in_gap(gap.text)}{hints.get(gap.number, '')}}}}}" for gap in gaps
        ]
        accepted: list[str] = []
        for each in cards:
            if isinstance(each.content, Cloze):
                accepted += each.content.accept.get(self.language, ())
        if content.typed:
            tell_once(self.outgoing, "export.no-slips")
        kind = NoteKind.TYPED_CLOZE if content.typed else NoteKind.CLOZE
        more = self.accepted(accepted) if content.typed else ""
        return self.note(kind, "", "")._replace(
            fields=(with_slots(html, filled), more + self.more, "" if hints else self.hint),
            ords=tuple(sorted({gap.number - 1 for gap in gaps})),
        )

    def gap_hints(self, cards: Sequence[Card]) -> Mapping[int, str]:
        """What is put behind the text of each gap, by its number; none where all have one hint."""
        if all(card.hint == cards[0].hint for card in cards):
            return {}
        return {
            card.content.number: f"::{_in_gap(card.hint[self.language])}"
            for card in cards
            if isinstance(card.content, Cloze) and card.hint
        }

    def choice(self, content: Choice) -> Note:
        language = self.language
        tell_once(self.outgoing, "export.no-shuffling")
        seed = Random(self.first_name[1]).getrandbits(32)  # noqa: S311 - an order, not a secret
        options = content.options(language, seed)
        right = content.solution(language)
        asked = [content.ask[language]]
        if content.several:
            asked.append(self.translate("mock.page-ticks"))
        told = [
            joined(". ", (letter, option))
            for letter, option in zip(ascii_uppercase, options, strict=False)
            if option in right
        ]
        said = [
            self.translate(
                "mock.page-mistake", working=wrong.text[language], text=wrong.say[language]
            )
            for wrong in content.wrong
            if wrong.say
        ]
        front = paragraphs(asked) + _lettered(options)
        return self.note(NoteKind.CHOICE, front, paragraphs(told), paragraphs(said))

    def claim(self, content: TrueFalse) -> Note:
        words = {True: self.translate("answer.true"), False: self.translate("answer.false")}
        front = paragraphs([content.claim[self.language], " / ".join(words.values())])
        return self.note(NoteKind.CLAIM, front, html_of(words[content.answer]))

    def list(self, content: ListRecall) -> Note:
        items = "".join(f"<li>{html_of(item)}</li>" for item in content.solution(self.language))
        element = "ol" if content.ordered else "ul"
        front = html_of(content.ask[self.language])
        if content.enough is not None:
            front += f" ({content.enough})"
        return self.note(NoteKind.LIST, front, f"<{element}>{items}</{element}>")

    def drill(self) -> Iterator[Note]:
        """A note for each problem drawn, of all its parts."""
        template = self.outgoing.templates[self.draft.wanted_name]
        count = 0
        for number, exercise in drawn_problems(template, self.outgoing.options):
            if exercise.template.picture:
                tell_once(self.outgoing, "export.no-figures")
            places = range(len(exercise.template.parts))
            parts = [exercise.at(place) for place in places]
            fronts = [self.asked(part) for part in parts]
            backs = [self.answered(part) for part in parts]
            mistakes = [said for part in parts for said in self.said(part)]
            note = self.note(
                NoteKind.DRILL, "".join(fronts), _RULE.join(backs), paragraphs(mistakes)
            )
            yield note._replace(
                guid=guid_of(self.first_name[0], f"{self.first_name[1]} {number}"),
                fields=(*note.fields[:3], self.hints(parts)),
                tags=("drill", *note.tags),
            )
            count = number
        if count:
            self.draft.lose("export.drawn", count=count)
        else:
            self.outgoing.leave_out(self.draft, "export.undrawn")

    def asked(self, part: Exercise) -> str:
        """What is asked at a part, with its data at the first."""
        language = self.language
        if part.place:
            asked = paragraphs([part.ask_part(language)])
        else:
            table = part.table(language)
            asked = paragraphs([part.ask(language)]) + (table_html(table) if table else "")
        options = part.options(language)
        return asked + (_lettered(options) if options else "")

    def answered(self, part: Exercise) -> str:
        """The right answer of a part, and how it is worked out."""
        answer, steps = part.answer_text(self.language), part.steps(self.language)
        return f"<p><strong>{html_of(answer)}</strong></p>" + paragraphs(["\n".join(steps)])

    def said(self, part: Exercise) -> Iterator[str]:
        """What its known mistakes give, and what is said to them."""
        if isinstance(part.part, ChoicePart):
            return
        for wrong in part.mistakes:
            working = part.mistake_working(wrong, self.language)
            text = part.mistake_text(wrong, self.language)
            yield self.mistake(working, text)

    def mistake(self, working: str, text: str) -> str:
        return self.translate("mock.page-mistake", working=working, text=text)

    def hints(self, parts: Sequence[Exercise]) -> str:
        """The first hint of each part."""
        hints = [part.hints(self.language)[:1] for part in parts]
        return paragraphs(hint for each in hints for hint in each)


def _in_gap(text: str) -> str:
    """A text within a gap, where two colons would begin a hint."""
    return html_of(text).replace(":", "&#58;")


def _lettered(options: Sequence[str]) -> str:
    items = "".join(f"<li>{html_of(option)}</li>" for option in options)
    return f"<ol type=A>{items}</ol>"
