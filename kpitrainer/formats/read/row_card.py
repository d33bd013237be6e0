"""The card that one row of a table gives."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kpitrainer.formats.draft import Draft, DraftDeck, Fields, Place
from kpitrainer.formats.read.card_kinds import CardKind, card_kind
from kpitrainer.formats.read.cell_lists import (
    ALTERNATIVES,
    COMMAS,
    ITEMS,
    LINES,
    SIGNS,
    told_options,
    with_accepted,
)
from kpitrainer.formats.read.cells import CellRow
from kpitrainer.formats.read.column_roles import CardColumn
from kpitrainer.formats.read.row_cells import LETTERS, RowCells

_TRUE = frozenset({"vrai", "true", "wahr", "verdadero"})
_FALSE = frozenset({"faux", "false", "falsch", "falso"})
_SHORT_FLAGS: Mapping[str, bool] = {
    "v": True, "t": True, "1": True, "oui": True, "yes": True,
    "f": False, "0": False, "non": False, "no": False,
}  # fmt: skip
"""What says true or false only where a column says that it is such a card."""

_ANKI_GAP = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_GAP = re.compile(r"\{\{.+?\}\}", re.DOTALL)


class RowCards:
    """Makes the cards of a table's rows, and gathers which languages their texts are in."""

    def __init__(
        self, deck: DraftDeck, columns: Sequence[CardColumn], unit: str, sheet: str
    ) -> None:
        self._deck = deck
        self._columns = columns
        self._unit = unit
        self._sheet = sheet
        self._spoken: dict[str, None] = {}  # of the language column

    def add(self, row: CellRow) -> None:
        """Add the card of `row`, or note why there is none."""
        place = Place(self._unit, row.number, self._sheet)
        cells = RowCells(row.cells, self._columns)
        draft = Draft("basic", {}, place, cells.line("id"), cells.line("id"))
        question = cells.text("question") or cells.text("text")
        if not question:
            shown = next((cell for cell in row.cells if cell.strip()), "")
            self._deck.leave_out(place, shown, "import.no-question")
            return
        if stray := _stray_letter(cells.options(), cells.line("answer")):
            self._deck.leave_out(place, _first(question), "import.no-such-option", letter=stray)
            return
        draft.fields = self._beside(cells)
        draft.fields["ask"] = question
        self._fill(draft, cells)
        if draft.kind in ("basic", "choice") and not (
            draft.fields.get("answer") or draft.fields.get("answers")
        ):
            self._deck.leave_out(place, draft.question, "import.no-answer")
            return
        self._deck.drafts.append(draft)

    def finish(self) -> None:
        """Let the deck have the languages that its columns name."""
        named = {column.language for column in self._columns if column.language}
        spoken = list(dict.fromkeys([*sorted(named, key=_french_first), *self._spoken]))
        if spoken and not self._deck.languages:
            self._deck.languages = tuple(spoken)

    def _beside(self, cells: RowCells) -> Fields:
        language = cells.line("language").lower()[:2]
        if re.fullmatch(r"[a-z]{2}", language):
            self._spoken[language] = None
        return {
            "why": cells.text("why"),
            "mnemonic": cells.text("mnemonic"),
            "hint": cells.text("hint"),
            "tags": [tag for text in cells.all("tags") for tag in _split(text, r"[,;|\n]")],
            "source": [line for text in cells.all("source") for line in text.splitlines()],
        }

    def _fill(self, draft: Draft, cells: RowCells) -> None:
        """The answer of the card, and by it its type."""
        fields = draft.fields
        written = cells.line("type")
        told = card_kind(written)
        if told is None:
            draft.lose("import.lost-type", type=written[:40])
        kind, beside = told or CardKind("", {})
        answer = cells.text("answer")
        options = cells.options()
        wrong = cells.several("wrong")
        flag = flag_of(answer, kind)
        if kind == "cloze" or (not kind and not answer and _has_gaps(fields["ask"])):
            _make_cloze(draft)
            fields |= beside | cells.by_gap()
        elif flag is not None and not options and not wrong:
            draft.kind = "truefalse"
            fields["claim"] = fields.pop("ask")
            fields["answer"] = flag
        elif options:
            choose_told(draft, options, answer)
            _as_claim(draft)
        elif wrong:
            draft.kind = "choice"
            fields |= {"wrong": told_options(wrong, cells.numbered("say"))}
            fields |= {"last": cells.several("last")}
            right = cells.several("answer", LINES)
            fields |= {"answers": right} if len(right) > 1 else {"answer": answer}
        elif kind == "list":
            draft.kind = "list"
            text = next(iter(answer.values()), "") if isinstance(answer, dict) else answer
            items = cells.several("answer", ITEMS if ITEMS in text else COMMAS)
            fields["items"] = with_accepted(items, cells.by_item(), cells.language)
            fields |= beside
        else:
            fields |= {"answer": answer, **beside}
            self._judge(draft, cells)

    def _judge(self, draft: Draft, cells: RowCells) -> None:
        """What else is right or wrong where the answer is typed."""
        fields = draft.fields
        for key, signs in (("accept", ALTERNATIVES), ("reject", SIGNS)):
            if texts := cells.lists(key, signs):
                fields |= {key: texts, "typed": True}
        if tolerance := cells.line("tolerance"):
            fields["tolerance"] = tolerance
        answer = fields["answer"]
        if (
            "accept" not in fields
            and isinstance(answer, str)
            and " / " in answer
            and len(answer) <= _SHORT
        ):
            draft.lose("import.several-answers", text=answer)


