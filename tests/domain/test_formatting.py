"""The marks in authors' texts: what is one, what is none, and what becomes of each."""

import pickle
import sys
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.drill.phrase import parse_phrase
from kpitrainer.domain.text.formatted_text import (
    FormattedText,
    Mark,
    Span,
    inserted,
    joined,
    parts_of_text,
)
from kpitrainer.domain.text.formatting import escape, formatted, plain

SIGNS = st.text(st.sampled_from("**``\\\\||--1. \nab«’(é\u00a0#_"), max_size=40)


def marked(text: str, form: Mark) -> list[str]:
    """What is a `form` of `text`, as it reads."""
    read = formatted(text)
    spans = read.spans if isinstance(read, FormattedText) else ()
    return [read[span.start : span.end] for span in spans if span.mark is form]


@pytest.mark.parametrize(
    ("text", "emphasized"),
    [
        ("un *mot* ici", ["mot"]),
        ("**fort** et *ceci cela*.", ["fort", "ceci cela"]),
        ("l’*effet*, (*ici*) et «\u00a0*là*\u00a0»", ["effet", "ici", "là"]),
        ("*non*-membres, *3* %", ["non", "3"]),
        ("*a **b** c*", ["a b c", "b"]),
        ("***les deux***", ["les deux"]),
        ("*un `code * ici` deux*", ["un code * ici deux"]),
        (r"*un \* deux*", ["un * deux"]),
        ("*a*\n*b*", ["a", "b"]),
    ],
)
def test_what_is_emphasized(text: str, emphasized: list[str]) -> None:
    assert marked(text, Mark.EMPHASIS) == emphasized


@pytest.mark.parametrize(
    "text",
    [
        "3*4*5",
        "a * b",
        "2 * 3 * 4",
        "*",
        "**",
        "un * seul",
        "snake_case et _autre_",
        "5 - 3",
        "- 5 %",
        "(a+b)*(c+d)*(e+f)",
        "x*(y+1)*z",
        "2 ** 3 ** 4 et 2**3**4",
        "COUNT(*), SUM(*)",
        "*.txt et *.md",
        "*.txt*",
        "*4*5",
        "4* ou 5*",
        "*une étoile",
        "*a\nb*",
        "`un accent",
        "une phrase - avec un tiret",
        "100\n- 5\n- 3",
        "Un point :\n- seul",
        "|x| et |y|",
        "|x|\n|y|",
        "| a | b |",
        "C:\\cours\\nouveau et \\\\serveur\\x",
        "****",
    ],
)
def test_what_is_no_mark_stays_as_it_is(text: str) -> None:
    read = formatted(text)
    assert read == text
    assert not isinstance(read, FormattedText)
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("`git commit`", ["git commit"]),
        ("`a*b*c` et ``un ` accent``", ["a*b*c", "un ` accent"]),
        ("`` `x` ``", ["`x`"]),
        (r"`C:\` et `\d+`", ["C:\\", r"\d+"]),
        ("*`x`*", ["x"]),
    ],
)
def test_what_is_code_is_read_no_further(text: str, code: list[str]) -> None:
    assert marked(text, Mark.CODE) == code


def test_items_of_lists_keep_their_signs() -> None:
    text = "Trois :\n- un\n- *deux*\n  encore\n- 3\nFin\n1. a\n2. b"
    assert plain(text) == text.replace("*", "")
    assert marked(text, Mark.ITEM) == ["- ", "- ", "- ", "1. ", "2. "]


def test_an_escaped_sign_is_a_letter() -> None:
    assert plain(r"\*a\* \`b\` \| 3") == "*a* `b` | 3"
    assert plain("\\- a\n\\- b\n1\\. c\n2\\. d") == "- a\n- b\n1. c\n2. d"
    assert marked("\\- a\n\\- b\n1\\. c\n2\\. d", Mark.ITEM) == []


def table(text: str) -> tuple[list[list[str]], bool]:
    (part,) = [part for part in parts_of_text(formatted(text)) if part.rows]
    return [list(map(str, row)) for row in part.rows], part.heads


def test_a_table_has_rows_of_cells() -> None:
    rows = [["Sigle", "Sens"], ["NPS", "*recommander*"], ["a|b", ""]]
    with_rule = "| Sigle | Sens |\n|---|:--:|\n| NPS | `*recommander*` |\n| a\\|b | |"
    assert table(with_rule) == (rows, True)
    assert table(with_rule.replace("|---|:--:|\n", "")) == (rows, False)
    assert table("| a | b |\n| c |  d | e |") == ([["a", "b", ""], ["c", "d", "e"]], False)
    assert plain(f"Vois :\n{with_rule}\nFin").splitlines()[1] == "Sigle | Sens"


def test_tables_and_text_around_them_are_told_apart() -> None:
    text = formatted("Avant\n\n| a | b |\n| c | *d* |\n*après*\n| e | f |\n| g | h |")
    parts = list(parts_of_text(text))
    assert [str(part.text) for part in parts] == [
        "Avant\n",
        "a | b\nc | d",
        "après",
        "e | f\ng | h",
    ]
    assert parts[1].rows[1][1].spans[-1] == Span(0, 1, Mark.EMPHASIS)
    assert parts[2].text.spans == (Span(0, 5, Mark.EMPHASIS),)


