"""Write what the README counts, from the decks that are shipped: a sentence and their table.

python scripts/readme_tables.py
"""  # noqa: INP001 - a script stands alone

from collections.abc import Iterable, Sequence
from pathlib import Path

from kpitrainer.bootstrap import shipped_decks
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.template import NumberPart, Template

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- decks: scripts/readme_tables.py writes this table -->\n"
END = "<!-- end of decks -->\n"
COUNTS_BEGIN = "<!-- counts: scripts/readme_tables.py writes this sentence -->\n"
COUNTS_END = "<!-- end of counts -->\n"
HEAD = """\
| paquet, deck | cartes, cards | niveau, level | français | English |
|---|---|---|---|---|
"""


def shipped() -> Sequence[Deck]:
    """The shipped decks in the order in which they are studied."""
    return load_decks([shipped_decks()], None).decks


def counts(decks: Sequence[Deck]) -> str:
    """How much there is in all, and how much of it is not optional."""
    every = [card for deck in decks for card in deck.cards]
    core = [card for deck in decks if not deck.optional for card in deck.cards]
    return (
        f"{_counted(every)} in {len(decks)} decks; without the optional decks\n"
        f"{_counted(core)}. The drills know {wrong_methods(every)} wrong methods by their values.\n"
    )


def _counted(cards: Sequence[Card]) -> str:
    drills = sum(isinstance(card.content, Drill) for card in cards)
    return f"{len(cards) - drills} cards and {drills} drills"


def wrong_methods(cards: Iterable[Card]) -> int:
    """The misconceptions that the drills among `cards` tell of, of a drill each name once."""
    return sum(
        len({wrong for form in card.content.template.forms for wrong in _wrong(form)})
        for card in cards
        if isinstance(card.content, Drill)
    )


def _wrong(form: Template) -> Iterable[str]:
    for part in form.parts:
        if isinstance(part, NumberPart):
            yield from (mistake.id for mistake in part.mistakes)
        else:
            yield from (option.wrong for option in part.options if option.wrong)


def table(decks: Sequence[Deck]) -> str:
    """The decks, a line each."""
    return HEAD + "".join(map(_row, decks))


def _row(deck: Deck) -> str:
    drills = all(isinstance(card.content, Drill) for card in deck.cards)
    count = f"{len(deck.cards)} calculs, drills" if drills else f"{len(deck.cards)}"
    level = f"{deck.level} (facultatif, optional)" if deck.optional else f"{deck.level}"
    return f"| `{deck.id}` | {count} | {level} | {deck.title['fr']} | {deck.title['en']} |\n"


def updated(readme: str) -> str:
    """`readme` with the counts of today between their marks."""
    decks = shipped()
    for begin, written, end in (
        (COUNTS_BEGIN, counts(decks), COUNTS_END),
        (BEGIN, table(decks), END),
    ):
        before, _, rest = readme.partition(begin)
        _, _, after = rest.partition(end)
        readme = f"{before}{begin}{written}{end}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(updated(README.read_text("utf-8")), "utf-8")
