"""`kpitrainer deck judge`: how answers of a file would be judged."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kpitrainer.authoring.answer_check import JudgedAnswer, judge
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.localized import base_language
from kpitrainer.domain.verdict import Outcome
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.plain.console import Console
from kpitrainer.study.library import Library
from kpitrainer.wording import error, render


class _LineError(KpiTrainerError):
    """A line of the file that cannot be judged."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: its fields, its card, and what came of it, if the card is there."""

    number: int
    fields: dict[str, object]
    card: Card | None = None
    judged: JudgedAnswer | None = None

    @property
    def fails(self) -> bool:
        wanted = self.fields.get("want")
        return self.judged is None or wanted not in (None, self.judged.outcome)


def judge_answers(context: CliContext, file: Path, *, json: bool) -> int:
    """Judge the answers of `file`, a JSON object a line (`-` for stdin).

    With `json` each object comes back with its verdict; else what differs from `want`, and a table
    by type of card. It fails where one is not as wanted, or cannot be judged.
    """
    library = context.library()
    lines: list[_Line] = []
    for line in _judged(context, library, _read(file)):
        lines.append(line)
        if json:
            _write_line(line)
        elif line.fails and line.judged:
            _tell_difference(context, line)
    if not json:
        _tell_table(context, lines)
    return PROBLEMS if any(line.fails for line in lines) else DONE


def _read(file: Path) -> Iterator[str]:
    if str(file) == "-":
        yield from sys.stdin
        return
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as opened:
            yield from opened
    except OSError as fault:
        raise UsageError("cli.no-path", path=str(file)) from fault


def _judged(context: CliContext, library: Library, texts: Iterable[str]) -> Iterator[_Line]:
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        fields: dict[str, object] = {}
        try:
            fields = _object(text)
            card = _card(library, fields)
            yield _Line(number, fields, card, _judge(library, card, fields))
        except _LineError as fault:
            told = context.translate(
                "cli.judge-line", line=number, what=error(context.translate, fault)
            )
            Console(sys.stdin, sys.stderr).say(told)
            yield _Line(number, fields)


def _object(text: str) -> dict[str, object]:
    try:
        fields = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise _LineError("cli.judge-no-json")
    if fields.get("want") not in (None, *Outcome):
        raise _LineError("cli.judge-want", want=str(fields["want"]), known=", ".join(Outcome))
    return fields


def _card(library: Library, fields: dict[str, object]) -> Card:
    deck, _, name = str(fields.get("card", "")).partition("/")
    card = library.by_key.get(CardKey(deck, name))
    if card is None:
        raise _LineError("cli.judge-no-card", card=f"{deck}/{name}")
    return card


def _judge(library: Library, card: Card, fields: dict[str, object]) -> JudgedAnswer:
    typed, item, language = fields.get("typed"), fields.get("item"), fields.get("lang")
    known = tuple(dict.fromkeys((*LANGUAGES, *library.by_id[card.key.deck].languages)))
    if not isinstance(typed, str) or not isinstance(item, int | None) or language not in known:
        raise _LineError("cli.judge-fields", languages=", ".join(known))
    try:
        spoken, vocabulary = library.language(card, str(language)), library.vocabulary(card)
        return judge(card, spoken, typed, vocabulary, item=item)
    except IndexError as fault:
        raise _LineError("cli.judge-no-item", item=item) from fault
    except TypeError as fault:
        raise _LineError("cli.judge-not-typed", card=str(card.key)) from fault


def _said(line: _Line) -> str:
    """What a learner would be told, in the language of the answer if the interface speaks it."""
    if line.judged is None or line.judged.message is None:
        return ""
    spoken = base_language(str(line.fields["lang"]))
    return render(Translator(spoken if spoken in LANGUAGES else "en"), line.judged.message)


def _write_line(line: _Line) -> None:
    judged = line.judged
    added = {
        "verdict": judged and judged.outcome,
        "say": _said(line),
        "expected": judged and judged.expected,
    }
    write_json(line.fields | added)


def _tell_difference(context: CliContext, line: _Line) -> None:
    context.tell(
        "cli.judge-differs",
        line=line.number,
        card=str(line.fields["card"]),
        typed=str(line.fields["typed"]),
        want=str(line.fields["want"]),
        verdict=line.judged.outcome if line.judged else "",
        said=_said(line),
    )


def _tell_table(context: CliContext, lines: Iterable[_Line]) -> None:
    """One line a type of card: how many, how many as wanted, and the two kinds of misjudgement."""
    counts: dict[str, Counter[str]] = {}
    for line in lines:
        if line.card is None or line.judged is None:
            continue
        counted = counts.setdefault(line.card.content.type_name, Counter())
        wanted, verdict = line.fields.get("want"), line.judged.outcome
        counted.update(("answers",))
        counted.update(("met",) if wanted == verdict else ())
        counted.update(("accepted",) if wanted == "wrong" and verdict == "right" else ())
        counted.update(("refused",) if wanted == "right" and verdict == "wrong" else ())
    for name, counted in sorted(counts.items()):
        numbers = {key: counted[key] for key in ("answers", "met", "accepted", "refused")}
        context.tell("cli.judge-row", type=name, **numbers)
