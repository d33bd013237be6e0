"""The browser's lines: a card's columns, their heads, and a card with its answer."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.counts import maturity
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.search.pattern import searchable
from kpitrainer.i18n import Translator
from kpitrainer.progress_wording import state_name
from kpitrainer.study.library import Library
from kpitrainer.tui.text import card_text, drill_text
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable, fit
from kpitrainer.wording import days, due_date

_MARKS = 4
"""Cells before the question: whether the card is selected, its flag, and whether it is put away."""

_FLAG_COLOURS = (
    *("", "#e05252", "#d9822b", "#3fa34d"),
    *("#4a90d9", "#d16ba5", "#2aa5a0", "#9b6bd1"),
)
"""Anki's red, orange, green, blue, pink, turquoise and purple, to be read on dark and on light; the
number says it without colour too."""

_LEAST_QUESTION = 36
_GAP = "  "


class SortOrder(StrEnum):
    """What the list is sorted by; STUDY is the order of the course."""

    STUDY = "study"
    QUESTION = "question"
    DECK = "deck"
    DUE = "due"
    INTERVAL = "interval"
    LAPSES = "lapses"
    DIFFICULTY = "difficulty"


_WIDTHS = {
    SortOrder.DUE: 11,
    SortOrder.INTERVAL: 12,
    SortOrder.DECK: 22,
    SortOrder.LAPSES: 8,
    SortOrder.DIFFICULTY: 7,
}
"""The columns beside the question, most wanted first, and their cells: with the arrow of the one
that is sorted by, and the longest date."""

_SHOWN = (
    *(SortOrder.DECK, SortOrder.DUE, SortOrder.INTERVAL),
    *(SortOrder.LAPSES, SortOrder.DIFFICULTY),
)
"""Their order from left to right."""


class BrowserColumns:
    """What of each card there is room for; the column that is sorted by always."""

    def __init__(  # noqa: PLR0913 - all that a line depends on
        self,
        translate: Translator,
        library: Library,
        today: int,
        width: int,
        order: SortOrder,
        *,
        backwards: bool,
    ) -> None:
        """`width` are the cells of a line."""
        self._translate, self._library, self._today = translate, library, today
        self._order, self._backwards = order, backwards
        wanted = sorted(_WIDTHS, key=lambda column: column is not order)
        room, chosen = width - _MARKS - _LEAST_QUESTION, []
        for column in wanted:
            room -= _WIDTHS[column] + len(_GAP)
            if room < 0:
                break
            chosen.append(column)
        self._columns = [column for column in _SHOWN if column in chosen]
        taken = sum(_WIDTHS[column] + len(_GAP) for column in self._columns)
        self._question = max(width - _MARKS - taken, 1)

    def heads(self) -> Content:
        """The columns' names; a click sorts by one."""
        cells = [self._head(SortOrder.QUESTION, self._question)]
        cells += [self._head(column, _WIDTHS[column]) for column in self._columns]
        return Content(" " * _MARKS) + Content(_GAP).join(cells)

    def _head(self, column: SortOrder, width: int) -> Content:
        name = self._translate(f"browse.column-{column}")
        here = column is self._order
        if here:
            name += " ▴" if self._backwards else " ▾"
        shown = fit(name, width).stylize(ACCENT if here else MUTED)
        return clickable(shown, f"screen.sort('{column}')")

    def row(self, queued: Queued, selected: bool) -> Content:
        """A card's line."""
        card, state = queued
        label = self._library.label(card, self._translate.language)
        cells = [fit(label, self._question)]
        if state.suspended:
            cells = [cells[0].stylize(MUTED)]
        for column in self._columns:
            cells.append(fit(self._cell(column, card, state), _WIDTHS[column]).stylize(MUTED))
        return self._marks(state, selected=selected) + Content(_GAP).join(cells)

    def _marks(self, state: CardState, *, selected: bool) -> Content:
        away = "‖" if state.suspended else "·" if state.buried_day == self._today else " "
        flag = (str(state.flag), f"bold {_FLAG_COLOURS[state.flag]}") if state.flag else (" ", "")
        return Content.assemble(("✓" if selected else " ", ACCENT), flag, (away, MUTED), " ")

    def _cell(self, column: SortOrder, card: Card, state: CardState) -> str:
        translate, memory = self._translate, state.memory
        match column:
            case SortOrder.DECK:
                return self._library.title(card, translate.language)
            case SortOrder.DUE if state.suspended or memory is None:
                return state_name(translate, maturity(state))
            case SortOrder.DUE:
                return due_date(translate, state, self._today)
            case SortOrder.INTERVAL:
                return days(translate, memory.interval) if memory else "—"
            case SortOrder.LAPSES:
                return str(memory.lapses) if memory else "—"
            case _:
                return "—" if memory is None or memory.unasked else f"{memory.difficulty:.0f}"


