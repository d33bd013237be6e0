"""GIFT, the text format of Moodle's quizzes: a block of answers in braces within each question."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.limits import count_notes, read_bytes
from kpitrainer.formats.read.blanks import MOST_GAPS, Blank, fill, joined, own_text
from kpitrainer.formats.read.categories import Categories
from kpitrainer.formats.read.embedded_answers import fill_in, has_embedded
from kpitrainer.formats.read.gift_blocks import ESCAPED, Block, blocks_of
from kpitrainer.formats.read.quiz_cards import (
    GAP,
    MOST_OPTIONS,
    WHOLE,
    Pair,
    WeightedNumber,
    WeightedOption,
    choose,
    decimal,
    give_reasons,
    has_answer,
    judge,
    match,
    number_answers,
    right_answers,
    shares,
    type_number,
    type_text,
)
from kpitrainer.formats.read.quiz_text import read_text

_CODES = dict(zip("~=#{}:n\\", "\ue0f0\ue0f1\ue0f2\ue0f3\ue0f4\ue0f5\n\ue0f6", strict=True))
_LITERAL = str.maketrans({code: sign for sign, code in _CODES.items() if sign != "n"})
_TITLE = re.compile(r"::((?:(?!::)[^\n])*)::\s*")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_BLOCK = re.compile(r"\{([^{}]*)\}")
_ANSWER = re.compile(r"(~=|[~=]|\A)\s*(?:%(-?[0-9]{1,3}(?:\.[0-9]{0,9})?)%)?([^~=]*)")
_TRUTH = re.compile(r"(TRUE|T|FALSE|F)\s*(?:#|\Z)", re.IGNORECASE)
_CATEGORY = re.compile(r"\$CATEGORY\s*:[ \t]*(\S.*)")
_NOTED = re.compile(r"\[(id|tag):((?:\\.|[^\[\]\\\n]){1,200})\]")
"""What Moodle notes of a question in a remark before it."""


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the quiz `path`.

    Raises:
        KpiTrainerError: it is too large.
    """
    deck = DraftDeck()
    categories = Categories()
    blocks = list(blocks_of(own_text(decoded(read_bytes(path)).text, deck)))
    for number, block in enumerate(blocks):
        text = block.text.strip()
        if found := _CATEGORY.match(text):
            categories.begin(found[1])
            text = text[found.end() :].strip()
        if text:
            _Question(deck, block._replace(text=text), categories.tags).add()
        count_notes(len(deck.drafts))
        options.progress(number, len(blocks))
    categories.finish(deck)
    return deck


