"""The rows of the choice of drills: by family, theme, weakness, or the mistakes of this week."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from textual.content import Content
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.text.dictionary import folded
from kpitrainer.i18n import Translator
from kpitrainer.study.library import Library
from kpitrainer.study.mistakes_made import Made
from kpitrainer.study.practice import DrillRecord, told_mistake
from kpitrainer.tui.text.deck_columns import LEVELS
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED, fit

_GAP = 3

_WITH_TAGS, _LABEL = 92, 60
"""From the first width on a drill's tags stand beside its name, which has at most so many cells."""


class Grouping(StrEnum):
    """How the drills are listed."""

    FAMILIES = "in-order"
    THEMES = "themes"
    WEAKEST = "weakest"
    MISTAKES = "this-week"


class DrillRows:
    """Rows of some drills, and which drills each row stands for."""

    def __init__(
        self,
        translate: Translator,
        library: Library,
        record: Mapping[CardKey, DrillRecord],
        made: Sequence[Made],
        ticked: frozenset[CardKey],
    ) -> None:
        """`record` says how each stands, `made` are this week's mistakes."""
        self._translate, self._library = translate, library
        self._record, self._made, self._ticked = record, made, ticked
        self._has_families = len({card.key.deck for card in library.drills()}) > 1
        self.under: dict[str, tuple[Card, ...]] = {}
        """The drills of each row, by its id."""
        self.heads: list[str] = []
        """The rows that stand for a family or a theme."""

    def of(self, cards: Sequence[Card], grouping: Grouping, width: int) -> Iterator[Option]:
        """The rows in `width` cells: each family or theme, where there are several, by its name."""
        told = {card.key: self._told(card.key, grouping) for card in cards}
        widths = [max((each[at].cell_length for each in told.values()), default=0) for at in (0, 1)]
        room = width - sum(widths) - 2 * _GAP
        for head, title, mine in self._groups(cards, grouping):
            if head:
                yield self._head(head, title, mine)
            for card in mine:
                mark, success = told[card.key]
                name = "\n".join((head, *card.key))
                self.under[name] = (card,)
                pad = " " * (widths[0] - mark.cell_length + _GAP + widths[1] - success.cell_length)
                shown = self._drill(card, room, "  " if head else "")
                yield Option(Content.assemble(shown, " " * _GAP, mark, pad, success), name)
                if grouping is Grouping.MISTAKES:
                    yield from self._said(card, width)

    def _groups(
        self, cards: Sequence[Card], grouping: Grouping
    ) -> Iterator[tuple[str, Content, Sequence[Card]]]:
        """The id and the name of each group with its drills; of one alone neither."""
        language = self._translate.language
        if grouping is Grouping.THEMES:
            titles = self._library.titles
            for tag, found in themes(cards, lambda tag: titles.tag(tag, language)).items():
                title = titles.tag(tag, language) if tag else self._translate("calc.no-theme")
                yield f"#{tag}", Content.styled(title, ACCENT), found
        elif grouping is Grouping.FAMILIES and self._has_families:
            for deck, of_deck in groupby(cards, lambda card: card.key.deck):
                known = self._library.by_id[deck]
                title, level = known.title_for(language), LEVELS[known.level]
                told = Content.assemble((title, ACCENT), (f"   {level}", MUTED))
                yield deck, told, tuple(of_deck)
        else:
            yield "", Content(""), cards

    def _head(self, head: str, title: Content, cards: Sequence[Card]) -> Option:
        self.under[head] = tuple(cards)
        self.heads.append(head)
        tick = "✓ " if {card.key for card in cards} <= self._ticked else "  "
        count = self._translate("calc.count", count=len(cards))
        return Option(Content.assemble(tick, title, (f"   {count}", MUTED)), head)

    def _drill(self, card: Card, room: int, indent: str) -> Content:
        """Its tick and name; where there is room its tags too."""
        library, language = self._library, self._translate.language
        tick = "✓ " if card.key in self._ticked else "  "
        label = f"{tick}{indent}{library.label(card, language)}"
        if room < _WITH_TAGS:
            return fit(label, max(room, 1))
        tags = " · ".join(library.titles.tags_of(card.tags, language))
        return fit(label, _LABEL) + fit(f"   {tags}", room - _LABEL).stylize(MUTED)

    def _told(self, key: CardKey, grouping: Grouping) -> tuple[Content, Content]:
        """A drill's mark, or its mistakes where it is listed for them, and its success."""
        translate, record = self._translate, self._record.get(key)
        if record is None:
            return Content(""), Content("")
        mark = Content("")
        if grouping is Grouping.MISTAKES:
            times = sum(one.times for one in self._made if one.card.key == key)
            mark = Content.styled(translate("calc.mistakes", count=times), BAD)
        elif record.due:
            mark = Content.styled(f"● {translate('calc.due')}", ACCENT)
        elif record.new:
            mark = Content.styled(f"○ {translate('calc.new')}", MUTED)
        if not record.asked:
            return mark, Content("")
        return mark, Content(translate("calc.success", right=record.right, asked=record.asked))

    def _said(self, card: Card, width: int) -> Iterator[Option]:
        """What each of a drill's mistakes was, on a line that nothing is done with."""
        language = self._library.language(card, self._translate.language)
        for one in self._made:
            if one.card.key == card.key:
                said = f"      {one.times} × {told_mistake(card, one.name, language)}"
                yield Option(fit(said, max(width, 1)).stylize(MUTED), disabled=True)


def themes(cards: Iterable[Card], title: Callable[[str], str]) -> Mapping[str, Sequence[Card]]:
    """The drills of each tag, in the order of their titles; last, under "", those of none.

    A tag that all of them carry tells nothing, unless it is the only one.
    """
    every = tuple(cards)
    used = {tag for card in every for tag in card.tags}
    common = {tag for tag in used if all(tag in card.tags for card in every)}
    used = (used - common) or used
    ordered = sorted(used, key=lambda tag: folded(title(tag)))
    found = {tag: [card for card in every if tag in card.tags] for tag in ordered}
    without = [card for card in every if not used & card.tags]
    return {**found, "": without} if without else found
