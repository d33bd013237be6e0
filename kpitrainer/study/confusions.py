"""Which formulas a learner takes for which others, and what sets them apart."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.contrast import Contrast, contrast
from kpitrainer.domain.drill.formula_choice import CONFUSION
from kpitrainer.domain.drill.in_words import worded
from kpitrainer.domain.drill.indicators import Indicator, indicators_of
from kpitrainer.domain.verdict import Message
from kpitrainer.study.library import Library
from kpitrainer.study.study_session import SessionAnswer
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class Confusion:
    """What was `chosen`, so many `times`, where something else was `asked`; `last` on that day.

    `key` is the drill at which it happened. Both names are in the reader's language: those of
    indicators, or where `is_method` what was chosen is a wrong method, its formula in words.
    """

    key: CardKey
    asked_ref: str
    chosen_ref: str
    asked: str
    chosen: str
    is_method: bool
    times: int
    last: int

    @property
    def told(self) -> Message:
        """The sentence: « Tu prends “la marge” pour “la marque”, 3 fois. »."""
        code = "choice.confused-method" if self.is_method else "choice.confused"
        return Message(code, {"asked": self.asked, "chosen": self.chosen, "count": self.times})


class Indicators:
    """What all drills of a library ask for, in words."""

    def __init__(self, library: Library) -> None:
        self.of: Mapping[CardKey, Sequence[Indicator]] = {
            card.key: _of_card(card) for card in library.drills()
        }
        self.every = tuple(each for found in self.of.values() for each in found)
        self.by_ref = {each.ref: each for each in self.every}
        self._library = library

    def names(self, asked: str, chosen: str, language: str) -> tuple[str, str, bool]:
        """What was asked and chosen, by name, and whether that is a wrong method.

        What is no longer in a deck is told as the log names it.
        """
        mine, other = self.by_ref.get(asked), self.by_ref.get(chosen)
        told = mine.name(self._shown(mine, language)) if mine else asked
        if other is not None:
            return told, other.name(self._shown(other, language)), False
        for mistake in mine.asked.mistakes if mine else ():
            in_words = worded(mine.form, mistake.formula.tree) if mine else None
            if mine and in_words and mistake.id == chosen:
                return told, in_words.text[self._shown(mine, language)], True
        return told, chosen, "/" not in chosen

    def pairs(self) -> tuple[Contrast, ...]:
        """All pairs that can be asked of one set of figures, each once."""
        found: dict[frozenset[str], Contrast] = {}
        for one in self.every:
            for other in self.every:
                names = frozenset({one.ref, other.ref})
                if names not in found and (pair := contrast(one, other)):
                    found[names] = pair
        return tuple(found.values())

    def pairs_of(self, confusions: Iterable[Confusion]) -> tuple[Contrast, ...]:
        """The pairs that set apart what was confused, each once, in their order."""
        found: dict[frozenset[str], Contrast] = {}
        for each in confusions:
            one, other = self.by_ref.get(each.asked_ref), self.by_ref.get(each.chosen_ref)
            names = frozenset({each.asked_ref, each.chosen_ref})
            if one and other and names not in found:
                pair = contrast(one, other) or contrast(other, one)
                if pair:
                    found[names] = pair
        return tuple(found.values())

    def _shown(self, indicator: Indicator, language: str) -> str:
        return indicator.form.language(language)


def _of_card(card: Card) -> Sequence[Indicator]:
    if not isinstance(card.content, Drill):
        return ()
    return indicators_of(card.key.deck, card.key.card, card.content.template, card.tags)


def confusions(
    trainer: Trainer, language: str, *, since: int = 0, deck: str | None = None
) -> tuple[Confusion, ...]:
    """All confusions from the study day `since` on, the most frequent first."""
    sums = trainer.store.sums(("shown",), "day", "deck", "card", "mistake", since=since, deck=deck)
    times, last = Counter[tuple[CardKey, str]](), dict[tuple[CardKey, str], int]()
    for (day, in_deck, card, mistake), amounts in sums.items():
        if mistake.startswith(CONFUSION) and amounts["shown"]:
            what = CardKey(in_deck, card), mistake
            times[what] += amounts["shown"]
            last[what] = max(day, last.get(what, day))
    return _told(trainer, times, last, language) if times else ()


def session_confusions(
    trainer: Trainer, answers: Sequence[SessionAnswer], language: str
) -> tuple[Confusion, ...]:
    """Those of one session, the most frequent first."""
    times, last = Counter[tuple[CardKey, str]](), dict[tuple[CardKey, str], int]()
    for answer in answers:
        answered = answer.row.entry.answered
        if answered and answered.mistake and answered.mistake.startswith(CONFUSION):
            what = answer.attempt.card.key, answered.mistake
            times[what] += 1
            last[what] = answer.row.entry.day
    return _told(trainer, times, last, language) if times else ()


def pairs_confused(
    trainer: Trainer, answers: Sequence[SessionAnswer] | None = None
) -> tuple[Contrast, ...]:
    """The pairs that set apart what was confused in a session, or in all; the most frequent first.

    Names are of no account here, nor is the language.
    """
    found = confusions(trainer, "") if answers is None else session_confusions(trainer, answers, "")
    return Indicators(trainer.library).pairs_of(found) if found else ()


def _told(
    trainer: Trainer,
    times: Mapping[tuple[CardKey, str], int],
    last: Mapping[tuple[CardKey, str], int],
    language: str,
) -> tuple[Confusion, ...]:
    known = Indicators(trainer.library)
    found = []
    for (key, name), count in times.items():
        asked, _, chosen = name.removeprefix(CONFUSION).partition(CONFUSION)
        told = known.names(asked, chosen, language)
        found.append(Confusion(key, asked, chosen, *told, count, last[key, name]))
    return tuple(sorted(found, key=lambda each: (-each.times, each.asked, each.chosen)))