class _Question:
    """One question: its text, in one of four formats, around its answers."""

    def __init__(self, deck: DraftDeck, block: Block, tags: Sequence[str]) -> None:
        coded = ESCAPED.sub(lambda found: _CODES[found[1]], block.text)
        title = _TITLE.match(coded)
        self._deck = deck
        self._body = coded[title.end() :] if title else coded
        form = _FORMAT.match(self._body)
        self._form = form[1] if form else "moodle"
        noted = [
            (found[1], re.sub(r"\\([\[\]])", r"\1", found[2]).strip())
            for found in _NOTED.finditer(block.remarks)
        ]
        name = title[1].translate(_LITERAL).strip() if title else ""
        key = next((text for kind, text in noted if kind == "id"), name)
        own = [text for kind, text in noted if kind == "tag"]
        self._draft = Draft("basic", {"tags": [*tags, *own]}, Place("line", block.line), key)

    def add(self) -> None:
        """Add its cards to the deck, or note why there is none."""
        blocks = [*_BLOCK.finditer(self._body)]
        outside = _BLOCK.sub("", self._body)
        if "{" in outside or "}" in outside:
            self._leave_out("import.unclosed-braces")
        elif not blocks:
            self._leave_out("import.description")
        elif all(has_embedded(each[0]) for each in blocks):
            code = fill_in(self._draft, self._body, self._told)
            if code:
                self._leave_out(code)
            else:
                self._deck.drafts.append(self._draft)
        else:
            ends = [0, *(block.end() for block in blocks)]
            starts = [*(block.start() for block in blocks), len(self._body)]
            around = [self._body[end:start] for end, start in zip(ends, starts, strict=True)]
            answers = [self._without_general(block[1]) for block in blocks]
            if any(each.count("~") + each.count("=") > MOST_OPTIONS for each in answers):
                self._leave_out("import.many-options", most=MOST_OPTIONS)
            elif len(blocks) > 1:
                self._fill(around, answers)
            else:
                self._ask(around, answers[0])

    def _without_general(self, answers: str) -> str:
        """Answers without what is said to all of them."""
        answers, sign, general = answers.rpartition("####")
        if not sign:
            return general.strip()
        reasons = [self._draft.fields.get("why", ""), self._told(general)]
        self._draft.fields["why"] = "\n".join(filter(None, reasons))
        return answers.strip()

    def _ask(self, around: Sequence[str], answers: str) -> None:
        draft = self._draft
        behind = around[1].strip()
        asked = joined(around, [GAP], self._told) if behind else self._told(around[0])
        draft.fields["ask"] = asked
        truth = _TRUTH.match(answers)
        if not answers:
            self._leave_out("import.essay")
        elif truth:
            said = [self._told(text) for text in answers.split("#")[1:3]]
            judge(draft, answer=truth[1].upper().startswith("T"), said=said)
            self._keep(draft)
        elif answers.startswith("#"):
            type_number(draft, self._numbers(answers[1:]))
            self._keep(draft)
        elif "~" in answers:
            options = self._options(answers)
            choose(draft, options, several="=" not in answers and shares(options))
            self._keep(draft)
        elif pairs := self._pairs(answers):
            for made in match(draft, pairs):
                self._keep(made)
        elif behind:
            self._fill(around, [answers])
        else:
            type_text(draft, self._options(answers, plain=True))
            self._keep(draft)

    def _fill(self, around: Sequence[str], answers: Sequence[str]) -> None:
        """A text with gaps, each with answers of its own."""
        blanks = [self._blank(each) for each in answers] if len(answers) <= MOST_GAPS else []
        if not blanks:
            self._leave_out("import.many-gaps")
        elif None in blanks:
            self._leave_out("import.several-blocks")
        elif not all(each and each.answer for each in blanks):
            self._leave_out("import.no-answer")
        else:
            fill(self._draft, around, [each for each in blanks if each], self._told)
            self._deck.drafts.append(self._draft)

    def _blank(self, answers: str) -> Blank | None:
        """The gap that has these answers; None if they are of another kind."""
        if not answers or _TRUTH.match(answers) or self._pairs(answers):
            return None
        if answers.startswith("#"):
            values = number_answers(self._draft, self._numbers(answers[1:])) or [""]
            return Blank(values[0], values[1:])
        options = self._options(answers, plain="~" not in answers)
        if "~" not in answers:
            right = right_answers(self._draft, options) or [""]
            return Blank(right[0], right[1:])
        best = [each for each in options if each.percent >= WHOLE][:1]
        give_reasons(self._draft, [each.feedback for each in best])
        others = [each for each in options if each not in best]
        for each in others:
            if each.feedback:
                self._draft.lose("import.lost-feedback", text=each.text, feedback=each.feedback)
        told = [each.text for each in others]
        return Blank(best[0].text if best else "", others=told, typed=False)

    def _options(self, answers: str, *, plain: bool = False) -> list[WeightedOption]:
        """The answers between `~` or `=`, those to be typed as `plain` texts."""
        options = []
        for found in _ANSWER.finditer(answers):
            text, _, feedback = found[3].partition("#")
            if not (text.strip() or found[1] or found[2]):
                continue
            right = found[1].endswith("=") or (plain and not found[1])
            percent = Decimal(found[2]) if found[2] else WHOLE if right else Decimal(0)
            answer = self._bare(text) if plain else self._told(text)
            if answer:
                options.append(WeightedOption(answer, percent, self._told(feedback)))
        return options

    def _pairs(self, answers: str) -> list[Pair]:
        """The texts to be matched; none if it is not that."""
        halves = [found[3].partition("->") for found in _ANSWER.finditer(answers) if found[3]]
        if "~" in answers or not all(arrow for _, arrow, _ in halves):
            return []
        return [Pair(self._told(left), self._told(right)) for left, _, right in halves]

    def _numbers(self, answers: str) -> list[WeightedNumber]:
        right, wrong, said = answers.partition("~")
        found = []
        for answer in _ANSWER.finditer(right):
            text, _, feedback = answer[3].partition("#")
            if not text.strip():
                continue
            percent = Decimal(answer[2]) if answer[2] else WHOLE
            if (number := _number(text)) is not None:
                found.append(WeightedNumber(*number, percent, self._told(feedback)))
            else:
                self._draft.lose("import.lost-number", text=self._bare(text)[:60])
        feedback = self._told(said.partition("#")[2]) if wrong else ""
        if feedback:
            self._draft.lose("import.lost-feedback", text="*", feedback=feedback)
        return found

    def _told(self, coded: str) -> str:
        """A text of the question, as a deck has it."""
        text, form = coded.strip(), self._form
        if found := _FORMAT.match(text):
            text, form = text[found.end() :], found[1]
        return read_text(text.translate(_LITERAL), form, self._draft.lose)

    @staticmethod
    def _bare(coded: str) -> str:
        """A text that is typed, as it is."""
        text = coded.strip()
        found = _FORMAT.match(text)
        return text[found.end() if found else 0 :].translate(_LITERAL).strip()

    def _keep(self, draft: Draft) -> None:
        if has_answer(draft):
            self._deck.drafts.append(draft)
        else:
            self._leave_out("import.no-answer")

    def _leave_out(self, code: str, **values: object) -> None:
        bare = self._told(_BLOCK.sub(" ", self._body))
        self._deck.leave_out(self._draft.place, bare or self._draft.key, code, **values)


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    """A number and its tolerance: `4`, `4:0.1` or `3.9..4.1`."""
    lowest, dots, highest = text.partition("..")
    if dots:
        low, high = decimal(lowest), decimal(highest)
        if low is None or high is None or low > high:
            return None
        return (low + high) / 2, (high - low) / 2
    value, _, within = text.partition(":")
    number, tolerance = decimal(value), decimal(within or "0")
    return None if number is None or tolerance is None or tolerance < 0 else (number, tolerance)
