"""Bringing a draft within what a deck may hold; what cannot be is left out, with the reason."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from kpitrainer.deckfile.read.card_maker import CardMaker
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.schema.card_schema import ADAPTERS, ENTRIES
from kpitrainer.deckfile.schema.values import LONGEST
from kpitrainer.deckfile.syntax.source import HOSTILE
from kpitrainer.deckfile.write.deck_writer import deck_yaml, entry_lines
from kpitrainer.domain.errors import Fault, Position, Severity
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.draft import Draft, Fields, beginning, texts_in

_LEAST_WRONG, _MOST_WRONG, _MOST_RIGHT, _MOST_LAST = 2, 5, 5, 5
_LEAST_ITEMS = 2
_LINES = ("tags", "source")
"""Keys whose texts stand on one line each."""

_BESIDE_TEXT = frozenset({"say", "accept"})
"""Keys of an option or item that are not its text in a language."""


def mend(draft: Draft, languages: Sequence[str]) -> Message | None:
    """Make `draft` an entry that a deck in `languages` can have; or why it cannot be one.

    What this takes away is noted among its losses.
    """
    draft.fields = _cleaned_fields(draft)
    _take_unknown_keys(draft)
    _fill_languages(draft, languages)
    if draft.kind == "choice":
        _mend_choice(draft)
    elif draft.kind == "list":
        _mend_list(draft)
    _take_unknown_keys(draft)
    if too_long := _shorten(draft):
        return too_long
    return _wrong(draft, languages)


def _cleaned_fields(draft: Draft) -> Fields:
    cleaned: Fields = {}
    for key, value in draft.fields.items():
        clean = _cleaned(value, draft)
        if key in _LINES:
            clean = list(dict.fromkeys(" ".join(text.split()) for text in texts_in(clean)))
        if not _is_empty(clean):
            cleaned[key] = clean
    return cleaned


def _cleaned(value: Any, draft: Draft) -> Any:  # noqa: ANN401 - any value of a field
    """`value` without blanks at line ends, characters no deck may hold, and what is empty."""
    if isinstance(value, str):
        if not _SUSPECT.search(value):
            return value.strip()
        text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        bare = HOSTILE.sub("", text)
        if bare != text and HOSTILE.search(_HARMLESS.sub("", text)):
            draft.lose("import.lost-characters")
        return re.sub(r"(?<! ) +\n", "\n", re.sub(r"\n{3,}", "\n\n", bare)).strip()
    if isinstance(value, dict):
        inner = {str(key): _cleaned(each, draft) for key, each in value.items()}
        return {key: each for key, each in inner.items() if not _is_empty(each)}
    if isinstance(value, list | tuple):
        return [each for each in (_cleaned(one, draft) for one in value) if not _is_empty(each)]
    return value


_SUSPECT = re.compile(f"[\r\n\t]|{HOSTILE.pattern}")

_HARMLESS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that are not seen: taking them out loses nothing."""


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | dict | list) and not value)


def _take_unknown_keys(draft: Draft) -> None:
    """Take out the keys that cards of its type cannot have."""
    for key in sorted(draft.fields.keys() - ENTRIES[draft.kind].__annotations__.keys()):
        lost = beginning(" / ".join(texts_in(draft.fields.pop(key))))
        draft.lose("import.lost-key", key=key, lost=lost)


def _fill_languages(draft: Draft, languages: Sequence[str]) -> None:
    """Let each text by language have all of the deck's, and no other."""
    for key, value in draft.fields.items():
        if key == "mnemonic" and isinstance(value, dict) and value.keys() < set(languages):
            continue  # it may be in some of the languages only
        if key not in _NO_TEXTS:
            draft.fields[key] = _filled(value, draft, languages)


_NO_TEXTS = frozenset({"accept", "reject", "tests", "tags", "source"})


def _filled(value: Any, draft: Draft, languages: Sequence[str]) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, list):
        return [_filled(each, draft, languages) for each in value]
    if not isinstance(value, dict):
        return value
    told = {key: each for key, each in value.items() if _is_language(key)}
    beside = {
        key: each if key == "accept" else _filled(each, draft, languages)
        for key, each in value.items()
        if key not in told
    }
    if not told:
        return beside
    for language in told.keys() - set(languages):
        draft.lose("import.lost-language", language=language)
    kept = {each: told[each] for each in languages if each in told}
    missing = [each for each in languages if each not in kept]
    first = next(iter(kept.values()), None) or next(iter(told.values()))
    if missing:
        draft.lose("import.lost-translation", language=", ".join(missing), text=beginning(first))
    if len(languages) == 1 or not kept:
        return {**beside, languages[0]: first} if beside else first
    return {each: kept.get(each, first) for each in languages} | beside


def _is_language(key: str) -> bool:
    return key not in _BESIDE_TEXT and re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", key) is not None


def _shown(option: object) -> tuple[str, ...]:
    """The text of an option or an item, in each language."""
    if isinstance(option, dict):
        told = {key: each for key, each in option.items() if key not in _BESIDE_TEXT}
        return tuple(texts_in(told))
    return tuple(texts_in(option))


def _same(option: object) -> str:
    """What two options must not have in common."""
    return next(iter(_shown(option)), "").casefold()


