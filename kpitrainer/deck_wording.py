"""Editions of decks in words: what their authors say of them, how they differ, what that costs."""

from collections.abc import Iterator, Mapping
from textwrap import shorten

from kpitrainer.domain.cards.card import CardKey, Deck, DeckAbout
from kpitrainer.domain.cards.deck_difference import COSTLY, CardChange, ChangeKind, DeckDifference
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.i18n import Translator

_LABEL = 60
"""Letters told of a card."""

MOST = 20
"""Changes told one by one."""


def about_told(translate: Translator, about: DeckAbout) -> str:
    """Edition, author, licence and homepage in one line, as far as they are said; or ""."""
    parts = [translate("handover.edition", edition=about.edition)] if about.edition else []
    parts += [translate("handover.author", author=about.author)] if about.author else []
    return ", ".join([*parts, *filter(None, (about.licence, about.homepage))])


def deck_told(translate: Translator, deck: Deck) -> str:
    """The title of a deck, its id and its cards."""
    title = deck.title_for(translate.language)
    return translate("handover.deck", title=title, id=deck.id, count=len(deck.cards))


def edition_told(translate: Translator, difference: DeckDifference) -> str:
    """From which edition to which; or ""."""
    old, new = difference.old.about.edition, difference.new.about.edition
    if old and new and old != new:
        return translate("handover.edition-after", edition=new, former=old)
    return translate("handover.edition", edition=new) if new else ""


def counts_told(translate: Translator, difference: DeckDifference) -> str:
    """How many cards are new, changed, renamed, gone; that none is where only the header is."""
    counts = ((kind, len(difference.of(kind))) for kind in ChangeKind)
    told = [translate(f"handover.count-{kind}", count=count) for kind, count in counts if count]
    return ", ".join(told) or translate("handover.count-none")


def change_lines(translate: Translator, difference: DeckDifference, most: int = MOST) -> list[str]:
    """A line for each change, what costs progress first, `most` of them, and how many there are."""
    costly_first = (*difference.of(*COSTLY), *difference.of(*(set(ChangeKind) - COSTLY)))
    lines = [_line(translate, difference, change) for change in costly_first[:most]]
    if (more := len(costly_first) - most) > 0:
        lines.append(translate("handover.more", count=more))
    return lines


def _line(translate: Translator, difference: DeckDifference, change: CardChange) -> str:
    deck = difference.old if change.kind is ChangeKind.GONE else difference.new
    language = deck.language(translate.language)
    label = change.card.label(language)
    said = change.card.changes_since(change.since, language) if change.asks else ""
    line = translate(
        f"handover.change-{change.kind}",
        name=change.card.key.entry,
        former=change.former,
        label=shorten(label, _LABEL, placeholder="…"),
    )
    return f"{line} ({said.replace(chr(10), ' ')})" if said else line


def progress_lines(
    translate: Translator, difference: DeckDifference, states: Mapping[CardKey, CardState]
) -> Iterator[str]:
    """What the new edition does to the learner's progress, whose cards have `states`."""
    learnt = {key for key, state in states.items() if state.memory is not None}
    if gone := len(difference.lost & learnt):
        yield translate("handover.learnt-gone", count=gone)
    if asked := len(difference.asked & learnt):
        yield translate("handover.learnt-asked", count=asked)
    others = {key for change in difference.silent for key in change.keys} & learnt
    if others:
        yield translate("handover.learnt-answer", count=len(others))
    if not (gone or asked or others):
        yield translate("handover.learnt-kept")
