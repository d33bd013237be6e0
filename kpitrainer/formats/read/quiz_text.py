"""The texts of Moodle's quizzes, each in one of four formats, as texts of a deck."""

import re
from collections.abc import Callable

from kpitrainer.domain.text.formatting import escape
from kpitrainer.formats.html_markup import Lose, from_html
from kpitrainer.formats.read.markdown_text import from_markdown


def read_text(text: str, form: str, lose: Lose) -> str:
    """`text`, which is in the format `form` ("html", "plain"…); another one counts as HTML."""
    return _READERS.get(form, from_html)(text.strip(), lose)


def _plain(text: str, _lose: Lose) -> str:
    return escape(text)


def _moodle(text: str, lose: Lose) -> str:
    """Moodle's own way: HTML in which line breaks count."""
    return from_html(re.sub(r"\n(?<!>\n)|\n(?!\s{0,99}<)", "<br>", text), lose)


_READERS: dict[str, Callable[[str, Lose], str]] = {
    "plain": _plain,
    "plain_text": _plain,
    "markdown": from_markdown,
    "moodle": _moodle,
    "moodle_auto_format": _moodle,
}
