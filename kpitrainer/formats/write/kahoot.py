"""Kahoot’s spreadsheet: questions with two to four answers to choose from.

A calculation is drawn, and its known mistakes are its wrong answers.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple
from zlib import crc32

from kpitrainer.formats.draft import Draft, beginning
from kpitrainer.formats.outgoing import OutgoingDeck, wrong_options
from kpitrainer.formats.write.drawn_choices import DrawnChoices
from kpitrainer.formats.write.other_answers import OtherAnswers
from kpitrainer.formats.write.sheet_writer import SheetWriter

_HEAD = (
    "",
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_HEAD_ROW = 8
"""Where Kahoot’s template has it; a title stands above."""

LONGEST_QUESTION, LONGEST_ANSWER, _ANSWERS = 120, 75, 4
_LEAST_WRONG = 2
_CLAIM, _READ, _COMPUTE = 20, 30, 120
"""Seconds for a claim, another question, and a calculation: of those that Kahoot knows."""


_NO_PLACE = frozenset({"why", "hint", "mnemonic", "tags", "source"})
"""What no question of Kahoot has."""


class _Quizzed(NamedTuple):
    """A question, its answers, which of them are right (from 1), and its seconds."""

    ask: str
    answers: Sequence[str]
    right: Sequence[int]
    seconds: int


def write(outgoing: OutgoingDeck) -> bytes:
    """The questions as Kahoot’s own template has them; what is no choice is told as left out."""
    asked = _Questions(outgoing)
    questions = [each for draft in outgoing.watched() for each in asked.of(draft)]
    if any(_NO_PLACE & draft.fields.keys() for draft in outgoing.drafts):
        outgoing.tell("export.kahoot-no-place")
    deck = outgoing.deck
    title = deck.title_for(outgoing.language)
    rows = [
        ["", each.ask, *each.answers, *[""] * (_ANSWERS - len(each.answers))] for each in questions
    ]
    with SheetWriter("Kahoot", title, deck.about.author) as sheet:
        sheet.set_widths([_HEAD[: _ANSWERS + 2], *rows])
        sheet.skip_to(2)
        sheet.write_row(["", "Quiz template"])
        sheet.write_row(["", title])
        sheet.skip_to(_HEAD_ROW)
        sheet.write_head(_HEAD)
        for number, (row, each) in enumerate(zip(rows, questions, strict=True), 1):
            right = ",".join(map(str, each.right))
            only = each.right[0] if len(each.right) == 1 else right
            sheet.write_row([number, *row[1:], each.seconds, only])
    return sheet.data


class _Questions:
    """Makes the questions of each entry, and notes what they lose."""

    def __init__(self, outgoing: OutgoingDeck) -> None:
        self._outgoing = outgoing
        self._others = OtherAnswers(outgoing.drafts, LONGEST_ANSWER)

    def of(self, draft: Draft) -> Iterator[_Quizzed]:
        """The questions that an entry gives; none where it is left out."""
        match draft.kind:
            case "truefalse":
                yield from self._claim(draft)
            case "choice":
                yield from self._choice(draft)
            case "basic":
                yield from self._basic(draft)
            case "drill":
                yield from self._drill(draft)
            case _:
                self._leave_out(draft, draft.kind)  # a list, or a cloze

    def _claim(self, draft: Draft) -> Iterator[_Quizzed]:
        told = self._outgoing.translate
        answers = (told("answer.true"), told("answer.false"))
        right = 1 if draft.fields["answer"] else 2
        yield _Quizzed(self._ask(draft, draft.fields["claim"]), answers, (right,), _CLAIM)

    def _choice(self, draft: Draft) -> Iterator[_Quizzed]:
        fields = draft.fields
        right = list(fields.get("answers") or (fields["answer"],))
        wrong = [text for text, _ in wrong_options(draft)]
        if len(right) >= _ANSWERS:
            self._leave_out(draft, "many-right", count=len(right))
            return
        last = list(fields.get("last", ()))
        room = _ANSWERS - len(right)
        # What stays at the end says something of all the others: it goes last.
        kept = sorted(wrong, key=lambda text: text not in last)[:room]
        if lost := [text for text in wrong if text not in kept]:
            draft.lose("export.kahoot-options", text=beginning(" · ".join(lost)))
        if any(say for _, say in wrong_options(draft)):
            draft.lose("export.kahoot-say")
        kept = [text for text in wrong if text in kept]
        yield from self._question(draft, fields["ask"], right, kept, last)

    def _basic(self, draft: Draft) -> Iterator[_Quizzed]:
        answer = draft.fields["answer"]
        wrong = self._others.wrong_for(draft, _ANSWERS - 1)
        if len(wrong) < _LEAST_WRONG:
            self._leave_out(draft, "no-wrong")
            return
        draft.lose("export.kahoot-drawn-wrong", text=beginning(" · ".join(wrong)))
        yield from self._question(draft, draft.fields["ask"], [answer], wrong)

    def _question(
        self,
        draft: Draft,
        ask: str,
        right: Sequence[str],
        wrong: Sequence[str],
        last: Sequence[str] = (),
    ) -> Iterator[_Quizzed]:
        """A question whose texts are shortened, where they have to be."""
        shown = {text: self._answer(draft, text) for text in (*right, *wrong)}
        if len({text.casefold() for text in shown.values()}) < len(right) + len(wrong):
            self._leave_out(draft, "alike")
            return
        order = self._shuffled(draft.wanted_name, [*right, *wrong])
        order = [*(text for text in order if text not in last), *(t for t in last if t in order)]
        places = tuple(place for place, text in enumerate(order, 1) if text in right)
        yield _Quizzed(self._ask(draft, ask), [shown[text] for text in order], places, _READ)

    def _drill(self, draft: Draft) -> Iterator[_Quizzed]:
        template = self._outgoing.templates[draft.wanted_name]
        drawn = DrawnChoices(template, self._outgoing.language, LONGEST_QUESTION, LONGEST_ANSWER)
        made = [each for seed in self._outgoing.seeds() if (each := drawn.choice(seed))]
        if not made:
            values = {"count": drawn.tried, "most": LONGEST_QUESTION}
            self._leave_out(draft, drawn.why_not, **values)
            return
        if any(each.in_short for each in made):
            draft.lose("export.kahoot-in-short")
        elif len(template.forms[0].parts) > 1:
            draft.lose("export.kahoot-first-part")
        for each in {each.ask: each for each in made}.values():
            order = self._shuffled(each.ask, [each.right, *each.wrong[: _ANSWERS - 1]])
            yield _Quizzed(each.ask, order, (order.index(each.right) + 1,), _COMPUTE)

    def _shuffled(self, name: str, texts: Sequence[str]) -> list[str]:
        """In an order that goes by the seed, and by what is asked."""
        chance = Random(crc32(name.encode()) ^ self._outgoing.options.seed)  # noqa: S311 - an order
        return sorted(texts, key=lambda _text: chance.random())

    def _ask(self, draft: Draft, text: str) -> str:
        line = " ".join(text.split())
        if len(line) > LONGEST_QUESTION:
            values = {"length": len(line), "most": LONGEST_QUESTION}
            draft.lose("export.kahoot-long-question", **values)
        return _shortened(line, LONGEST_QUESTION)

    def _answer(self, draft: Draft, text: str) -> str:
        line = " ".join(text.split())
        if len(line) > LONGEST_ANSWER:
            values = {"length": len(line), "most": LONGEST_ANSWER, "text": beginning(line)}
            draft.lose("export.kahoot-long-answer", **values)
        return _shortened(line, LONGEST_ANSWER)

    def _leave_out(self, draft: Draft, why: str, **values: object) -> None:
        self._outgoing.leave_out(draft, f"export.kahoot-{why}", **values)


def _shortened(line: str, most: int) -> str:
    """A line within `most` characters, which ends after a word and with “…” where it was longer."""
    if len(line) <= most:
        return line
    whole, _, rest = line[:most].rpartition(" ")
    return f"{(whole or rest[: most - 1]).rstrip(' ,;:.')}…"
