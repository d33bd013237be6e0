"""Answers of other cards, as wrong answers of one that has none."""

import re
from collections.abc import Sequence
from typing import Any

from kpitrainer.formats.draft import Draft

_NUMBER = re.compile(r"[-+−–]?\s?\d[\d.,\s\u00a0\u202f]*\s*(\D{0,12})")
_FEW, _MORE = 2, 7
"""Words of a name, and of a phrase; more are a sentence."""

_NEAR = 40
"""So many cards before one, and behind it, are looked at."""


class OtherAnswers:
    """The answers of a deck's plain cards, by their kind: numbers of one unit, names, phrases."""

    def __init__(self, drafts: Sequence[Draft], longest: int) -> None:
        """Those of at most `longest` characters; texts of `drafts` are in one language."""
        self._by_kind: dict[str, list[Draft]] = {}
        self._places: dict[str, int] = {}
        for draft in drafts:
            answer = draft.fields.get("answer")
            if draft.kind == "basic" and isinstance(answer, str) and len(answer) <= longest:
                alike = self._by_kind.setdefault(_kind(answer), [])
                self._places[draft.wanted_name] = len(alike)
                alike.append(draft)
        self._longest = longest

    def wrong_for(self, draft: Draft, count: int) -> list[str]:
        """At most `count` wrong answers: what its author rejects, then what is most like it."""
        fields = draft.fields
        right = {_same(text) for text in (fields["answer"], *fields.get("accept", ()))}
        found = {
            _same(text): text for text in fields.get("reject", ()) if len(text) <= self._longest
        }
        for other in self._near(draft):
            if right.isdisjoint(map(_same, (other["answer"], *other.get("accept", ())))):
                found.setdefault(_same(other["answer"]), other["answer"])
        return [text for same, text in found.items() if same not in right][:count]

    def _near(self, draft: Draft) -> list[dict[str, Any]]:
        """The fields of the cards around it whose answers are of its kind, the most like first."""
        place = self._places.get(draft.wanted_name)
        if place is None:
            return []
        answer, tags = draft.fields["answer"], set(draft.fields.get("tags", ()))
        alike = self._by_kind[_kind(answer)]
        around = alike[max(place - _NEAR, 0) : place + _NEAR + 1]

        def unlike(fields: dict[str, Any]) -> tuple[int, int]:
            common = len(tags.intersection(fields.get("tags", ())))
            return -common, abs(len(fields["answer"]) - len(answer))

        return sorted((each.fields for each in around if each is not draft), key=unlike)


def _kind(answer: str) -> str:
    if number := _NUMBER.fullmatch(answer.strip()):
        return f"number {number[1].strip()}"
    words = len(answer.split())
    return "name" if words <= _FEW else "phrase" if words <= _MORE else "sentence"


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