@given(SIGNS)
def test_an_escaped_text_shows_itself(text: str) -> None:
    read = formatted(escape(text))
    assert read == text
    assert not isinstance(read, FormattedText)
    assert escape(plain(escape(text))) == escape(text)


@given(SIGNS)
def test_no_letter_is_lost_and_spans_lie_within(text: str) -> None:
    read = formatted(text)
    letters = [sign for sign in text if sign in "abé"]
    assert [sign for sign in read if sign in "abé"] == letters
    if isinstance(read, FormattedText):
        assert all(0 <= start <= end <= len(read) for start, end, _ in read.spans)
        assert pickle.loads(pickle.dumps(read, 5)).spans == read.spans  # noqa: S301 - our own
        told = [str(part.text) for part in parts_of_text(read)]
        assert "\n".join(told) == read


@given(SIGNS, SIGNS)
def test_joined_texts_keep_what_is_theirs(one: str, other: str) -> None:
    both = joined(" ", [formatted(one), formatted(other)])
    assert both == f"{plain(one)} {plain(other)}"
    ways = (marked_parts(both), [*marked_parts(formatted(one)), *marked_parts(formatted(other))])
    assert ways[0] == ways[1]


def marked_parts(text: str) -> list[tuple[str, Mark]]:
    spans = text.spans if isinstance(text, FormattedText) else ()
    return [(text[span.start : span.end], span.mark) for span in spans]


def test_what_is_put_in_the_place_of_a_part_is_marked_as_it_was() -> None:
    text = FormattedText("un deux trois", [Span(0, 7, Mark.EMPHASIS), Span(3, 7, Mark.CODE)])
    other = text.with_parts([(3, 7, "douze"), (8, 13, "x")])
    assert (other, other.spans) == (
        "un douze x",
        (Span(0, 8, Mark.EMPHASIS), Span(3, 8, Mark.CODE)),
    )
    before = FormattedText("un deux", [Span(0, 3, Mark.EMPHASIS)])
    assert before.with_parts([(3, 7, "trois")]).spans == before.spans
    assert marked_parts(inserted(before, 3, "> ")) == [("un ", Mark.EMPHASIS)]
    assert marked_parts(inserted(text, 3, ">> ")) == [
        ("un >> deux", Mark.EMPHASIS),
        ("deux", Mark.CODE),
    ]


@pytest.mark.parametrize("value", ["3", "-*4*", "`x`", "a | b"])
def test_no_mark_is_read_in_what_is_drawn(value: str) -> None:
    phrase, faults = parse_phrase("*{a} fois* `{b}` : {{x}} {a}*{b}*{a}", {"a", "b"}, ())
    assert not faults
    filled = phrase.fill(lambda _: value)
    assert filled == f"{value} fois {value} : {{x}} {value}*{value}*{value}"
    assert marked_parts(filled) == [(f"{value} fois", Mark.EMPHASIS), (value, Mark.CODE)]


@pytest.mark.parametrize("written", ["*{a}*{b}", "{a}*{b}*", "({a})*{b}*"])
def test_a_placeholder_is_a_letter_beside_a_star(written: str) -> None:
    phrase, _ = parse_phrase(written, {"a", "b"}, ())
    assert phrase.fill(lambda _: "3") == written.replace("{a}", "3").replace("{b}", "3")
    assert phrase.spans == ()


HOSTILE: dict[str, Callable[[int], str]] = {
    "stars": lambda n: "*" * n,
    "openings": lambda n: " *a" * n,
    "openings-and-others": lambda n: " *a" * n + "b** " * n,
    "all-lengths": lambda n: " *a **b ***c" * n + "c*** b** a* " * n,
    "nested": lambda n: "*«" * n + "a" + "»*" * n,
    "code": lambda n: " `" + " ``" * n,
    "code-of-each-length": lambda n: " ".join("`" * size for size in range(1, int((2 * n) ** 0.5))),
    "slashes": lambda n: "\\" * n + "*",
    "rows": lambda n: "| a | b |\n" * n,
    "cells": lambda n: "|a" * n + "|\n" + "|b" * n + "|",
    "rules": lambda n: "|--|--|\n" * n,
    "bars": lambda n: "\\|" * n + "\n" + "|" * n,
    "amounts": lambda n: "- 1\n" * n,
    "blanks": lambda n: " " * n + "-" + " " * n + "\n" + " " * n + "1." + " " * n,
    "items-and-lines": lambda n: "- 1\n  x\n" * n,
    "tables": lambda n: "| a | b |\n| c | d |\nx\n" * n,
    "rule-that-fails": lambda n: "| a | b |\n|" + "--|" * n + "x" * n,
}


class _Steps:
    """Counts the lines of Python that run, as time would tell more of the machine."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *_: object) -> "_Steps":
        self.count += 1
        return self


def steps(work: Callable[[], object]) -> int:
    counter, before = _Steps(), sys.gettrace()
    sys.settrace(counter)
    try:
        work()
    finally:
        sys.settrace(before)
    return counter.count


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_text_twice_as_long_takes_about_twice_the_steps(shape: str) -> None:
    make = HOSTILE[shape]

    def work(text: str) -> Iterable[object]:
        return list(parts_of_text(formatted(text)))

    small, large = make(150), make(600)
    assert steps(lambda: work(large)) <= 6 * steps(lambda: work(small)) + 500
    assert plain(escape(large)) == large
