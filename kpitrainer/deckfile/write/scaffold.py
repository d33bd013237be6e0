"""The text of a new deck: a card of each type with a remark on it, to be written over.

It stands in `new_deck.fr.yaml` and `new_deck.en.yaml`, which say the same line by line; only their
remarks, which begin with `#`, may be of another length.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kpitrainer.deckfile.lint.card_rules import LONGEST_SAME
from kpitrainer.deckfile.schema.json_schema import MODELINE
from kpitrainer.domain.text.localized import base_language
from kpitrainer.i18n import LANGUAGES, Translator

_TEXT = re.compile(r'(?P<start> *(?:- |(?:- )?[a-z]+: ))\[?".*"\]?')
_LINE = 100


def deck_text(deck: str, title: str | None, languages: Sequence[str], reader: Translator) -> str:
    """A deck with the id `deck`, in `languages`, with remarks for the `reader`.

    In a language that the interface does not speak the texts are the reader's, to be translated.
    `title`, if given, is in the reader's language where the deck has it, else in its first.
    """
    titled = reader.language if reader.language in languages else languages[0]
    lines = [MODELINE]
    of_reader = _template(reader.language)
    for (remarks, own), *found in zip(of_reader, *map(_template, LANGUAGES), strict=True):
        known = {language: line for language, (_, line) in zip(LANGUAGES, found, strict=True)}
        written = {language: known.get(base_language(language), own) for language in languages}
        first = written[languages[0]]
        lines += remarks
        if first.startswith("deck: "):
            lines.append(f"deck: {deck}")
        elif first.startswith("languages: "):
            lines.append(f"languages: [{', '.join(languages)}]")
        elif first.startswith("title: "):
            written = {language: _title(line, deck, written) for language, line in written.items()}
            if title is not None:
                written[titled] = f"title: {json.dumps(title, ensure_ascii=False)}"
            lines += _by_language("title: ", written)
        elif (text := _TEXT.fullmatch(first)) and len(set(known.values())) > 1:
            lines += _by_language(text["start"], written)
        else:
            lines.append(first)
    return "\n".join(lines) + "\n"


def _template(language: str) -> Iterator[tuple[list[str], str]]:
    """Each line of the new deck in `language`, with the remarks above it."""
    remarks: list[str] = []
    file = Path(__file__).with_name(f"new_deck.{language}.yaml")
    for line in file.read_text("utf-8").splitlines():
        if line.lstrip().startswith("#"):
            remarks.append(line)
        else:
            yield remarks, line
            remarks = []


def _title(line: str, deck: str, languages: Mapping[str, str]) -> str:
    """The id as a title; a long one is told apart in each language, as `line` says."""
    title = deck.replace("-", " ").capitalize()
    if len(title) <= LONGEST_SAME or len(languages) == 1:
        return f'title: "{title}"'
    return line.replace("{title}", title)


def _by_language(start: str, lines: Mapping[str, str]) -> list[str]:
    """One line, or several where it would be too long, for those that begin with `start`."""
    pairs = [f"{language}: {line.removeprefix(start)}" for language, line in lines.items()]
    if len(pairs) == 1:
        return list(lines.values())
    line = f"{start}{{{', '.join(pairs)}}}"
    if len(line) <= _LINE:
        return [line]
    margin = " " * (len(start) - len(start.lstrip()) + 2)
    if start.endswith("- "):
        return [start + pairs[0], *(margin + pair for pair in pairs[1:])]
    return [start.rstrip(), *(margin + pair for pair in pairs)]
