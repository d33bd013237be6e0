"""Home's lines: the day, its new cards and goals, the selected deck, the days ahead."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from kpitrainer.deck_wording import about_told
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.study.clock import Clock
from kpitrainer.study.days_told import days_told, goals_told, new_told, streak_told
from kpitrainer.study.library import Library
from kpitrainer.study.overview import DeckRow, Overview
from kpitrainer.tui.text.deck_columns import LEVELS
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends, fit
from kpitrainer.tui.text.progress_text import (
    forecast_columns,
    forecast_rows,
    states_bar,
    states_lines,
)
from kpitrainer.wording import render, when

_NOTICES = 2
"""So many are told whole; they stand below the decks."""

_WIDE = 64
"""From this width on the lines of the day have room for their labels."""

_GOALS = 2
"""So many are told."""

_LABELS = ("home.today", "home.label-new", "home.label-goal", "home.label-ahead")


def day(translate: Translator, overview: Overview, width: int) -> Content:
    """The date and the days in a row, where there is room with the most there ever were."""
    parts = [translate.date(noon(overview.day).date())]
    told = streak_told(overview)
    if told and width < _WIDE:
        told = Message("common.streak", {"count": overview.streak}) if overview.streak else None
    if told:
        parts.append(render(translate, told))
    return Content.styled(" · ".join(parts), MUTED)


def welcome(translate: Translator, overview: Overview) -> Content:
    """A word to who is new here, or what is to be known of the days to come."""
    if not overview.started and not overview.exams:
        return Content(translate("home.welcome"))
    return Content("\n".join(render(translate, each) for each in days_told(overview)))


def today(
    translate: Translator, overview: Overview, library: Library, clock: Clock, width: int
) -> Content:
    """What is waiting and how long it takes, which cards are new and why, and the goals.

    Each on a line of its own, whatever its length, so that what is below stays where it is.
    """
    due, new = translate("home.due", count=overview.due), translate("home.new", count=overview.new)
    lines = [all_done(translate, overview, clock)]
    if overview.due or overview.new:
        minutes = Content.styled(translate("home.minutes", count=overview.minutes), MUTED)
        if width >= _WIDE:
            lines = [ends(_labelled(translate, "home.today", f"{due} · {new}"), minutes, width)]
        else:
            head = Content.styled(translate("home.today"), ACCENT)
            lines = [ends(head, minutes, width), Content(f"{due} · {new}")]
    if width >= _WIDE and overview.rows and not (overview.new_waiting and not overview.new):
        told = new_told(overview, library, translate.language)
        lines.append(_labelled(translate, "home.label-new", render(translate, told)))
    label = "home.label-goal" if width >= _WIDE else ""
    room = width - _label_column(translate) if label else width
    for goal in [*goals_told(overview, library, translate.language)][:_GOALS]:
        lines.append(_labelled(translate, label, _goal(translate, goal, room)))
        label = label and " "
    first, *more = lines
    return Content("\n").join([first, *(_cut(line, width) for line in more)])


def _goal(translate: Translator, goal: Message, room: int) -> str:
    """A goal in `room` cells: a deck's title gives way, as what counts stands behind it."""
    told, title = render(translate, goal), goal.values.get("title")
    over = Content(told).cell_length - room
    if over > 0 and isinstance(title, str):
        cut = f"{title[: max(len(title) - over - 1, 0)].rstrip()}…"
        told = render(translate, Message(goal.code, {**goal.values, "title": cut}))
    return told


def _labelled(translate: Translator, label: str, text: str) -> Content:
    """A text right of a label, whose column is as wide as the longest; the space has none."""
    if not label:
        return Content(text)
    column = _label_column(translate)
    name = translate(label) if label.strip() else ""
    return Content.assemble((f"{name:<{column}}", ACCENT), text)


def _label_column(translate: Translator) -> int:
    return max(len(translate(label)) for label in _LABELS) + 3


def _cut(line: Content, width: int) -> Content:
    return line.truncate(width, ellipsis=True) if line.cell_length > width else line


def all_done(translate: Translator, overview: Overview, clock: Clock) -> Content:
    """That nothing is waiting, and until when."""
    if overview.next_due is None or overview.next_due <= clock.now():
        return Content(translate("home.done"))
    coming = when(translate, *clock.seen(overview.next_due))
    return Content(translate("home.done-until", when=coming))


def next_action(
    translate: Translator, library: Library, overview: Overview, chosen: Sequence[str]
) -> str:
    """What Enter does, with these decks chosen; none for all."""
    rows = [row for row in overview.rows if not chosen or row.deck in chosen]
    if len(chosen) == 1 and rows and rows[0].paused_until:
        return paused(translate, library, rows[0].deck, rows[0].paused_until)
    if not any(row.offers for row in rows):
        return translate("home.otherwise")
    if not chosen:
        return translate("home.study-all")
    if len(chosen) > 1:
        return translate("home.study-some", count=len(chosen))
    title = library.by_id[chosen[0]].title_for(translate.language)
    return translate("home.study-one", title=title)


