"""Home's lines: the day, the decks in columns, the week ahead."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from kpitrainer.domain.deck import Deck
from kpitrainer.domain.stats import Maturity
from kpitrainer.i18n import Words
from kpitrainer.trainer.trainer import DeckRow, Home
from kpitrainer.tui.widgets.lines import ACCENT, MUTED, bar, ends, fit, sparkline

_DUE, _NEW, _BAR, _SHARE, _LEVEL = 9, 10, 10, 7, 9
_WIDE = 64
"""Below this width a row keeps title, due and new only."""

LEVELS = {1: "●○○", 2: "●●○", 3: "●●●"}


def day(words: Words, now: datetime, streak: int) -> Content:
    """The date and the days in a row."""
    date = words.date(now.date())
    if not streak:
        return Content.styled(date, MUTED)
    return Content.styled(f"{date} · {words('home.streak', count=streak)}", MUTED)


def today(words: Words, home: Home, minutes: int, width: int) -> Content:
    """What is waiting, and how long it takes."""
    counts = f"{words('home.due', count=home.due)} · {words('home.new', count=home.new)}"
    left = Content.assemble((words("home.today"), ACCENT), "   ", counts)
    return ends(left, Content.styled(words("home.minutes", count=minutes), MUTED), width)


def column_heads(words: Words, width: int) -> Content:
    """The names of the columns."""
    return Content.styled(
        _columns(
            fit(f"  {words('home.deck')}", _title_width(width)).plain,
            words("home.level"),
            words("home.column-due"),
            words("home.column-new"),
            width,
            words("home.learned"),
        ),
        MUTED,
    )


def all_decks(words: Words, home: Home, width: int) -> Content:
    """The first row: everything."""
    cards = sum(row.cards for row in home.rows)
    learned = sum(row.learned for row in home.rows)
    return _row(words, words("home.all"), "", (home.due, home.new), (learned, cards), width)


def deck_row(
    words: Words, deck: Deck, row: DeckRow, width: int, *, picked: bool, replaced: bool
) -> Content:
    """One deck: title, level, due, new, learned share."""
    title = deck.title[deck.language(words.language)]
    if replaced:
        title += f" {words('home.replaced')}"
    mark = "✓ " if picked else ""
    return _row(
        words, mark + title, LEVELS[deck.level], (row.due, row.new), (row.learned, row.cards), width
    )


def _row(
    words: Words,
    title: str,
    level: str,
    counts: tuple[int, int],
    learned: tuple[int, int],
    width: int,
) -> Content:
    due, new = counts
    name = fit(f"  {title}", _title_width(width))
    numbers = Content.assemble(
        (f"{due:>{_DUE}}", "" if due else MUTED), (f"{new:>{_NEW}}", "" if new else MUTED)
    )
    if width < _WIDE:
        return Content.assemble(name, numbers)
    done, total = learned
    percent = done * 100 // total if total else 0
    share = words("home.percent", number=percent).rjust(_SHARE)
    return Content.assemble(
        name, (f"{level:<{_LEVEL}}", MUTED), numbers, "   ", bar(done, total, _BAR), (share, MUTED)
    )


def _columns(title: str, level: str, due: str, new: str, width: int, learned: str) -> str:
    if width < _WIDE:
        return f"{title}{due:>{_DUE}}{new:>{_NEW}}"
    return f"{title}{level:<{_LEVEL}}{due:>{_DUE}}{new:>{_NEW}}   {learned}"


def _title_width(width: int) -> int:
    taken = _DUE + _NEW
    if width >= _WIDE:
        taken += _LEVEL + 3 + _BAR + _SHARE
    return max(width - taken, 8)


def week(words: Words, counts: Sequence[int], width: int) -> Content:
    """The next days' cards as a sparkline and in figures."""
    if not any(counts):
        return Content("")
    left = Content.assemble((words("home.week"), MUTED), "   ", (sparkline(counts), ACCENT))
    return ends(left, Content.styled(" · ".join(str(count) for count in counts), MUTED), width)


def side(words: Words, deck: Deck, row: DeckRow, width: int) -> Content:
    """The selected deck: what it is about, how far its cards are, its week."""
    language = deck.language(words.language)
    lines = [Content.styled(deck.title[language], ACCENT)]
    if deck.description:
        lines += [Content(""), Content(deck.description[language])]
    lines += [Content(""), *states(words, row, width), Content("")]
    lines.append(Content.styled(words("home.week"), MUTED))
    lines.append(
        Content.assemble(
            (sparkline(row.forecast), ACCENT), "   ", " · ".join(str(n) for n in row.forecast)
        )
    )
    return Content("\n").join(lines)


def states(words: Words, row: DeckRow, width: int) -> list[Content]:
    """How many of a deck's cards are new, in learning, young, mature, put away."""
    shown = [state for state in Maturity if state is not Maturity.SUSPENDED or row.maturity[state]]
    length = max(len(words(f"home.state-{state}")) for state in shown)
    bar_width = max(min(width - length - 8, 16), 4)
    return [
        Content.assemble(
            f"{words(f'home.state-{state}'):<{length}}  {row.maturity[state]:>4}  ",
            bar(row.maturity[state], row.cards, bar_width),
        )
        for state in shown
    ]
