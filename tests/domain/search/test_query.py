"""Queries read and written."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.card_types import CARD_TYPES
from kpitrainer.domain.search.pattern import Pattern
from kpitrainer.domain.search.query import (
    EVERYTHING,
    Added,
    All,
    Any,
    Flagged,
    Is,
    Named,
    Not,
    OfType,
    Prop,
    Property,
    Query,
    QueryError,
    Rated,
    SearchWord,
    Standing,
    Text,
)
from kpitrainer.domain.search.query_parser import parse_query
from kpitrainer.domain.search.query_writer import write_query
from kpitrainer.domain.search.term_reader import SIGNS
from kpitrainer.domain.verdict import Rating

DOCS = Path(__file__).parents[3] / "docs"

A, B, C = (Text(Pattern(letter)) for letter in "abc")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", EVERYTHING),
        ("  \t", EVERYTHING),
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a or b c", Any((A, All((B, C))))),
        ("(a or b) c", All((Any((A, B)), C))),
        ("-a", Not(A)),
        ("--a", Not(Not(A))),
        ("-(a b)", Not(All((A, B)))),
        ("a-b", Text(Pattern("a-b"))),
        ('"a b"', Text(Pattern("a b"))),
        ('"or" "-a"', All((Text(Pattern("or")), Text(Pattern("-a"))))),
        ("order", Text(Pattern("order"))),
        ("3:1", Text(Pattern("3:1"))),
        (r"deck\:a", Text(Pattern("deck:a"))),
        (r"\(a\)", Text(Pattern("(a)"))),
        (r"a\*\_", Text(Pattern(r"a\*\_"))),
        ("deck:x*", Named(SearchWord.DECK, Pattern("x*"))),
        ('deck:"a b"', Named(SearchWord.DECK, Pattern("a b"))),
        ('"deck:a b"', Named(SearchWord.DECK, Pattern("a b"))),
        ("TAG:nps", Named(SearchWord.TAG, Pattern("nps"))),
        ("mistake:passifs-oublies", Named(SearchWord.MISTAKE, Pattern("passifs-oublies"))),
        ("id:a/b", Named(SearchWord.ID, Pattern("a/b"))),
        ("is:Due", Is(Standing.DUE)),
        ("type:drill", OfType("drill")),
        ("flag:0", Flagged(0)),
        ("added:7", Added(7)),
        ("introduced:7", Added(7)),
        ("rated:7", Rated(7)),
        ("rated:7:1", Rated(7, Rating.AGAIN)),
        ("prop:ivl>=21", Prop(Property.INTERVAL, ">=", Decimal(21))),
        ("prop:r<0,9", Prop(Property.RETRIEVABILITY, "<", Decimal("0.9"))),
        ("prop:due=-1", Prop(Property.DUE, "=", Decimal(-1))),
    ],
)
def test_what_is_typed(typed: str, query: Query) -> None:
    assert parse_query(typed) == query


@pytest.mark.parametrize(
    ("typed", "code", "column"),
    [
        ("a)", "stray-bracket", 2),
        ("a (b", "open-bracket", 3),
        ("a ()", "empty-brackets", 3),
        ('a "b', "open-quote", 3),
        ('deck:"b', "open-quote", 6),
        ('""', "empty-quotes", 1),
        ("or a", "lone-or", 1),
        ("a or", "lone-or", 3),
        ("a or or b", "lone-or", 6),
        ("(a and )", "lone-or", 4),
        ("a - b", "lone-minus", 3),
        (r"a\b", "bad-escape", 2),
        ("a\\", "bad-escape", 2),
        ("a dekc:b", "no-word", 3),
        ("a deck:", "no-value", 7),
        ("is:dew", "bad-value", 4),
        ("type:drll", "bad-value", 6),
        ("prop:x>1", "bad-value", 6),
        ("prop:s", "no-sign", 6),
        ("prop:s=>1", "no-sign", 7),
        ("prop:s>", "no-number", 7),
        ("prop:s>1x", "no-number", 8),
        ("prop:d>0.5", "out-of-range", 8),
        ("prop:r>1.1", "out-of-range", 8),
        ("rated:0", "no-days", 7),
        ("rated:x:1", "no-days", 7),
        ("added:1234567", "no-days", 7),
        ("rated:7:5", "bad-rating", 9),
        ("rated:7:", "bad-rating", 8),
        ("flag:8", "bad-flag", 6),
        ("(" * 51, "too-deep", 51),
        ("-" * 60 + "a", "too-deep", 51),
    ],
)
def test_what_is_wrong_is_told_at_its_column(typed: str, code: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(typed)
    assert (caught.value.code, caught.value.column) == (f"search.{code}", column)
    assert caught.value.query == typed


@pytest.mark.parametrize("name", ["search.md", "search.fr.md"])
def test_what_the_papers_say_is_read(name: str) -> None:
    text = (DOCS / name).read_text("utf-8").partition("\n## ")[0]
    rows = re.findall(r"^\| `(.+?)` \|", text, re.MULTILINE)
    told = {word for word in SearchWord for row in rows if row.startswith(f"{word}:")}
    assert told == set(SearchWord)
    for row in rows:
        parse_query(row)


texts = st.text(min_size=1).map(lambda text: Pattern(text.replace("\\", "\\\\")))
words = st.sampled_from([SearchWord.DECK, SearchWord.TAG, SearchWord.ID, SearchWord.MISTAKE])
days = st.integers(1, 999_999)


def numbers(of: Property) -> st.SearchStrategy[Decimal]:
    least, most = {Property.DIFFICULTY: (1, 10), Property.RETRIEVABILITY: (0, 1)}.get(
        of, (-999_999, 999_999)
    )
    return st.decimals(least, most, places=2)


props = st.sampled_from(Property).flatmap(
    lambda of: st.builds(Prop, st.just(of), st.sampled_from(SIGNS), numbers(of))
)
terms = st.one_of(
    st.builds(Text, texts),
    st.builds(Named, words, texts),
    st.builds(Is, st.sampled_from(Standing)),
    props,
    st.builds(Rated, days, st.none() | st.sampled_from(Rating)),
    st.builds(Added, days),
    st.builds(Flagged, st.integers(0, 7)),
    st.builds(OfType, st.sampled_from(sorted(CARD_TYPES))),
)
queries = st.just(EVERYTHING) | st.recursive(
    terms,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(All, st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(Any, st.lists(parts, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(queries)
def test_a_query_that_is_written_reads_the_same(query: Query) -> None:
    assert parse_query(write_query(query)) == query


SIGNIFICANT = st.sampled_from(
    [*'()"\\*_:- \n', "or", "and", "deck:", "is:", "is:due", "prop:", "s", "<=", "1", "é", "\0"]
)


@given(st.text() | st.lists(SIGNIFICANT).map("".join))
def test_whatever_is_typed_is_a_query_or_an_error_within_it(typed: str) -> None:
    read = _read(typed)
    if isinstance(read, QueryError):
        assert 1 <= read.column <= len(typed)
    else:
        assert parse_query(write_query(read)) == read


def _read(typed: str) -> Query | QueryError:
    try:
        return parse_query(typed)
    except QueryError as error:
        return error
