"""GIFT, the text format of Moodle's quizzes: a block of answers in braces within each question."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.html_markup import escaped, from_html
from kpitrainer.formats.limits import count_notes, read_bytes
from kpitrainer.formats.read.embedded_answers import fill_in, has_embedded
from kpitrainer.formats.read.quiz_cards import (
    GAP,
    WHOLE,
    NumberOption,
    Option,
    Pair,
    adds_up,
    choose,
    decimal,
    judge,
    match,
    type_number,
    type_text,
)

_CODES = dict(zip("~=#{}:n\\", "\ue0f0\ue0f1\ue0f2\ue0f3\ue0f4\ue0f5\n\ue0f6", strict=True))
_ESCAPED = re.compile(r"\\([~=#{}:n\\])")
_LITERAL = str.maketrans({code: sign for sign, code in _CODES.items() if sign != "n"})
_TITLE = re.compile(r"::((?:(?!::)[^\n])*)::\s*")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]\s*")
_BLOCK = re.compile(r"\{([^{}]*)\}")
_ANSWER = re.compile(r"(~=|[~=])\s*(?:%(-?\d+(?:\.\d+)?)%)?([^~=]*)")
_RANGE = re.compile(r"(-?[\d.,]+)\s*\.\.\s*(-?[\d.,]+)")
_TRUTH = re.compile(r"(TRUE|T|FALSE|F)\s*(?:#|\Z)", re.IGNORECASE)
_CATEGORY = re.compile(r"\$CATEGORY\s*:\s*(.+)")
_UNDERLINED = re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)")
_NEW = re.compile(r"::|\$CATEGORY|//")
"""A line that begins so belongs to no answers before it, even if they were never closed."""


class _Block(NamedTuple):
    """The lines of a question, and the number of the first."""

    line: int
    text: str


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the quiz `path`.

    Raises:
        KpiTrainerError: it is too large.
    """
    deck = DraftDeck()
    tags: list[str] = []
    categories: list[str] = []
    blocks = list(_blocks(decoded(read_bytes(path)).text))
    for number, block in enumerate(blocks):
        text, found = block.text, _CATEGORY.match(block.text.lstrip())
        if found:
            categories.append(_last(found[1]))
            tags = [categories[-1]]
            text = text.lstrip()[found.end() :]
            deck.tell("import.category", category=categories[-1])
        if text.strip():
            _Question(deck, block.line, text, tags).add()
        count_notes(len(deck.drafts))
        options.progress(number, len(blocks))
    if len(set(categories)) == 1:
        deck.title = categories[0]
        for draft in deck.drafts:
            draft.fields.pop("tags", None)
    return deck


def _blocks(text: str) -> Iterator[_Block]:
    """The questions, with empty lines between; answers in braces may hold some."""
    lines: list[str] = []
    first, depth = 1, 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("//"):
            continue
        begins = depth > 0 and not (lines and lines[-1].strip()) and _NEW.match(line)
        if (not line.strip() and depth <= 0) or begins:
            if any(map(str.strip, lines)):
                yield _Block(first, "\n".join(lines))
            lines, depth = [], 0
        if line.strip() or lines:
            first = first if lines else number
            lines.append(line)
            bare = _ESCAPED.sub("", line)
            depth += bare.count("{") - bare.count("}")
    if any(map(str.strip, lines)):
        yield _Block(first, "\n".join(lines))


def _last(category: str) -> str:
    """The name of a category without those above it."""
    return category.replace("//", "\ue0f7").split("/")[-1].replace("\ue0f7", "/").strip()[:100]