_SHORT = 60


def choose_told(draft: Draft, options: Sequence[tuple[str, str]], answer: Any) -> None:  # noqa: ANN401 - as `text` gives it
    """A choice of `options`, of which `answer` tells the right one by letter, number or text."""
    told = answer if isinstance(answer, str) else next(iter(answer.values()), "")
    right = [text for _, text in options if text.casefold() == told.casefold()]
    if not right:
        names = _names(told)
        by_name = dict(options)
        if set(map(str, range(1, 9))) >= set(names) and not by_name.keys() & set(names):
            by_name = {str(number): text for number, (_, text) in enumerate(options, 1)}
        elif set(LETTERS) >= set(names) and not by_name.keys() & set(names):
            by_name = dict(zip(LETTERS, by_name.values(), strict=False))
        right = [by_name[name.strip(".)")] for name in names if name.strip(".)") in by_name]
        if len(right) < len(names):
            right = []
    wrong = [text for _, text in options if text not in right]
    draft.kind = "choice"
    if not right and told:
        right = [told]  # it stands beside the options
    draft.fields["wrong"] = wrong
    draft.fields |= {"answer": right[0]} if len(right) == 1 else {"answers": right}


def _names(told: str) -> list[str]:
    """The letters or numbers by which a cell may tell the right options."""
    bare = told.lower().strip(" .)")
    return [name for name in re.split(r"[\s,;/+&]+|\bet\b|\band\b", bare) if name]


def _stray_letter(options: Sequence[tuple[str, str]], told: str) -> str:
    """A letter in `told` that no option has, so that it is a slip and no answer; "" if none.

    It may be an answer where an option is but a letter itself.
    """
    names = [name.strip(".)") for name in _names(told)]
    if not options or any(len(text.strip(" .")) == 1 for _, text in options):
        return ""
    if not all(len(name) == 1 and name.isalpha() for name in names):
        return ""
    lettered = {name for name, _ in options if name.isalpha()}
    known = lettered or set(LETTERS[: len(options)])
    return next((name.upper() for name in names if name not in known), "")


def _as_claim(draft: Draft) -> None:
    """Make a choice between true and false what it is."""
    answer, wrong = draft.fields.get("answer", ""), draft.fields["wrong"]
    if len(wrong) != 1 or not isinstance(wrong[0], str):
        return
    flag, other = flag_of(answer.casefold(), ""), flag_of(wrong[0].casefold(), "")
    if flag is not None and other is not None and flag != other:
        draft.kind = "truefalse"
        draft.fields["claim"] = draft.fields.pop("ask")
        draft.fields["answer"] = flag
        del draft.fields["wrong"]


def _first(text: Any) -> str:  # noqa: ANN401 - a text, or one by language
    return text if isinstance(text, str) else next(iter(text.values()))


def _make_cloze(draft: Draft) -> None:
    draft.kind = "cloze"
    text = draft.fields.pop("ask")
    draft.fields["text"] = (
        {language: _gaps(each, draft) for language, each in text.items()}
        if isinstance(text, dict)
        else _gaps(text, draft)
    )


def _gaps(text: str, draft: Draft) -> str:
    """A text whose gaps may be written as in Anki, with gaps as a deck has them."""

    def gap(found: re.Match[str]) -> str:
        if found[3]:
            draft.lose("import.lost-gap-hint", hint=found[3])
        return f"{{{{{found[1]}: {found[2]}}}}}"

    return _ANKI_GAP.sub(gap, text)


def _has_gaps(text: Any) -> bool:  # noqa: ANN401 - a text, or one by language
    return any(_GAP.search(each) for each in (text.values() if isinstance(text, dict) else [text]))


def flag_of(answer: Any, kind: str) -> bool | None:  # noqa: ANN401 - a text, or one by language
    """The truth value that `answer` says, if any."""
    if kind not in ("", "truefalse"):
        return None
    words = {
        word.casefold() for word in (answer.values() if isinstance(answer, dict) else [answer])
    }
    if words <= _TRUE:
        return True
    if words <= _FALSE:
        return False
    only = next(iter(words), "")
    return _SHORT_FLAGS.get(only) if kind == "truefalse" else None


def _split(text: str, at: str) -> list[str]:
    return [part.strip() for part in re.split(at, text) if part.strip()]


def _french_first(language: str) -> tuple[int, str]:
    order = ("fr", "en")
    return (order.index(language) if language in order else len(order)), language
