"""Cards of Markdown, whichever way notes mark them."""

import re
from collections.abc import Callable
from typing import NamedTuple

from kpitrainer.formats.draft import Draft, DraftDeck
from kpitrainer.formats.limits import count_notes
from kpitrainer.formats.read.blanks import MOST_GAPS, Blank, fill
from kpitrainer.formats.read.markdown_text import from_markdown, list_items

CODE = r"```[^`]*```|`[^`\n]+`"
"""In code nothing is a sign of a card."""


class Line(NamedTuple):
    """A line of notes, with its number from 1."""

    number: int
    text: str
    in_code: bool = False


def add_answer(deck: DraftDeck, draft: Draft, markdown: str) -> None:
    """Add the card with this answer, a list where it is one; or note why there is none."""
    shown = _media(draft)
    answer = from_markdown(markdown, draft.lose)
    items = list_items(answer)
    media = _media(draft)
    if not draft.fields["ask"] or not answer or shown:
        # A question about what is not there is none.
        code = "import.only-media" if media else "import.no-answer"
        values = {"name": ", ".join(media)} if media else {}
        deck.leave_out(draft.place, draft.question or markdown, code, **values)
        return
    if r"\begin{" in answer:
        deck.leave_out(draft.place, draft.question, "import.only-tex")
        return
    if items:
        draft.kind = "list"
        draft.fields["items"] = items
    else:
        draft.fields["answer"] = answer
    deck.drafts.append(draft)
    count_notes(len(deck.drafts))


def _media(draft: Draft) -> list[str]:
    """The names of the pictures and sounds that it loses."""
    codes = ("import.lost-picture", "import.lost-sound")
    return [str(loss.values["name"]) for loss in draft.losses if loss.code in codes]


def add_cloze(
    deck: DraftDeck,
    draft: Draft,
    markdown: str,
    hidden: re.Pattern[str],
    blank: Callable[[str], Blank],
) -> None:
    """Add a text of which what `hidden` finds outside of code is hidden; or note why not.

    `blank` reads a group of it, the first that holds something.
    """
    around = [""]
    blanks: list[Blank] = []
    done = 0
    for found in re.finditer(f"{CODE}|{hidden.pattern}", markdown):
        inner = next(filter(None, found.groups()), "")
        if not inner.strip() or len(blanks) > MOST_GAPS:
            continue
        gap = blank(inner)
        answer = " ".join(from_markdown(gap.answer, draft.lose).split("\n"))
        blanks.append(gap._replace(answer=answer, hint=from_markdown(gap.hint, draft.lose)))
        around[-1] += markdown[done : found.start()]
        around.append("")
        done = found.end()
    around[-1] += markdown[done:]
    if not blanks or len(blanks) > MOST_GAPS:
        code = "import.many-gaps" if blanks else "import.no-gap"
        deck.leave_out(draft.place, markdown, code)
        return
    fill(draft, around, blanks, lambda text: from_markdown(text, draft.lose))
    deck.drafts.append(draft)
    count_notes(len(deck.drafts))
