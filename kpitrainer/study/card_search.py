"""Cards found by a query, among those of the loaded decks."""

from collections.abc import Callable, Iterable, Iterator

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.formula_sheet import sheet_lines
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.review_log import LogRow, Recorded
from kpitrainer.domain.search.conditions import LogWord, SearchFacts, condition, log_words
from kpitrainer.domain.search.pattern import searchable
from kpitrainer.domain.search.query import Query
from kpitrainer.domain.search.query_parser import parse_query
from kpitrainer.study.trainer import Trainer

_APART = "\n"
"""Between the texts of a card: no word is found across it, as nobody types a line break."""

_NEXT = "\x00"
"""Between those of two cards: folding all at once takes a third of the time."""


class CardSearch:
    """All cards with their states, and their texts once a query asks for them."""

    def __init__(self, trainer: Trainer, language: str) -> None:
        """Texts are those of the reader's `language`."""
        self._trainer = trainer
        self._language = language
        self._texts: dict[CardKey, str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read states again, and what the log tells."""
        self._states = dict(self._trainer.store.states())
        self._logged: dict[tuple[LogWord, int], frozenset[CardKey]] = {}

    def use_library(self) -> None:
        """Go on with decks that were read again."""
        self._texts.clear()
        self.refresh()

    @property
    def total(self) -> int:
        """How many cards there are."""
        return len(self._trainer.library.cards)

    def queued(self, card: Card) -> Queued:
        """A card with its state."""
        return Queued(card, self._states.get(card.key, UNTOUCHED))

    def changed(self, rows: Iterable[LogRow]) -> None:
        """Go on with the states that acts led to."""
        self._states.update({row.entry.key: row.after for row in rows if isinstance(row, Recorded)})

    def find(self, query: Query) -> list[Queued]:
        """The cards that `query` finds, in study order."""
        is_found = condition(query, self._facts(query))
        states = self._states
        found = []
        for card in self._trainer.library.cards:
            state = states.get(card.key, UNTOUCHED)
            if is_found(card, state):
                found.append(Queued(card, state))
        return found

    def _facts(self, query: Query) -> SearchFacts:
        clock, library = self._trainer.clock, self._trainer.library
        today = clock.today()
        wanted = {word for word in log_words(query) if (word, today) not in self._logged}
        if wanted:
            told = self._trainer.store.cards_of(wanted, today)
            self._logged.update({(word, today): keys for word, keys in told.items()})
        return SearchFacts(
            now=clock.now(),
            day=today,
            texts=self._text,
            deck_names=lambda deck: (deck, *library.by_id[deck].title.values()),
            tag_names=lambda tag: (tag, *library.titles.tags.get(tag, {}).values()),
            logged={word: self._logged[word, today] for word in log_words(query)},
            parameters=self._trainer.settings.parameters,
        )

    def _text(self, card: Card) -> str:
        if not self._texts:
            library = self._trainer.library
            told = (
                _APART.join(card_texts(card, library.language(card, self._language), self._tags))
                for card in library.cards
            )
            folded = searchable(_NEXT.join(text.replace(_NEXT, " ") for text in told))
            self._texts = dict(zip(library.by_key, folded.split(_NEXT), strict=True))
        return self._texts[card.key]

    def _tags(self, tag: str) -> str:
        return self._trainer.library.titles.tag(tag, self._language)


def card_texts(card: Card, language: str, title: Callable[[str], str]) -> Iterator[str]:
    """What a card is searched by: its question, its answer, and its tags by name and `title`."""
    yield card.label(language)
    content = card.content
    if isinstance(content, Drill):
        for line in sheet_lines(content.template, language):
            yield line.formula
    yield from (line for line in content.solution(language) if isinstance(line, str))
    yield from (option for option in content.options(language, 0) if isinstance(option, str))
    for tag in card.tags:
        yield tag
        yield title(tag)


def found_keys(trainer: Trainer, text: str, language: str) -> frozenset[CardKey]:
    """The cards that a query finds, as it is typed.

    Raises:
        QueryError: it cannot be read.
    """
    query = parse_query(text)
    return frozenset(queued.card.key for queued in CardSearch(trainer, language).find(query))
