"""`kpitrainer due`: what today holds."""

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE
from kpitrainer.cli.output import write_json
from kpitrainer.domain.deck import Deck
from kpitrainer.trainer.trainer import DeckRow, Home, Trainer
from kpitrainer.wording import when


def due(call: Call, *, json: bool) -> int:
    """Print how many cards wait, deck by deck and in all."""
    with call.trainer() as trainer:
        home = trainer.home()
        if json:
            write_json(_object(call, trainer, home))
        else:
            _tell(call, trainer, home)
    return DONE


def _tell(call: Call, trainer: Trainer, home: Home) -> None:
    translate = call.translate
    for row in home.rows:
        title = _title(call, trainer.library.by_id[row.deck])
        call.tell(
            "cli.due-deck",
            title=title,
            due=translate("cli.count-due", cards=row.due),
            new=translate("cli.count-new", count=row.new),
        )
    if home.due or home.new:
        call.tell(
            "cli.due-total",
            due=translate("cli.count-due", cards=home.due),
            new=translate("cli.count-new", count=home.new),
            minutes=home.minutes,
        )
    else:
        call.tell("cli.due-nothing")
    if home.waiting:
        call.tell("cli.due-waiting", count=home.waiting)
    if home.next_due:
        clock = trainer.clock
        told = when(translate, clock.local(clock.now()), clock.local(home.next_due))
        call.tell("cli.due-next", when=told)


def _object(call: Call, trainer: Trainer, home: Home) -> dict[str, object]:
    def deck(row: DeckRow) -> dict[str, object]:
        found = trainer.library.by_id[row.deck]
        return {
            "deck": row.deck,
            "title": _title(call, found),
            "level": found.level,
            "due": row.due,
            "new": row.new,
            "cards": row.cards,
            "learned": row.learned,
        }

    return {
        "due": home.due,
        "new": home.new,
        "waiting": home.waiting,
        "minutes": home.minutes,
        "streak": home.streak,
        "next_due": home.next_due.isoformat() if home.next_due else None,
        "decks": [deck(row) for row in home.rows],
    }


def _title(call: Call, deck: Deck) -> str:
    return deck.title[deck.language(call.translate.language)]
