"""A query as it is typed, so that reading it gives the same."""

from kpitrainer.domain.search.query import (
    Added,
    All,
    Any,
    Flagged,
    Is,
    Named,
    Not,
    OfType,
    Prop,
    Query,
    Rated,
    SearchWord,
    Text,
)
from kpitrainer.domain.search.query_parser import CONJUNCTIONS


def write_query(query: Query) -> str:  # noqa: C901, PLR0911 - one a kind
    """The text of a query."""
    match query:
        case All(parts):
            return " ".join(_within(part, (All, Any)) for part in parts)
        case Any(parts):
            return " or ".join(_within(part, (Any,)) for part in parts)
        case Not(part):
            return "-" + _within(part, (All, Any))
        case Text(pattern):
            text = pattern.text.replace(":", "\\:")
            bare = not text.startswith("-") and text.lower() not in CONJUNCTIONS
            return text if bare and _is_plain(text) else _quoted(text)
        case Named(word, pattern):
            text = pattern.text
            return f"{word}:{text if _is_plain(text) else _quoted(text)}"
        case Is(standing):
            return f"{SearchWord.IS}:{standing}"
        case Prop(of, sign, number):
            return f"{SearchWord.PROP}:{of}{sign}{number}"
        case Rated(days, rating):
            return f"{SearchWord.RATED}:{days}" + (f":{int(rating)}" if rating else "")
        case Added(days):
            return f"{SearchWord.ADDED}:{days}"
        case Flagged(flag):
            return f"{SearchWord.FLAG}:{flag}"
        case OfType(type_name):
            return f"{SearchWord.TYPE}:{type_name}"


def _within(part: Query, bracketed: tuple[type, ...]) -> str:
    written = write_query(part)
    return f"({written})" if isinstance(part, bracketed) else written


def _is_plain(text: str) -> bool:
    return not any(sign.isspace() or sign in '()"' for sign in text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'
