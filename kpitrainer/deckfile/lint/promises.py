"""Where what a text announces and what its card does part: a number, an order, a place, a form."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from kpitrainer.authoring.answer_check import judge
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.drill.template import ChoicePart
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.localized import NOWHERE, ByLanguage, LocalizedText, base_language
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.verdict import Outcome

_NUMBERS = {
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_NO_COUNT = {
    "fr": r"(?!\s*(?:%|€|ans?\b|mois\b|jours?\b|heures?\b|minutes?\b|semaines?\b|euros?\b))",
    "en": r"(?!\s*(?:%|€|years?\b|months?\b|days?\b|hours?\b|minutes?\b|weeks?\b|times\b))",
}
"""What is measured rather than counted."""

_COUNTED = ByLanguage(
    {
        "fr": re.compile(
            r"\b(?:les|ces|ses|leurs|tes|cite[sz]?|citer|donne[sz]?|nomme[sz]?|énumère[sz]?|liste[sz]?"
            rf"|quels|quelles)\s+([2-9]|1[0-9]|{'|'.join(_NUMBERS['fr'])})\b{_NO_COUNT['fr']}",
            re.IGNORECASE,
        ),
        "en": re.compile(
            r"\b(?:the|these|its|their|your|name|list|give|cite|which|what)\s+"
            rf"([2-9]|1[0-9]|{'|'.join(_NUMBERS['en'])})\b{_NO_COUNT['en']}",
            re.IGNORECASE,
        ),
    },
    NOWHERE,
)
"""Where a question says how many things it asks for."""

_IN_ORDER = ByLanguage(
    {
        "fr": re.compile(
            r"\bdans l[’']ordre\b|\bpar ordre\b|\bordre chronologique\b", re.IGNORECASE
        ),
        "en": re.compile(
            r"\bin (?:the (?:right |correct )?)?order\b(?! to\b)|\bchronological", re.IGNORECASE
        ),
    },
    NOWHERE,
)
_ANY_ORDER = ByLanguage(
    {
        "fr": re.compile(
            r"n[’']importe quel ordre|peu importe l[’']ordre|dans le désordre", re.IGNORECASE
        ),
        "en": re.compile(r"\bany order\b|\bno (?:particular )?order\b", re.IGNORECASE),
    },
    NOWHERE,
)
_PLACE = ByLanguage(
    {
        "fr": re.compile(
            r"ci-dessous|^[A-F] et [A-F]\b"
            r"|\b(?:réponses?|options?|propositions?) (?:[A-F]|[1-6])\b"
            r"|\bles (?:deux|trois) (?:premi|derni)ères? (?:réponse|option|prop)",
            re.IGNORECASE,
        ),
        "en": re.compile(
            r"\b(?:of the|the|all|none) below\b|^(?:both )?[A-F] and [A-F]\b"
            r"|\b(?:answers?|options?|choices?) (?:[A-F]|[1-6])\b"
            r"|\bthe (?:first|last) (?:two|three) (?:answers|options)",
            re.IGNORECASE,
        ),
    },
    NOWHERE,
)
"""What speaks of places, although options are shuffled."""

_OTHERS = ByLanguage(
    {
        "fr": re.compile(
            r"ci-dessus|\bprécédentes?\b|\bqui précèdent\b"
            r"|\b(?:aucune?|toutes|tous|plusieurs)(?: de)? ces "
            r"(?:réponse|option|prop|affirm|choix)\w*"
            r"|^aucune? (?:des (?:autres )?(?:réponse|option|proposition)s"
            r"|d[’']entre (?:elles|eux)|de cel(?:les|ui)-ci|de ceux-ci)\.?$",
            re.IGNORECASE,
        ),
        "en": re.compile(
            r"\b(?:of the|the|all|none) (?:above|previous)\b|\babove\.?$"
            r"|\b(?:none|all|any|some) of (?:these|those) (?:answers|options|choices|statements)\b"
            r"|^(?:none|all|both|neither) of (?:these|those)\.?$"
            r"|^none of the (?:other )?(?:answers|options|choices)\.?$",
            re.IGNORECASE,
        ),
    },
    NOWHERE,
)
"""What speaks of the other options, and has to come after them."""

_ALL = re.compile(r"^(?:toute?s?|tous|all|both)\b", re.IGNORECASE)

_ALTERNATIVES = re.compile(r"\)?\s+/\s+|\s*\|\s*|\s*\((?:ou|or|aussi|also)\s+|\)\s*$")
_DIVIDED = re.compile(r"[=÷×*+−^]|\d\s*/|/\s*\d")
_HALF_QUOTED = re.compile(r"^[“«„][^”»“]*$")


def promise_faults(card: Card, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What the texts of the entry that `card` was made of promise and it does not keep."""
    match card.content:
        case ListRecall() as recall:
            counts = len(recall.items), recall.wanted
            yield from _counted(("ask",), recall.ask, *counts, "deck.other-number")
            yield from _order(recall)
            for number, item in enumerate(recall.items):
                yield from _item(card, ("items", number), item.text, vocabulary)
        case Choice() as choice:
            if choice.several:
                count = len(choice.answers)
                yield from _counted(("ask",), choice.ask, count, count, "deck.other-answers")
            yield from _options(choice)
        case Drill() as drill:
            yield from _placed_options(drill)
        case Basic(typed=True, exact=False) as basic:
            yield from _alternatives(card, ("answer",), basic.answer, vocabulary)
        case Cloze(typed=True, exact=False) as cloze:
            hidden = {language: cloze.answer_text(language) for language in cloze.pieces}
            yield from _alternatives(card, ("text",), hidden, vocabulary)


