"""Home's lines: the day, the decks in columns, the week ahead."""

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.schedule.counts import Maturity, percent
from kpitrainer.i18n import Translator
from kpitrainer.study.clock import Clock
from kpitrainer.study.days_told import days_told
from kpitrainer.study.library import Library
from kpitrainer.study.overview import DeckRow, Overview
from kpitrainer.tui.text.lines import ACCENT, MUTED, bar, ends, fit, sparkline
from kpitrainer.wording import render, when

_LEVEL, _DUE, _NEW, _GAP, _BAR, _SHARE = 7, 9, 11, 3, 8, 6
_NOTICES = 2
"""So many are told whole; they stand below the decks."""

_WIDE = 64
"""Below this width a row keeps title, due and new only."""

LEVELS = {1: "●○○", 2: "●●○", 3: "●●●"}


def day(translate: Translator, now: datetime, streak: int) -> Content:
    """The date and the days in a row."""
    parts = [translate.date(now.date())]
    if streak:
        parts.append(translate("common.streak", count=streak))
    return Content.styled(" · ".join(parts), MUTED)


def welcome(translate: Translator, overview: Overview, library: Library) -> Content:
    """A word to who is new here, or what is to be known of the days to come."""
    if not overview.started and not overview.exams:
        return Content(translate("home.welcome"))
    told = (render(translate, each) for each in days_told(overview, library, translate.language))
    return Content("\n".join(told))


def today(translate: Translator, overview: Overview, width: int) -> Content:
    """What is waiting, and how long it takes."""
    due, new = translate("home.due", count=overview.due), translate("home.new", count=overview.new)
    left = Content.assemble((translate("home.today"), ACCENT), f"   {due} · {new}")
    minutes = translate("home.minutes", count=overview.minutes)
    return ends(left, Content.styled(minutes, MUTED), width)


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
    # A deck further on has new cards too, while the day's limit is not reached.
    if not any(row.due or row.new or (overview.new and row.fresh) for row in rows):
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


class DeckColumns:
    """The deck list's columns at one width: title, level, due, new, learned share."""

    def __init__(self, translate: Translator, width: int) -> None:
        """Below a certain width title, due and new remain."""
        self._words = translate
        self._wide = width >= _WIDE
        taken = _DUE + _NEW + (_LEVEL + _GAP + _BAR + _SHARE if self._wide else 0)
        self._title = max(width - taken, 8)

    def heads(self) -> Content:
        """The columns' names."""
        translate = self._words
        line = fit(f"  {translate('home.deck')}", self._title).plain
        numbers = f"{translate('home.column-due'):>{_DUE}}{translate('home.column-new'):>{_NEW}}"
        if self._wide:
            level, learned = translate("home.level"), translate("home.learned")
            numbers = f"{level:<{_LEVEL}}{numbers}{'':{_GAP}}{learned}"
        return Content.styled(line + numbers, MUTED)

    def everything(self, overview: Overview) -> Content:
        """The first row: all decks."""
        cards = sum(row.cards for row in overview.rows)
        learned = sum(row.learned for row in overview.rows)
        fresh = sum(row.fresh for row in overview.rows)
        counts = (overview.due, overview.new, fresh)
        return self._row(self._words("home.all"), "", counts, (learned, cards))

    def deck(self, deck: Deck, row: DeckRow, *, picked: bool, replaced: bool) -> Content:
        """One deck's row."""
        title = deck.title_for(self._words.language)
        if replaced:
            title += f" {self._words('home.replaced')}"
        mark = "✓ " if picked else ""
        counts, learned = (row.due, row.new, row.fresh), (row.learned, row.cards)
        return self._row(mark + title, LEVELS[deck.level], counts, learned)

    def _row(
        self, title: str, level: str, counts: tuple[int, int, int], learned: tuple[int, int]
    ) -> Content:
        due, new, fresh = counts
        of_all = f"{new}/{fresh}" if fresh > new else f"{new}"
        name = Content.assemble(fit(f"  {title}", self._title - 1), " ")
        numbers = Content.assemble(
            (f"{due:>{_DUE}}", "" if due else MUTED), (f"{of_all:>{_NEW}}", "" if new else MUTED)
        )
        if not self._wide:
            return Content.assemble(name, numbers)
        done, total = learned
        share = self._words("common.percent", number=percent(done, total))
        return Content.assemble(
            name,
            (f"{level:<{_LEVEL}}", MUTED),
            numbers,
            " " * _GAP,
            bar(done, total, _BAR),
            (f"{share:>{_SHARE}}", MUTED),
        )


def last_studied(translate: Translator, row: DeckRow | None, today: int) -> Content:
    """How long ago the deck was studied; nothing for all decks or a fresh one."""
    if row is None or row.last_day is None:
        return Content("")
    ago = max(today - row.last_day, 0)
    code = {0: "home.studied-today", 1: "home.studied-yesterday"}.get(ago, "home.studied-days")
    return Content.styled(translate(code, number=ago), MUTED)


def week(translate: Translator, counts: Sequence[int], width: int) -> Content:
    """The next days' cards as a sparkline and in figures."""
    if not any(counts):
        return Content("")
    left = Content.assemble((translate("home.week"), MUTED), "   ", (sparkline(counts), ACCENT))
    return ends(left, Content.styled(" · ".join(str(count) for count in counts), MUTED), width)


def side(translate: Translator, deck: Deck, row: DeckRow, width: int) -> Content:
    """The selected deck: what it is about, how far its cards are, its week."""
    language = deck.language(translate.language)
    lines = [Content.styled(deck.title[language], ACCENT)]
    if deck.description:
        lines += [Content(""), Content(deck.description[language])]
    lines += [Content(""), *states(translate, row, width)]
    if any(row.forecast):
        counts = " · ".join(str(count) for count in row.forecast)
        lines += [Content(""), Content.styled(translate("home.week"), MUTED)]
        lines.append(Content.assemble((sparkline(row.forecast), ACCENT), "   ", counts))
    return Content("\n").join(lines)


def states(translate: Translator, row: DeckRow, width: int) -> list[Content]:
    """How many of a deck's cards are new, in learning, young, mature, put away."""
    shown = [state for state in Maturity if state is not Maturity.SUSPENDED or row.maturity[state]]
    length = max(len(translate(f"common.state-{state}")) for state in shown)
    bar_width = max(min(width - length - 8, 16), 4)
    return [
        Content.assemble(
            f"{translate(f'common.state-{state}'):<{length}}  {row.maturity[state]:>4}  ",
            bar(row.maturity[state], row.cards, bar_width),
        )
        for state in shown
    ]
