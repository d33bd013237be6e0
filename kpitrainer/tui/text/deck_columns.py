"""Home's list of decks in columns: what today holds, and how far the cards are."""

from collections.abc import Iterable, Mapping

from textual.content import Content

from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.i18n import Translator
from kpitrainer.study.library import Library
from kpitrainer.study.overview import DeckRow, Overview
from kpitrainer.tui.text.lines import MUTED, fit
from kpitrainer.tui.text.progress_text import states_bar

LEVELS = {1: "●○○", 2: "●●○", 3: "●●●"}

_WIDE, _ROOMY = 64, 100
"""Below the first width a row keeps title, due and new only; from the second on it has a level."""

_GAP, _LEVEL = 2, 9
_BAR, _LONGEST_BAR = 8, 40
_INDENT = 2


class DeckColumns:
    """The deck list's columns at one width: title, level, due, new, progress, not met, cards."""

    def __init__(self, translate: Translator, width: int, titles: Iterable[str] = ()) -> None:
        """Of the `titles` none is cut where there is room for them."""
        self._words = translate
        self._wide, self._roomy = width >= _WIDE, width >= _ROOMY
        heads = ("column-due", "column-new", "column-unmet", "column-cards")
        apart = 2 if self._roomy else 1
        self._due, self._new, self._unmet, self._cards = (
            len(translate(f"home.{head}")) + apart for head in heads
        )
        taken = self._due + self._new
        if self._wide:
            taken += _GAP + self._unmet + self._cards + (_LEVEL if self._roomy else 0)
        left = width - taken
        self._bar = 0
        if self._wide:
            longest = max(map(len, (translate("home.all"), *titles))) + 2 * _INDENT
            self._bar = min(max(left - longest, _BAR), _LONGEST_BAR)
        self._title = max(left - self._bar, 8)

    def heads(self) -> Content:
        """The columns' names."""
        translate = self._words
        line = fit(f"  {translate('home.deck')}", self._title).plain
        if self._roomy:
            line += f"{translate('home.level'):<{_LEVEL}}"
        line += f"{translate('home.column-due'):>{self._due}}"
        line += f"{translate('home.column-new'):>{self._new}}"
        if self._wide:
            line += " " * _GAP + fit(translate("home.progress"), self._bar).plain
            line += f"{translate('home.column-unmet'):>{self._unmet}}"
            line += f"{translate('home.column-cards'):>{self._cards}}"
        return Content.styled(line, MUTED)

    def everything(self, overview: Overview) -> Content:
        """The first row: all decks."""
        return self._row(self._words("home.all"), "", (overview.due, overview.new), overview.whole)

    def deck(self, deck: Deck, title: str, row: DeckRow, *, picked: bool) -> Content:
        """One deck's row, under a `title`."""
        mark = "✓ " if picked else "  "
        return self._row(title, LEVELS[deck.level], (row.due, row.new), row.maturity, mark)

    def _row(
        self,
        title: str,
        level: str,
        today: tuple[int, int],
        counted: Mapping[Maturity, int],
        mark: str = "  ",
    ) -> Content:
        due, new = today
        parts = [
            fit(f"{mark}{title}", self._title - 1) + Content(" "),
            Content.styled(f"{level:<{_LEVEL}}" if self._roomy else "", MUTED),
            _number(due, self._due),
            _number(new, self._new),
        ]
        if self._wide:
            cards = sum(counted.values())
            parts += [
                Content(" " * _GAP),
                states_bar(counted, self._bar),
                _number(counted[Maturity.NEW], self._unmet),
                Content.styled(f"{cards:>{self._cards}}", MUTED),
            ]
        return Content("").join(parts)


def row_title(translate: Translator, deck: Deck, library: Library) -> str:
    """A deck's title, and that it is the learner's own, or their version of a shipped one."""
    title = deck.title_for(translate.language)
    if deck.id in library.replaced:
        return f"{title} {translate('home.replaced')}"
    # Where all are one's own there is nothing to tell apart.
    marked = deck.id in library.own and len(library.own) < len(library.decks)
    return f"{title} {translate('home.own')}" if marked else title


def _number(count: int, width: int) -> Content:
    return Content.styled(f"{count:>{width}}", "" if count else MUTED)
