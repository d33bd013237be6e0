"""What lets a claim be judged without knowing: a word that gives it away, or the odds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.text.localized import NOWHERE, ByLanguage

FEWEST_CLAIMS = 6
"""Claims from which on a side may be leant to."""

_ONE_SIDED = 0.8
"""The share of claims with one answer from which on it is a good guess."""

_ABSOLUTE = ByLanguage(
    {
        "fr": re.compile(
            # A sum over all, and what comes round with the calendar, are no absolutes.
            r"(?<!\bde )(?<!\bdes )(?<!\bpar )(?<!\bsur )(?<!\bparmi )(?<!\bavant )"
            r"\b(?:toute?|tous|toutes|chaque)\b"
            r"(?! (?:les )?(?:\d|deux|trois|jours?|semaines?|mois|trimestres?|années?|ans?"
            r"|fait|de suite|à fait))"
            r"|\b(?:toujours|jamais|rien|aucune?|personne ne|n[’']importe quel(?:le)?s?)\b"
            r"|\b(?:forcément|nécessairement|obligatoirement|inévitablement|systématiquement"
            r"|immanquablement|exclusivement|uniquement|absolument|à coup sûr|sans exception)\b"
            r"|^seule?s?\b|\bà (?:lui|elle|eux|elles) seule?s?\b|\bnul(?:le)? (?:\w+ )?n[e’']"
            r"|\bpartout\b|\bquel(?:le)?s? que soi(?:t|ent)\b"
            r"|\b(?:une seule|un seul)\b|\bn['’]existe qu['’]|\bn['’]y a qu['’]"
            r"|\bil est (?:établi|prouvé|démontré)\b|\b(?:lois? établies?|faits? établis?)\b"
            r"|\b(?:garantit|garantissent|impossible)\b",
            re.IGNORECASE,
        ),
        "en": re.compile(
            r"(?<!\bof )(?<!\bby )(?<!\bacross )(?<!\bamong )(?<!\bover )(?<!\babove )(?<!\bat )"
            r"\b(?:all|every|each)\b(?! (?:other|day|week|month|quarter|year|\d))"
            r"|\b(?:always|never|nothing|none|nobody|no one|everyone|everybody|everything)\b"
            r"|\b(?:necessarily|inevitably|invariably|exclusively|solely|absolutely"
            r"|without exception|bound to)\b"
            r"|\b(?:only one|a single|there is only|alone|by itself)\b|^(?:only|no|any)\b"
            r"|\b(?:everywhere|whatever|whenever|regardless)\b"
            r"|\b(?:established (?:fact|law)s?|it is (?:established|proven))\b"
            r"|\b(?:guarantees?|impossible)\b",
            re.IGNORECASE,
        ),
    },
    NOWHERE,
)
"""Words by which a claim says too much to be true."""


def absolute_claim(claim: TrueFalse) -> Iterator[Fault]:
    """Warn of a claim that is false and says so by an absolute, such as “always”."""
    for language, text in claim.claim.items():
        if not claim.answer and (found := _ABSOLUTE[language].search(text)):
            at, word = ("claim", language), found[0].lower()
            yield Fault.warning(at, "deck.absolute-claim", column=found.start() + 1, word=word)
            return


def one_sided(decks: Sequence[Sequence[Card]]) -> Iterator[tuple[int, Fault]]:
    """Warn where nearly all claims have the same answer: those of all `decks`, or else of one.

    Each deck has one card an entry. Gives the place of the deck at which it is told: of claims of
    all together once, at the first that has one.
    """
    claims = [
        [card.content.answer for card in cards if isinstance(card.content, TrueFalse)]
        for cards in decks
    ]
    together = _leaning([answer for answers in claims for answer in answers])
    for place, answers in enumerate(claims):
        found = together or _leaning(answers)
        if found and answers:
            values = {"most": found[0], "count": found[1]}
            yield place, Fault.warning(("cards",), "deck.one-sided-claims", at_key=True, **values)
            if together:
                return


def _leaning(answers: Sequence[bool]) -> tuple[int, int] | None:
    """How many of how many claims have the answer that nearly all have; None if none has."""
    most = max(Counter(answers).values(), default=0)
    leans = len(answers) >= FEWEST_CLAIMS and most >= _ONE_SIDED * len(answers)
    return (most, len(answers)) if leans else None
