import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.cards.titles import Titles, source_kind
from kpitrainer.domain.drill.template import NumberPart, Part, Phrases, Template
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Outcome
from tests.shipped import LIBRARY, LOADED
from tests.typography import typography_faults

LANGUAGES = ("fr", "en")
CARDS = LIBRARY.cards

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_no_problem_in_any_deck() -> None:
    assert LOADED.diagnostics == ()


def test_every_deck_is_complete_in_both_languages_and_says_what_it_is_for() -> None:
    for deck in LOADED.decks:
        assert Path(deck.at.file).name == f"{deck.id}.yaml"
        assert deck.languages == LANGUAGES
        assert deck.description is not None
        for card in deck.cards:
            assert card.why is not None, card.key
            assert card.tags, card.key


def test_tags_and_sources_are_shown_by_titles_in_both_languages() -> None:
    titles = Titles.of(LOADED.decks)
    for card in (card for deck in LOADED.decks for card in deck.cards):
        for tag in card.tags:
            assert titles.tags.get(tag, {}).keys() == set(LANGUAGES), (card.key, tag)
        for source in card.source:
            kind = source_kind(source)
            assert titles.sources.get(kind, {}).keys() == set(LANGUAGES), (card.key, source)
    for language in LANGUAGES:
        shown = [title[language] for title in titles.tags.values()]
        assert len(shown) == len(set(shown)), "two tags by one title"


# --- texts


def _of(where: str, text: LocalizedText | None) -> Iterator[tuple[str, LocalizedText]]:
    if text is not None:
        yield where, text


def _several(where: str, texts: LocalizedTexts) -> Iterator[tuple[str, str, str]]:
    for language, variants in texts.items():
        for variant in variants:
            yield where, language, variant


def _plain(phrases: Phrases) -> LocalizedText:
    return {language: phrase.fill(lambda _: "10") for language, phrase in phrases.items()}


def _template_texts(template: Template) -> Iterator[tuple[str, LocalizedText]]:
    yield "title", template.title
    for form in template.forms:
        yield from _of("ask", _plain(form.intro) if form.intro else None)
        yield from (("context", context) for context in form.contexts)
        for part in form.parts:
            yield from _part_texts(part)


def _part_texts(part: Part) -> Iterator[tuple[str, LocalizedText]]:
    yield "ask", _plain(part.ask)
    yield from (("hint or step", _plain(line)) for line in (*part.hints, *part.steps))
    if isinstance(part, NumberPart):
        yield from ((mistake.id, _plain(mistake.say)) for mistake in part.mistakes)
        return
    for option in part.options:
        yield "option", _plain(option.text)
        yield from _of("option's say", _plain(option.say) if option.say else None)


def _texts(card: Card) -> Iterator[tuple[str, LocalizedText]]:
    yield from _of("why", card.why)
    yield from _of("mnemonic", card.mnemonic)
    match card.content:
        case Basic(ask=ask, answer=answer):
            yield from (("ask", ask), ("answer", answer))
        case ListRecall(ask=ask, items=items):
            yield "ask", ask
            yield from (("item", item.text) for item in items)
        case Cloze(pieces=pieces):
            yield (
                "text",
                {
                    language: "".join(p.text if isinstance(p, Gap) else p for p in parts)
                    for language, parts in pieces.items()
                },
            )
        case Choice() as choice:
            yield from ((str(path[0]), text) for path, text in choice.texts())
        case TrueFalse(claim=claim):
            yield "claim", claim
        case Drill(template=template):
            yield from _template_texts(template)


def _spellings(card: Card) -> Iterator[tuple[str, str, str]]:
    match card.content:
        case Basic(accept=accept, reject=reject) | Cloze(accept=accept, reject=reject):
            yield from _several("accept", accept)
            yield from _several("reject", reject)
        case ListRecall(items=items):
            for item in items:
                yield from _several("accept", item.accept)
        case _:
            pass


def _deck_texts() -> Iterator[tuple[str, LocalizedText]]:
    for deck in LOADED.decks:
        yield f"{deck.id} title", deck.title
        yield from _of(f"{deck.id} description", deck.description)
        for card in deck.cards:
            yield from ((f"{card.key.card} {where}", text) for where, text in _texts(card))


