"""The answers by which an author tests a card: right ones, near ones, wrong ones."""

from collections.abc import Iterator, Sequence

from kpitrainer.authoring.answer_check import judge
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.errors import Fault, FieldPath, Severity
from kpitrainer.domain.text.vocabulary import Vocabulary

_TOLD = 60
"""Characters told of an answer."""


def answer_faults(
    entry: YamlNode, cards: Sequence[Card], languages: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Fault]:
    """What the `tests` of `entry`, of which `cards` were made, find: each answer judged otherwise.

    Each answer stands alone, as the first try, and is judged by `vocabulary`. Of a list it may be
    any item, or several.
    """
    tests = entry.get("tests") if isinstance(entry, Map) else None
    if not isinstance(tests, Map):
        return
    asked = [card for card in cards if not card.key.card.endswith("#reverse")]
    if asked[0].content.mode not in {Mode.TYPED, Mode.LIST}:
        yield Fault(("tests",), "deck.not-typed", {"key": "tests"}, Severity.WARNING, at_key=True)
        return
    for want, texts in tests.items():
        for card, written, path in _by_card(asked, texts, ("tests", want)):
            if card is None:
                # Of a gap that there is not, or of an unnamed one of several.
                code = "deck.which-gap" if len(path) == 2 else "deck.no-such-gap"  # noqa: PLR2004 - the gap is named third
                values = {"key": want, "number": path[-1]}
                yield Fault(path, code, values, at_key=code == "deck.no-such-gap")
                continue
            for language, typed, place in _by_language(written, languages, path):
                found = judge(card, language, typed, vocabulary).outcome
                if found != want:
                    told = {"typed": typed[:_TOLD], "want": want, "found": found.value}
                    yield Fault(place, "deck.answer-differs", told)


def _by_card(
    cards: Sequence[Card], texts: YamlNode, path: FieldPath
) -> Iterator[tuple[Card | None, YamlNode, FieldPath]]:
    """Each card with what is written for it and where; None for a gap that there is not."""
    if isinstance(texts, Map) and any(key.isdecimal() for key in texts):
        by_gap = {card.key.card.rpartition("#c")[2]: card for card in cards}
        for number, written in texts.items():
            yield by_gap.get(number), written, (*path, number)
    else:
        yield (cards[0] if len(cards) == 1 else None), texts, path


def _by_language(
    written: YamlNode, languages: Sequence[str], path: FieldPath
) -> Iterator[tuple[str, str, FieldPath]]:
    """Each answer with its language and place; a plain list serves all languages."""
    if isinstance(written, Map):
        for language, texts in written.items():
            if language in languages:
                yield from _by_language(texts, [language], (*path, language))
    elif isinstance(written, Seq):
        for place, text in enumerate(written):
            for language in languages:
                yield language, str(text).strip(), (*path, place)