def _different(draft: Draft, options: Sequence[Any], seen: set[str]) -> Iterator[Any]:
    """The options that are not among those before them; the others are told as lost."""
    for option in options:
        if _same(option) in seen:
            draft.lose("import.lost-double", text=beginning(" / ".join(_shown(option))))
        else:
            seen.add(_same(option))
            yield option


def _mend_choice(draft: Draft) -> None:
    fields = draft.fields
    seen: set[str] = set()
    written = fields.pop("answers", None) or ([fields["answer"]] if "answer" in fields else [])
    answers = list(_different(draft, written, seen))
    wrong = list(_different(draft, fields.get("wrong", ()), seen))
    if len(wrong) > _MOST_WRONG:
        lost = " / ".join(text for each in wrong[_MOST_WRONG:] for text in _shown(each)[:1])
        draft.lose("import.lost-options", text=beginning(lost))
        del wrong[_MOST_WRONG:]
    fields["wrong"] = wrong
    if "last" in fields:
        _mend_last(draft, {_same(each) for each in (*answers, *wrong)})
    if len(answers) > 1:
        fields.pop("answer", None)
        fields["answers"] = answers
        if not wrong or len(answers) > _MOST_RIGHT:
            _as_list(draft)
    elif answers:
        fields["answer"] = answers[0]
        if len(wrong) < _LEAST_WRONG:
            _without_options(draft)
            draft.kind = "basic"


def _mend_last(draft: Draft, there: set[str]) -> None:
    """Let only options that are there stay at the end, and as many as may."""
    kept = {_same(each): each for each in draft.fields["last"]}
    last = [each for text, each in kept.items() if text in there]
    if len(last) == len(there):
        del last[:1]  # with all others at the end it has its place, too
    if len(last) > _MOST_LAST:
        draft.lose("import.lost-places")
        last = []
    draft.fields["last"] = last
    if not last:
        del draft.fields["last"]


def _without_options(draft: Draft) -> None:
    wrong = draft.fields.pop("wrong", ())
    draft.fields.pop("last", None)
    if wrong:
        lost = " / ".join(text for each in wrong for text in _shown(each)[:1])
        draft.lose("import.lost-options", text=beginning(lost))


def _as_list(draft: Draft) -> None:
    """A choice of several right options as a list of them."""
    _without_options(draft)
    draft.kind = "list"
    draft.fields["items"] = draft.fields.pop("answers")
    draft.lose("import.lost-several-right")
    _mend_list(draft)


def _mend_list(draft: Draft) -> None:
    items = list(_different(draft, draft.fields.get("items", ()), set()))
    draft.fields["items"] = items
    if "any" in draft.fields and int(draft.fields["any"]) >= len(items):
        del draft.fields["any"]  # all of them, then
    if len(items) < _LEAST_ITEMS:
        draft.kind = "basic"
        for key in ("items", "ordered", "any"):
            draft.fields.pop(key, None)
        if items:
            only = items[0]
            if isinstance(only, dict):
                only = {key: each for key, each in only.items() if key not in _BESIDE_TEXT}
            draft.fields["answer"] = only


_REQUIRED = frozenset(
    {"ask", "answer", "answers", "items", "text", "claim", "wrong", "accept", "reject", "last"}
)


def _shorten(draft: Draft) -> Message | None:
    """Cut what is beside the question where it is too long; why the card cannot be, if so."""
    for key, value in draft.fields.items():
        longest = max(map(len, texts_in(value)), default=0)
        if longest <= LONGEST:
            continue
        if key in _REQUIRED:
            return Message("import.too-long", {"key": key, "length": longest, "most": LONGEST})
        draft.lose("import.lost-end", key=key, length=longest, most=LONGEST)
        draft.fields[key] = _cut(value)
    return None


def _cut(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1].rstrip() + "…"
    if isinstance(value, dict):
        return {key: _cut(each) for key, each in value.items()}
    return [_cut(each) for each in value]


_NOWHERE = Position("", 1, 1)


def _wrong(draft: Draft, languages: Sequence[str]) -> Message | None:
    """What `deck check` would tell of the entry as an error, if anything."""
    entry = {draft.kind: "a", **as_read(draft.fields)}
    maker = CardMaker("d", tuple(languages))
    try:
        fields = ADAPTERS[draft.kind].validator.validate_python(entry)
        maker.cards(draft.kind, fields, _NOWHERE)
        if not any(fault.severity is Severity.ERROR for fault in maker.faults):
            return None
    except ValidationError:
        pass
    return _told(draft, languages, maker.faults)


def as_read(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    """A value as a deck file gives it back: all scalars are texts, without blanks around them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return {str(key): as_read(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(each) for each in value]
    return str(value).strip()


def _told(draft: Draft, languages: Sequence[str], faults: Sequence[Fault]) -> Message:
    """The first error of the entry, in the words of `deck check`."""
    header = {"deck": "d", "title": "d", "languages": list(languages), "level": 1}
    text = deck_yaml(header, [entry_lines(draft.kind, "a", draft.fields)])
    errors = [
        Message(found.code, found.values)
        for found in read_deck(text.encode(), "").diagnostics
        if found.severity is Severity.ERROR
    ]
    told = [Message(fault.code, fault.values) for fault in faults]
    return Message("import.not-a-card", {"reason": [*errors, *told][0]})