def test_typography_of_every_text() -> None:
    shown = [
        (where, language, variant)
        for where, text in _deck_texts()
        for language, variant in text.items()
    ]
    typed = [(card.key.card, *spelling[1:]) for card in CARDS for spelling in _spellings(card)]
    assert len(shown) > 300
    assert [
        (where, fault)
        for where, language, text in shown + typed
        for fault in typography_faults(text, language)
    ] == []


def test_long_texts_are_translated() -> None:
    said_alike = [
        where
        for where, text in _deck_texts()
        if text.get("fr") == text.get("en")
        and len(text["fr"]) > 25
        and re.search(r"[^\W\d_]{4}", text["fr"])
    ]
    assert said_alike == []


# --- answers


def _name(param: object) -> str:
    match param:
        case Card(key=key):
            return key.card
        case str():
            return param
        case _:
            return ""


def _typed() -> list[tuple[Card, str]]:
    return [
        (card, language)
        for card in CARDS
        for language in LANGUAGES
        if isinstance(card.content, Basic | Cloze) and card.content.typed
    ]


def _expected(content: Basic | Cloze, language: str) -> str:
    if isinstance(content, Basic):
        return content.answer[language]
    gaps = [p for p in content.pieces[language] if isinstance(p, Gap)]
    return next(gap.text for gap in gaps if gap.number == content.number)


@pytest.mark.parametrize(("card", "language"), _typed(), ids=_name)
def test_a_typed_card_takes_its_answers_and_refuses_the_close_ones(
    card: Card, language: str
) -> None:
    content = card.content
    assert isinstance(content, Basic | Cloze)
    expected = _expected(content, language)
    accept, reject = content.accept.get(language, ()), content.reject.get(language, ())
    assert accept

    def outcome(typed: str) -> Outcome:
        verdict = check_text(
            typed,
            expected,
            accept=accept,
            reject=reject,
            language=language,
            vocabulary=LIBRARY.vocabulary(card),
        )
        return verdict.outcome

    for right in (expected, *accept):
        assert outcome(right) is Outcome.RIGHT, right
        assert outcome(right.upper()) is Outcome.RIGHT, right
    for wrong in reject:
        assert outcome(wrong) is Outcome.WRONG, wrong


def _lists() -> list[tuple[Card, ListRecall, str]]:
    return [
        (card, card.content, language)
        for card in CARDS
        if isinstance(card.content, ListRecall)
        for language in LANGUAGES
    ]


@pytest.mark.parametrize(("card", "content", "language"), _lists(), ids=_name)
def test_a_list_ticks_each_item_by_any_of_its_spellings_and_no_other(
    card: Card, content: ListRecall, language: str
) -> None:
    own = [item.text[language] for item in content.items]

    before = content.recall([], language, LIBRARY.vocabulary(card))
    for index, item in enumerate(content.items):
        for spelling in (item.text[language], *item.accept.get(language, ())):
            found = content.recall([spelling], language, LIBRARY.vocabulary(card), before).found
            assert found == {**before.found, index: spelling}, (card.key, spelling)
        if content.ordered:
            before = content.recall([own[index]], language, LIBRARY.vocabulary(card), before)
    assert len(content.recall(own, language, LIBRARY.vocabulary(card)).found) == len(own)


@pytest.mark.parametrize(("card", "content", "language"), _lists(), ids=_name)
def test_a_spelling_serves_one_item_of_its_list(
    card: Card, content: ListRecall, language: str
) -> None:
    for item in content.items:
        others = tuple(other for other in content.items if other is not item)
        rest = replace(content, items=others, ordered=False)
        for spelling in (item.text[language], *item.accept.get(language, ())):
            taken = rest.recall([spelling], language, LIBRARY.vocabulary(card)).found
            assert taken == {}, (card.key, spelling)


@in_each_language
def test_a_choices_wrong_answers_are_not_taken_for_the_right_one(language: str) -> None:
    choices = [card for card in CARDS if isinstance(card.content, Choice)]
    for card in choices:
        assert isinstance(card.content, Choice)
        assert len(card.content.wrong) == 3, card.key
        (right,) = card.content.solution(language)
        for wrong in card.content.wrong:
            text, words = wrong.text[language], LIBRARY.vocabulary(card)
            verdict = check_text(text, right, language=language, vocabulary=words)
            assert verdict.outcome is Outcome.WRONG, (card.key, text)
