"""A choice as it is written: right answers and wrong options, and which of them stay at the end."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Protocol

from kpitrainer.deckfile.schema.validation import too_few
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.localized import LocalizedText

_LEAST = 2
"""Wrong options beside one right answer."""


class _ReadText(Protocol):
    """A text in all languages of the deck; what is missing is told at the path."""

    def __call__(self, value: Any, *path: str | int) -> LocalizedText: ...  # noqa: ANN401 - as pydantic leaves it


def read_choice(entry: Mapping[str, Any], text: _ReadText) -> tuple[Choice, list[Fault]]:
    """The choice of an entry whose shape is right, and what is wrong with it all the same."""
    faults = []
    several = "answers" in entry
    ask = text(entry["ask"], "ask")
    if several:
        answers = [text(each, "answers", number) for number, each in enumerate(entry["answers"])]
    else:
        answers = [text(entry["answer"], "answer")] if "answer" in entry else []
    wrong = []
    for number, option in enumerate(entry["wrong"]):
        read, told = _wrong(option, ("wrong", number), text)
        wrong.append(read)
        faults += told
    if several and "answer" in entry:
        faults.append(_either("answer", ("answers",)))
    if not answers:
        faults.append(Fault((), "deck.missing-key", {"key": "answer"}))
    elif not several and len(wrong) < _LEAST:
        faults.append(too_few(("wrong",), "wrong", _LEAST, [*wrong[0].text.values()][:1]))
    ends = [text(each, "last", number) for number, each in enumerate(entry.get("last", ()))]
    options = [*answers, *(option.text for option in wrong)]
    faults += _no_options(ends, options)
    last = tuple(options.index(each) for each in ends if each in options)
    return Choice(ask, tuple(answers), tuple(wrong), several, tuple(dict.fromkeys(last))), faults


def _wrong(
    option: str | Mapping[str, Any], path: FieldPath, text: _ReadText
) -> tuple[WrongOption, list[Fault]]:
    """A wrong option: a text, or one by language or under `text`, with what is said of it."""
    if isinstance(option, str):
        return WrongOption(text(option)), []
    by_language = {key: each for key, each in option.items() if key not in ("text", "say")}
    say = text(option["say"], *path, "say") if "say" in option else None
    if "text" in option:
        faults = [_either("text", (*path, language)) for language in by_language]
        return WrongOption(text(option["text"], *path, "text"), say), faults
    if not by_language:
        return WrongOption({}, say), [Fault(path, "deck.missing-key", {"key": "text"})]
    return WrongOption(text(by_language, *path), say), []


def _either(first: str, path: FieldPath) -> Fault:
    """Of two keys that cannot stand together the second is told."""
    return Fault(path, "deck.either-key", {"first": first, "second": path[-1]}, at_key=True)


def _no_options(ends: Sequence[LocalizedText], options: Sequence[LocalizedText]) -> Iterator[Fault]:
    """What stands under `last` and is no option, or stands there twice."""
    for number, end in enumerate(ends):
        if end in ends[:number]:
            shown = next(iter(end.values()))
            yield Fault(("last", number), "deck.twice", {"text": shown[:60]})
        if end in options or not all(end.values()):
            continue
        # Where it is an option in one language, what that is called in the other is meant.
        same = [option for option in options if set(option.values()) & set(end.values())]
        by_text = {option[language]: option for option in options for language in option}
        near = get_close_matches(next(iter(end.values())), by_text, 1, 0)
        meant = next(iter([*same, *(by_text[text] for text in near)]), options[-1])
        language = next(each for each in end if meant.get(each) != end[each])
        values = {"written": end[language][:60], "meant": meant.get(language, "")[:60]}
        yield Fault(("last", number, language), "deck.last-no-option", values)
