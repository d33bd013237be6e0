"""`kpitrainer deck diff`: what a new edition of a deck would do to those who learn it."""

from pathlib import Path

from kpitrainer.bootstrap import base_words
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.decks import deck_path
from kpitrainer.cli.terminal import write_json
from kpitrainer.deck_wording import change_lines, counts_told, deck_told, edition_told
from kpitrainer.deckfile.syntax.source import read_file
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.cards.deck_difference import ChangeKind, DeckDifference, difference
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Severity

_ALL = 1_000
"""Changes told one by one; a trainer looks at each."""


def diff(context: CliContext, old: Path, new: Path, *, json: bool) -> int:
    """Tell how the deck `new` differs from `old`; fails where that costs progress.

    Raises:
        UsageError: one is not there, or they are two decks.
        KpiTrainerError: one cannot be read as a deck.
    """
    before, now = (_read(context, path) for path in (old, new))
    if before.id != now.id:
        raise UsageError("handover.two-decks", old=before.id, new=now.id)
    found = difference(before, now)
    if json:
        write_json(difference_object(found))
    else:
        _tell(context, found)
    return PROBLEMS if found.lost else DONE


def _read(context: CliContext, path: Path) -> Deck:
    """The deck of a file, or of a name."""
    file = deck_path(context, path)
    if file.is_dir():
        raise UsageError("handover.diff-folder", path=str(file))
    data = read_file(file)
    if isinstance(data, Diagnostic):
        raise KpiTrainerError("handover.unread", path=str(file), diagnostic=data)
    from kpitrainer.deckfile.read.deck_reader import read_deck

    read = read_deck(data, str(file), words=base_words().vocabulary)
    errors = [found for found in read.diagnostics if found.severity is Severity.ERROR]
    if errors or read.deck is None:
        # A card that cannot be read would be told as gone.
        raise KpiTrainerError("handover.faulty", path=str(file), count=len(errors))
    return read.deck


def _tell(context: CliContext, found: DeckDifference) -> None:
    translate = context.translate
    context.tell(
        "handover.diff",
        deck=deck_told(translate, found.new),
        edition=edition_told(translate, found) or translate("handover.no-edition"),
        counts=counts_told(translate, found),
    )
    for line in change_lines(translate, found, _ALL):
        context.console.say(line)
    if found.of(ChangeKind.UNLINKED):
        context.tell("handover.advise-alias", count=len(found.of(ChangeKind.UNLINKED)))
    if found.of(ChangeKind.GONE):
        context.tell("handover.advise-gone", count=len(found.of(ChangeKind.GONE)))
    if found.silent:
        context.tell("handover.advise-version", count=len(found.silent))
    if found.changes and found.old.about.edition == found.new.about.edition:
        context.tell("handover.advise-edition")


def difference_object(found: DeckDifference) -> dict[str, object]:
    """A difference for other programs."""
    return {
        "deck": found.new.id,
        "edition": [found.old.about.edition, found.new.about.edition],
        "changes": [
            {
                "kind": str(change.kind),
                "card": change.card.key.entry,
                "former": change.former or None,
                "asks": change.asks,
            }
            for change in found.changes
        ],
        "cost": sorted(str(key) for key in found.lost),
    }