def paused(translate: Translator, library: Library, deck: str, until: date) -> str:
    """That a deck asks nothing before a date."""
    title = library.by_id[deck].title_for(translate.language)
    return translate("home.paused", title=title, until=translate.date(until, "d MMMM y"))


def nothing(translate: Translator, new_waiting: int) -> str:
    """That there is nothing to study, and whether only because of the limit for new cards."""
    if new_waiting:
        return translate("home.nothing-new", count=new_waiting)
    return translate("home.nothing")


def notice(translate: Translator, overview: Overview, limit: int, library: Library) -> Content:
    """Cards that wait because of a limit, what is not read, and what there is to mend."""
    lines = []
    if overview.waiting and overview.backlog is None:  # the welcome tells of one
        lines.append(translate("home.waiting", count=overview.waiting))
    if overview.new_waiting and overview.backlog is None and overview.off_until is None:
        told = translate("home.new-waiting", count=overview.new_waiting, limit=limit)
        lines.append(told)
    lines += [render(translate, notice) for notice in library.notices[:_NOTICES]]
    if diagnostics := len(library.diagnostics) + max(len(library.notices) - _NOTICES, 0):
        lines.append(translate("home.diagnostics", count=diagnostics))
    return Content.styled("\n".join(lines), MUTED)


def next_line(told: str, studied: Content, width: int) -> Content:
    """What Enter does, and at the right, where there is room, when the deck was studied last."""
    left = Content.assemble(("▶ ", ACCENT), told)
    room = width - studied.cell_length - 3
    beside = width >= _WIDE and left.cell_length <= room
    return ends(_cut(left, width), studied if beside else Content(""), width)


def last_studied(translate: Translator, row: DeckRow | None, today: int) -> Content:
    """How long ago the deck was studied; nothing for all decks or a fresh one."""
    if row is None or row.last_day is None:
        return Content("")
    ago = max(today - row.last_day, 0)
    code = {0: "home.studied-today", 1: "home.studied-yesterday"}.get(ago, "home.studied-days")
    return Content.styled(translate(code, number=ago), MUTED)


def ahead(translate: Translator, overview: Overview, width: int, height: int) -> Content:
    """The cards of today and the days after it, in columns `height` lines high; none for none."""
    if not any(overview.forecast):
        return Content("")
    column = _label_column(translate) if width >= _WIDE else 0
    room = width - column
    lines = forecast_columns(translate, overview.day, overview.forecast, room, height)
    label = Content.styled(f"{translate('home.label-ahead'):<{column}}" if column else "", ACCENT)
    indent = Content(" " * column)
    first, *more = lines
    return Content("\n").join([label + first, *(indent + line for line in more)])


def side(translate: Translator, deck: Deck, row: DeckRow, today: int, width: int) -> Content:
    """The selected deck: what it is about, how far its cards are, its days ahead."""
    language = deck.language(translate.language)
    level = f"{translate('home.level')} {LEVELS[deck.level]}"
    lines = [Content.styled(deck.title[language], ACCENT), Content.styled(level, MUTED)]
    if deck.description:
        lines += [Content(""), Content(deck.description[language])]
    if about := about_told(translate, deck.about):
        lines += [Content(""), Content.styled(about, MUTED)]
    lines += [Content(""), *_progress(translate, row, width)]
    if any(row.forecast):
        lines += [Content(""), Content.styled(translate("home.label-ahead"), MUTED)]
        lines += forecast_rows(translate, today, row.forecast, width)
    return Content("\n").join(lines)


def side_all(translate: Translator, overview: Overview, library: Library, width: int) -> Content:
    """All decks: how far their cards are, which decks today's new ones are of, what words mean."""
    lines = [Content.styled(translate("home.all"), ACCENT), Content("")]
    if overview.rows:
        lines += [*_progress(translate, overview, width), Content("")]
    new = [row for row in overview.rows if row.new]
    if new:
        lines.append(Content.styled(translate("home.side-new"), MUTED))
        digits = max(len(str(row.new)) for row in new)
        for row in new:
            title = library.by_id[row.deck].title_for(translate.language)
            lines.append(fit(title, width - digits - 2) + Content(f"  {row.new:>{digits}}"))
        lines.append(Content(""))
    lines.append(Content.styled(translate("home.side-all"), MUTED))
    return Content("\n").join(lines)


def _progress(translate: Translator, row: DeckRow | Overview, width: int) -> list[Content]:
    counted = row.whole if isinstance(row, Overview) else row.maturity
    cards = translate("home.cards", count=sum(counted.values()))
    return [Content(cards), states_bar(counted, width), *states_lines(translate, counted)]
