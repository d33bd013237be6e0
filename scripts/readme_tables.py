"""Write the README's table of decks, from the decks that are shipped.

python scripts/readme_tables.py
"""  # noqa: INP001 - a script stands alone

from pathlib import Path

from kpitrainer.bootstrap import shipped_decks
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.cards.card_types.drill import Drill

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- decks: scripts/readme_tables.py writes this table -->\n"
END = "<!-- end of decks -->\n"
HEAD = """\
| paquet, deck | cartes, cards | niveau, level | français | English |
|---|---|---|---|---|
"""


def table() -> str:
    """The shipped decks in the order in which they are studied, a line each."""
    return HEAD + "".join(_row(deck) for deck in load_decks([shipped_decks()], None).decks)


def _row(deck: Deck) -> str:
    """An entry counts once, however many cards its directions or gaps make."""
    entries = {card.key.entry: card for card in deck.cards}
    drills = all(isinstance(card.content, Drill) for card in entries.values())
    count = f"{len(entries)} calculs, drills" if drills else f"{len(entries)}"
    level = f"{deck.level} (facultatif, optional)" if deck.optional else f"{deck.level}"
    return f"| `{deck.id}` | {count} | {level} | {deck.title['fr']} | {deck.title['en']} |\n"


def updated(readme: str) -> str:
    """`readme` with the table of today between its two marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(updated(README.read_text("utf-8")), "utf-8")
