"""Which calculations `kpitrainer drill` means: by name, deck, tag, query, weakness or mistakes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpitrainer.cli.card_choice import check_query, query_keys, tag_meant
from kpitrainer.cli.cli_context import CliContext, UsageError

# The interface opens before these are imported.
if TYPE_CHECKING:
    from kpitrainer.domain.cards.card import Card, CardKey
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillChoice:
    """What the command line says of which drills are wanted; all where it says nothing."""

    names: Sequence[str] = ()
    deck: str | None = None
    tag: str | None = None
    query: str | None = None
    weakest: bool = False
    mistakes: bool = False

    @property
    def anything(self) -> bool:
        """Whether any drills are asked for rather than others."""
        return bool(self.names) or (self.deck or self.tag) is not None or self.needs_progress

    @property
    def needs_progress(self) -> bool:
        """Whether which they are follows from what the learner did."""
        return self.weakest or self.mistakes or self.query is not None

    def check(self) -> None:
        """See to it that it can be meant, before the interface opens.

        Raises:
            UsageError: it asks for two orders.
            QueryError: the query cannot be read.
        """
        if self.weakest and self.mistakes:
            raise UsageError("cli.weakest-or-mistakes")
        check_query(self.query)

    def listed(self, library: "Library", language: str) -> "tuple[Card, ...]":
        """The drills named, of the deck and with the tag.

        Raises:
            UsageError: there is none; UnknownNameError where a name is not known.
        """
        cards = library.drills(self.names)
        if not cards:
            raise UsageError("cli.no-drills")
        deck = None if self.deck is None else library.deck(self.deck).id
        wanted = tag_meant(library, self.tag, cards, language)
        return _some(
            card
            for card in cards
            if deck in {None, card.key.deck} and (wanted is None or wanted in card.tags)
        )

    def chosen(self, trainer: "Trainer", language: str) -> "tuple[Card, ...]":
        """Those listed that the query finds, the weakest first where that is asked for.

        With `mistakes` those in which some were made this week, the most frequent first.

        Raises:
            UsageError: there is none; KpiTrainerError ("drill.no-mistakes") none was made.
        """
        cards, keys = (
            self.listed(trainer.library, language),
            query_keys(trainer, self.query, language),
        )
        if keys is not None:
            cards = _some(card for card in cards if card.key in keys)
        if self.mistakes:
            from kpitrainer.study.mistake_drilling import mistakes_this_week
            from kpitrainer.study.mistakes_made import drills_of

            cards = drills_of(mistakes_this_week(trainer, cards))
        if self.weakest:
            from kpitrainer.study.practice import drill_records, weakest_first

            cards = tuple(each.card for each in weakest_first(drill_records(trainer, cards)))
        return cards


@dataclass(frozen=True, slots=True)
class ChosenDrills:
    """Drills to show without asking them: `named` of them by name, in the order they come.

    `made` are the mistakes that each is to show.
    """

    library: "Library"
    cards: "Sequence[Card]"
    named: int
    made: "Mapping[CardKey, Sequence[str]]" = field(default_factory=dict)

    def count(self, wanted: int | None) -> int:
        """How many problems are shown: as many as `wanted`, or one of each drill named, or one."""
        return max(self.named, 1) if wanted is None else wanted


def chosen_drills(context: CliContext, choice: DrillChoice) -> ChosenDrills:
    """What a choice comes to; progress is looked at only where it has to be."""
    language, named = context.translate.language, len(choice.names)
    if not choice.needs_progress:
        library = context.library()
        return ChosenDrills(library, choice.listed(library, language), named)
    with context.trainer(reading=True) as trainer:
        cards = choice.chosen(trainer, language)
        if not choice.mistakes:
            return ChosenDrills(trainer.library, cards, named)
        from kpitrainer.study.mistakes_made import mistakes_made, names_by_card

        made = names_by_card(mistakes_made(trainer.store, trainer.clock.today(), cards))
        return ChosenDrills(trainer.library, cards, named, made)


def _some(found: "Iterable[Card]") -> "tuple[Card, ...]":
    cards = tuple(found)
    if not cards:
        raise UsageError("cli.no-drill-found")
    return cards