class _Question:
    """One question: its text, in one of four formats, around its answers."""

    def __init__(self, deck: DraftDeck, line: int, text: str, tags: Sequence[str]) -> None:
        coded = _ESCAPED.sub(lambda found: _CODES[found[1]], text.strip())
        title = _TITLE.match(coded)
        coded = coded[title.end() :] if title else coded
        form = _FORMAT.match(coded)
        self._deck = deck
        self._body = coded[form.end() :] if form else coded
        self._form = form[1] if form else "moodle"
        name = title[1].translate(_LITERAL).strip() if title else ""
        self._draft = Draft("basic", {"tags": list(tags)}, Place("line", line), name)

    def add(self) -> None:
        """Add its cards to the deck, or note why there is none."""
        draft = self._draft
        found = [*_BLOCK.finditer(self._body)]
        if not found:
            self._leave_out("import.description")
        elif all(has_embedded(each[0]) for each in found):
            draft.fields["ask"] = self._body
            if fill_in(draft, self._told):
                self._deck.drafts.append(draft)
            else:
                self._leave_out("import.no-answer")
        elif len(found) > 1:
            self._leave_out("import.several-blocks")
        else:
            block = found[0]
            before, behind = self._body[: block.start()], self._body[block.end() :]
            answers, _, general = block[1].partition("####")
            if general.strip():
                draft.fields["why"] = self._told(general)
            self._ask(before, answers.strip(), behind)

    def _ask(self, before: str, answers: str, behind: str) -> None:
        draft = self._draft
        missing = f"{before}{GAP}{behind}" if behind.strip() else before
        draft.fields["ask"] = self._told(missing)
        truth = _TRUTH.match(answers)
        if not answers:
            self._leave_out("import.essay")
            return
        if truth:
            said = [self._told(text) for text in answers.split("#")[1:3]]
            judge(draft, answer=truth[1].upper().startswith("T"), said=said)
        elif answers.startswith("#"):
            type_number(draft, list(self._numbers(answers[1:])))
        else:
            self._choose(before, list(_ANSWER.finditer(answers)), behind)
            return
        self._keep(draft)

    def _choose(self, before: str, answers: Sequence[re.Match[str]], behind: str) -> None:
        """Options, pairs, or answers to type."""
        draft = self._draft
        signs = {answer[1][-1] for answer in answers}
        options = [self._option(answer) for answer in answers]
        if "~" in signs:
            choose(draft, options, several="=" not in signs and adds_up(options))
            self._keep(draft)
        elif answers and all("->" in answer[3] for answer in answers):
            halves = [answer[3].partition("->") for answer in answers]
            pairs = [Pair(self._told(left), self._told(right)) for left, _, right in halves]
            for made in match(draft, pairs):
                self._keep(made)
        elif behind.strip():
            self._type_missing(before, options, behind)
        else:
            type_text(draft, options)
            self._keep(draft)

    def _type_missing(self, before: str, options: Sequence[Option], behind: str) -> None:
        """A word that is typed within the text: a gap."""
        draft = self._draft
        type_text(draft, options)
        right, accept = draft.fields.pop("answer", ""), draft.fields.pop("accept", [])
        del draft.fields["ask"]
        draft.kind = "cloze"
        draft.fields["text"] = self._told(f"{before}\ue0f8{behind}").replace(
            "\ue0f8", f"{{{{1: {right}}}}}"
        )
        if accept:
            draft.fields["accept"] = {"1": accept}
        if right:
            self._deck.drafts.append(draft)
        else:
            self._leave_out("import.no-answer")

    def _option(self, answer: re.Match[str]) -> Option:
        text, _, feedback = answer[3].partition("#")
        usual = WHOLE if answer[1].endswith("=") else Decimal(0)
        percent = Decimal(answer[2]) if answer[2] else usual
        return Option(self._told(text), percent, self._told(feedback))

    def _numbers(self, answers: str) -> Iterator[NumberOption]:
        found = [(each[3], each[2]) for each in _ANSWER.finditer(answers)] or [(answers, None)]
        for answer, part in found:
            text, _, feedback = answer.partition("#")
            percent = Decimal(part) if part else WHOLE
            if (number := _number(text)) is not None:
                yield NumberOption(*number, percent, self._told(feedback))
            else:
                self._draft.lose("import.lost-number", text=text.strip()[:60])

    def _told(self, coded: str) -> str:
        """A text of the question, as a deck has it."""
        text = coded.translate(_LITERAL).strip()
        return _READERS[self._form](text, self._draft)

    def _keep(self, draft: Draft) -> None:
        if draft.kind == "truefalse" or draft.fields.get("answer") or draft.fields.get("answers"):
            self._deck.drafts.append(draft)
        else:
            self._leave_out("import.no-answer")

    def _leave_out(self, code: str) -> None:
        bare = _BLOCK.sub(" ", self._body)
        self._deck.leave_out(self._draft.place, self._told(bare), code)


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    """A number and its tolerance: `4`, `4:0.1` or `3.9..4.1`."""
    if between := _RANGE.fullmatch(text.strip()):
        low, high = decimal(between[1]), decimal(between[2])
        if low is None or high is None or low > high:
            return None
        return (low + high) / 2, (high - low) / 2
    value, _, within = text.partition(":")
    number, tolerance = decimal(value), decimal(within or "0")
    return None if number is None or tolerance is None or tolerance < 0 else (number, tolerance)


def _plain(text: str, _draft: Draft) -> str:
    return escaped(text)


def _markdown(text: str, _draft: Draft) -> str:
    return _UNDERLINED.sub(r"*\1*", text)


def _html(text: str, draft: Draft) -> str:
    return from_html(text, draft.lose)


def _moodle(text: str, draft: Draft) -> str:
    """Moodle's own way: HTML in which line breaks count."""
    if "<" not in text and "&" not in text:
        return escaped(text)
    return from_html(re.sub(r"(?<!>)\n", "<br>", text), draft.lose)


_READERS: dict[str, Callable[[str, Draft], str]] = {
    "plain": _plain,
    "markdown": _markdown,
    "html": _html,
    "moodle": _moodle,
}
