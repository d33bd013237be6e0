"""The text of a new deck: a card of each type with a remark on it, to be written over.

The skeleton below is filled from the catalogue: `#name` is a remark in the reader's language,
`@name` a text and `@@name` a list of one text in each of the deck's, `&name` an id.
"""

import re
from collections.abc import Sequence

from kpitrainer.deckfile.lint.card_rules import LONGEST_SAME
from kpitrainer.deckfile.schema.json_schema import MODELINE
from kpitrainer.i18n import Translator

_SKELETON = """\
#intro

#header
deck: &deck
title: @title
description: @description
languages: &languages
level: 1
cards:

  #basic
  - basic: &rate
    ask: @rate-ask
    answer: @rate-answer
    why: @rate-why

  #typed
  - basic: &time
    ask: @time-ask
    answer: @time-answer
    typed: true
    reverse: true
    accept: @@time-accept

  #list
  - list: &steps
    ordered: true
    ask: @steps-ask
    items:
      - @steps-first
      - @steps-second
      - @steps-third

  #cloze
  - cloze: &first-contact
    typed: true
    text: @first-contact-text
    accept: @@first-contact-accept

  #choice
  - choice: &hang-up
    ask: @hang-up-ask
    answer: @hang-up-answer
    wrong:
      - @hang-up-wrong-length
      - @hang-up-wrong-score
    why: @hang-up-why

  #truefalse
  - truefalse: &short
    claim: @short-claim
    answer: false
    why: @short-why

  #drill
  - drill: &drill
    title: @drill-title
    reading: higher
    #given
    given:
      n: [80, 120, 150, 200, 250, 400]
      r: ceil(n/2)..floor(19*n/20) by 1
    let: {p: n - r}
    where: [r != p]
    ask: @drill-ask
    answer: {formula: r / n * 100, unit: "%", decimals: 1}
    #hints
    hints:
      - @drill-hint-share
      - @drill-hint-formula
    steps:
      - "{r} ÷ {n} × 100 = {answer}"
    #mistakes
    mistakes:
      - wrong: &wrong-lost
        formula: p / n * 100
        say: @drill-say-lost
      - wrong: &wrong-base
        formula: r / p * 100
        say: @drill-say-base
    #tests
    tests:
      - with: {n: 200, r: 150}
        answer: 75
        mistakes: {&wrong-lost: 25, &wrong-base: 300}
"""

_REMARK = re.compile(r"( *)#([a-z]+)")
_TEXT = re.compile(r"(?P<start> *(?:- |[a-z0-9]+: ))(?P<list>@?)@(?P<name>[a-z-]+)")
_LINE = 100


def deck_text(deck: str, title: str | None, languages: Sequence[str], reader: Translator) -> str:
    """A deck with the id `deck`, in `languages`, with remarks for the `reader`.

    `title`, if given, is in the reader's language where the deck has it, else in its first.
    """
    filler = _Filler(deck, title, languages, reader)
    lines = [line for bare in _SKELETON.splitlines() for line in filler.lines(bare)]
    return "\n".join([MODELINE, *lines]) + "\n"


class _Filler:
    def __init__(
        self, deck: str, title: str | None, languages: Sequence[str], reader: Translator
    ) -> None:
        self._reader = reader
        self._translate = [Translator(language) for language in languages]
        self._ids = {"deck": deck, "languages": f"[{', '.join(languages)}]"}
        self._titles = dict(zip(languages, _titles(deck, self._translate), strict=True))
        if title is not None:
            known = reader.language in self._titles
            self._titles[reader.language if known else languages[0]] = title

    def lines(self, bare: str) -> list[str]:
        """The lines for one of the skeleton's."""
        if remark := _REMARK.fullmatch(bare):
            margin, name = remark.groups()
            said = self._reader(f"scaffold.remark-{name}")
            return [f"{margin}# {line}" for line in said.split("\n")]
        if text := _TEXT.fullmatch(bare):
            return self._texts(text["start"], text["name"], listed=bool(text["list"]))
        return [re.sub(r"&([a-z-]+)", lambda found: self._id(found[1]), bare)]

    def _id(self, name: str) -> str:
        return self._ids.get(name) or self._translate[0](f"scaffold.id-{name}")

    def _texts(self, start: str, name: str, *, listed: bool) -> list[str]:
        texts = {
            translate.language: _quoted(self._said(translate, name))
            for translate in self._translate
        }
        if listed:
            texts = {language: f"[{text}]" for language, text in texts.items()}
        if len(texts) == 1:
            return [start + next(iter(texts.values()))]
        pairs = [f"{language}: {text}" for language, text in texts.items()]
        line = f"{start}{{{', '.join(pairs)}}}"
        if len(line) <= _LINE:
            return [line]
        margin = " " * (len(start) - len(start.lstrip()) + 2)
        if start.endswith("- "):
            return [start + pairs[0], *(margin + pair for pair in pairs[1:])]
        return [start.rstrip(), *(margin + pair for pair in pairs)]

    def _said(self, translate: Translator, name: str) -> str:
        return (
            self._titles[translate.language] if name == "title" else translate(f"scaffold.{name}")
        )


def _titles(deck: str, languages: Sequence[Translator]) -> list[str]:
    """The id as a title; a long one is told apart in each language, as if translated."""
    title = deck.replace("-", " ").capitalize()
    if len(title) <= LONGEST_SAME or len(languages) == 1:
        return [title] * len(languages)
    return [translate("scaffold.title", title=title) for translate in languages]


def _quoted(text: str) -> str:
    backslashed = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{backslashed}"'