def sort_cards(
    found: Sequence[Queued],
    order: SortOrder,
    library: Library,
    language: str,
    *,
    backwards: bool = False,
) -> list[Queued]:
    """The cards in an order; those it says nothing of, new ones, come last either way."""
    if order is SortOrder.STUDY:
        return list(reversed(found)) if backwards else list(found)
    if order in _OF_TEXT:
        name = _OF_TEXT[order](library, language)
        known: dict[str, str] = {}

        def text(queued: Queued) -> str:
            told = name(queued.card)
            if told not in known:
                known[told] = searchable(told)
            return known[told]

        return sorted(found, key=text, reverse=backwards)
    value = _OF_MEMORY[order]
    with_value = [queued for queued in found if queued.state.memory is not None]
    without = [queued for queued in found if queued.state.memory is None]

    def number(queued: Queued) -> float:
        return value(queued.state.memory) if queued.state.memory else 0.0

    return [*sorted(with_value, key=number, reverse=backwards), *without]


def _due(memory: Memory) -> float:
    # Within a day by its time, where it has one; others come all through the day.
    at = memory.due_at.timestamp() % 86400 / 86400 if memory.due_at else 0.0
    return memory.due_day + at


_OF_MEMORY: Mapping[SortOrder, Callable[[Memory], float]] = {
    SortOrder.DUE: _due,
    SortOrder.INTERVAL: lambda memory: memory.interval,
    SortOrder.LAPSES: lambda memory: memory.lapses,
    SortOrder.DIFFICULTY: lambda memory: memory.difficulty,
}

_OF_TEXT: Mapping[SortOrder, Callable[[Library, str], Callable[[Card], str]]] = {
    SortOrder.QUESTION: lambda library, language: lambda card: library.label(card, language),
    SortOrder.DECK: lambda library, language: lambda card: library.title(card, language),
}


def card_preview(
    translate: Translator, library: Library, queued: Queued, today: int, width: int
) -> Content:
    """A card with its answer, and how it stands."""
    card, state = queued
    language = library.language(card, translate.language)
    parts = [Content.styled(library.title(card, translate.language), ACCENT)]
    try:
        attempt = Attempt(card, language, 0, library.vocabulary(card)).show()
    except KpiTrainerError:
        # A drill that gives no fair exercise; loading sees to it that there is hardly one.
        parts.append(Content.styled(card.label(language), "bold"))
    else:
        parts += [
            card_text.question(attempt, width),
            drill_text.table(attempt, width),
            card_text.body(translate, attempt, None),
            card_text.solution(translate, attempt, width),
            card_text.explanation(translate, attempt, width),
        ]
    parts.append(Content.styled(_standing(translate, state, today), MUTED))
    tags = " · ".join(library.titles.tags_of(card.tags, translate.language))
    parts.append(Content.styled(tags, MUTED))
    return Content("\n\n").join(part for part in parts if part.plain)


def _standing(translate: Translator, state: CardState, today: int) -> str:
    told = [state_name(translate, maturity(state))]
    if state.flag:
        told.append(translate("browse.flagged", flag=state.flag))
    if state.buried_day == today:
        told.append(translate("browse.buried"))
    if state.memory is not None:
        told.append(translate("browse.next", when=due_date(translate, state, today)))
    return " · ".join(told)