def _options(choice: Choice) -> Iterator[Fault]:
    """Of each option, whether it may stand anywhere, or at least at the end where it is."""
    wrong = [(("wrong", number), option.text) for number, option in enumerate(choice.wrong)]
    right = [*zip(choice.answer_paths(), choice.answers, strict=True)]
    for number, (path, text) in enumerate((*right, *wrong)):
        yield from _half_quoted(path, text)
        if placed := [*_found(path, text, "deck.option-place", _PLACE)]:
            yield from placed
        elif choice.several and any(map(_ALL.search, text.values())):
            yield from _found(path, text, "deck.tick-all", _OTHERS)
        elif number not in choice.last:
            yield from _found(path, text, "deck.option-last", _OTHERS)


def _counted(
    path: FieldPath, ask: LocalizedText, count: int, wanted: int, code: str
) -> Iterator[Fault]:
    """A number that the question tells, where there are `count` and `wanted` are asked for."""
    for language, text in ask.items():
        words = _NUMBERS.get(base_language(language), ())
        told = {
            int(found) if found.isdecimal() else words.index(found.lower()) + 2
            for found in _COUNTED[language].findall(text)
        }
        if len(told) != 1 or told & {count, wanted} or re.search(rf"\b{count}\b", text):
            continue
        announced = told.pop()
        if wanted < count:
            code = "deck.any-number"
        elif announced < count and code == "deck.other-number":
            code = "deck.other-number-any"
        yield Fault.warning((*path, language), code, announced=announced, count=wanted)
        return


def _order(recall: ListRecall) -> Iterator[Fault]:
    for language, text in recall.ask.items():
        if recall.ordered and _ANY_ORDER[language].search(text):
            yield Fault.warning(("ask", language), "deck.any-order")
            return
        if not recall.ordered and _IN_ORDER[language].search(text):
            yield Fault.warning(("ask", language), "deck.in-order")
            return


def _item(
    card: Card, path: FieldPath, item: LocalizedText, vocabulary: Vocabulary
) -> Iterator[Fault]:
    for language, text in item.items():
        if ";" in text:
            yield Fault.warning((*path, language), "deck.item-semicolon")
            return
    yield from _half_quoted(path, item)
    yield from _alternatives(card, path, item, vocabulary)


def _placed_options(drill: Drill) -> Iterator[Fault]:
    for form in drill.template.forms:
        for part in form.parts:
            for place, option in enumerate(part.options if isinstance(part, ChoicePart) else ()):
                texts = {name: text.fill(str) for name, text in option.text.items()}
                path = form.source_path((*part.path, "choose", place))
                yield from islice(
                    (
                        fault
                        for patterns in (_PLACE, _OTHERS)
                        for fault in _found((*path, "text"), texts, "deck.option-place", patterns)
                    ),
                    1,
                )


def _found(
    path: FieldPath, option: LocalizedText, code: str, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[Fault]:
    """Warn where an option holds what is looked for, in the first language that does."""
    for language, text in option.items():
        if found := patterns[language].search(text):
            yield Fault.warning((*path, language), code, part=found[0])
            return


def _half_quoted(path: FieldPath, text: LocalizedText) -> Iterator[Fault]:
    """A text of which a comma within curly quotes cut off the rest."""
    for language, words in text.items():
        if _HALF_QUOTED.match(words):
            yield Fault.warning((*path, language), "deck.half-quoted", sign=words[0])
            return


def _alternatives(
    card: Card, path: FieldPath, answer: LocalizedText, vocabulary: Vocabulary
) -> Iterator[Fault]:
    """An answer that holds others, none of which is right when it is typed alone."""
    for language, text in answer.items():
        parts = [part.strip() for part in _ALTERNATIVES.split(text) if part.strip()]
        if len(parts) == 1 or _DIVIDED.search(text):
            continue
        refused = [
            part
            for part in parts
            if judge(card, language, part, vocabulary).outcome is not Outcome.RIGHT
        ]
        if refused:
            at, first = (*path, language), parts[0][:60]
            yield Fault.warning(at, "deck.alternatives", part=refused[0][:60], first=first)
            return
