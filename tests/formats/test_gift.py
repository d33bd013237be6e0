from pathlib import Path
from typing import Any

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.formats.known import format_of
from tests.formats.imports import brought_in, codes, entries, left_out, losses
from tests.formats.quizzes import imported, only

GRAMMAR = r"""// Exported from a question bank
$CATEGORY: $course$/top/Grammar, unit 7

::U7 1.0::[markdown]Complete the sentences with _enough_, _so_, _such_, _too_ or _very_.

::U7 1.1::The report was {~enough~=so~such~too~very} long that nobody read it.

::U7 1.2::The sample isn't large {=enough~so~such~too~very} to draw a conclusion.

::U7 1.3::Isn't this form {~enough~so~such~=too~very} complicated to fill in on a phone?

::U8 5.1::We lowered the price. {=However}, sales did not rise.

::U8 5.2::{=Although =Though} the price was lower, sales did not rise.

::EM 4.1::[html]I am eager to meet the new team. (<b>FORWARD</b>)<br>
I {=am looking forward to meeting} the new team.

::Articles::Complete the text with a, an, the or — (no article).
After {1:MC:~a~=an~the~—} hour, {1:MC:~a~an~=the~—} clerk at the desk offered us {1:MC:~=a~an~the~—} refund.

::Prefixes::Complete the sentences with the right form of the word in brackets.
His argument is emotional and {1:SA:=illogical}. (logic)
The line was long, and we grew {1:SA:=impatient}. (patience)

::Idioms::Match the fragments to make sentences. {
  =The offer is far-fetched, which means -> I find it hard to believe.
  =We do not see eye to eye about prices, so -> we shall not sign.
  =Some got cold feet, so -> the launch was put off.
  }

::Rate::A complaint rate can exceed 100 %.{TRUE#One job may bring several complaints.}

::Convert::Convert 50 degrees Fahrenheit to Celsius.{#10:0.5}

::Opinion::Say in your own words what an article is for.{}
"""  # noqa: E501 - as its author wrote it


def test_a_question_bank_of_grammar_comes_in_with_exactly_its_answers(tmp_path: Path) -> None:
    file = tmp_path / "grammar.gift"
    file.write_text(GRAMMAR, "utf-8")
    deck = brought_in(file)
    assert (deck.header["title"], codes(deck)) == ("Grammar, unit 7", ["category"])
    found = entries(deck)
    assert [next(iter(each)) for each in found] == (
        ["choice"] * 3 + ["cloze"] * 5 + ["choice"] * 3 + ["truefalse", "basic"]
    )
    assert [each.get("answer") for each in found[:3]] == ["so", "enough", "too"]
    assert found[0]["ask"] == "The report was […] long that nobody read it."
    assert found[0]["wrong"] == ["enough", "such", "too", "very"]
    assert found[3]["text"] == "We lowered the price. {{1: However}}, sales did not rise."
    assert (found[4]["typed"], found[4]["accept"]) == (True, {1: ["Though"]})
    assert found[5]["text"] == (
        "I am eager to meet the new team. (**FORWARD**)\n"
        "I {{1: am looking forward to meeting}} the new team.\n"
    )
    assert (
        "After {{1: an}} hour, {{2: the}} clerk at the desk offered us {{3: a}} refund."
        in (found[6]["text"])
    )
    assert "typed" not in found[6]
    assert losses(deck) == {deck.entries[6].name: ["lost-options"] * 3}
    assert "emotional and {{1: illogical}}. (logic)" in found[7]["text"]
    assert "we grew {{2: impatient}}. (patience)" in found[7]["text"]
    assert [each["answer"] for each in found[8:11]] == [
        "I find it hard to believe.",
        "we shall not sign.",
        "the launch was put off.",
    ]
    assert found[8]["wrong"] == ["we shall not sign.", "the launch was put off."]
    assert (found[11]["answer"], found[11]["why"]) == (
        True,
        "One job may bring several complaints.",
    )
    assert (found[12]["answer"], found[12]["tolerance"]) == ("10", "0.5")
    assert left_out(deck) == [(4, "description"), (36, "essay")]
    again = brought_in(file)
    assert [(e.name, e.origin) for e in again.entries] == [(e.name, e.origin) for e in deck.entries]


@pytest.mark.parametrize(
    ("question", "entry", "lost"),
    [
        (
            "Tomb?{~Grant ~Jefferson =no one}",
            {"answer": "no one", "wrong": ["Grant", "Jefferson"]},
            [],
        ),
        (
            "Tomb?{~Grant#Not he. ~%50%Ann =no one#Nobody is buried there.}",
            {
                "answer": "no one",
                "wrong": [{"text": "Grant", "say": "Not he."}, "Ann"],
                "why": "Nobody is buried there.",
            },
            ["lost-part"],
        ),
        (
            "Two?{~%50%Grant ~%50%his wife ~%-100%no one ~Ann}",
            {"answers": ["Grant", "his wife"], "wrong": ["no one", "Ann"]},
            [],
        ),
        (
            "Three?{~%33.333%a ~%33.333%b ~%33.333%c ~d}",
            {"answers": ["a", "b", "c"], "wrong": ["d"]},
            [],
        ),
        ("One?{~%100%a ~%50%b ~c}", {"answer": "a", "wrong": ["b", "c"]}, ["lost-part"]),
        ("One?{~%100%a ~b ~c}", {"answer": "a", "wrong": ["b", "c"]}, []),
        (
            "Both?{=a =b ~c ~d}",
            {"answer": "a", "wrong": ["c", "d"]},
            ["lost-other-right"],
        ),
        (
            "Good?{=yes#Good! ~no ~may be}",
            {"answer": "yes", "wrong": ["no", "may be"]},
            ["lost-praise"],
        ),
        (r"5?{~\=2 + 2 =\=2 + 3 ~\~6}", {"answer": "=2 + 3", "wrong": ["=2 + 2", "~6"]}, []),
        (r"Sign?{=\\ ~\# ~\{\}}", {"answer": "\\", "wrong": ["#", "{}"]}, []),
        (
            "F?{T#Why not.#Yes, it is so.}",
            {"claim": "F?", "answer": True, "why": "Yes, it is so."},
            ["lost-praise"],
        ),
        (
            "F?{false####So says the book.}",
            {"claim": "F?", "answer": False, "why": "So says the book."},
            [],
        ),
        ("Best?{=Frog =Toad}", {"answer": "Frog", "typed": True, "accept": ["Toad"]}, []),
        (
            "Best?{=Frog =%50%Cat#Nearly so. =%0%*#Wrong}",
            {"answer": "Frog", "typed": True},
            ["lost-part", "lost-feedback", "lost-feedback"],
        ),
        ("Best?{=*frog*}", {"answer": "frog", "typed": True}, ["lost-wildcard"]),
        (r"Times?{=3\\*4}", {"answer": "3*4", "typed": True}, []),
        ("Bare?{four}", {"answer": "four", "typed": True}, []),
        ("Born?{#1822}", {"answer": "1822", "typed": True}, []),
        ("Near?{#3:2~#Completely wrong}", {"answer": "3", "tolerance": "2"}, ["lost-feedback"]),
        ("Four?{#=4 =%0%5 =%0%6#No, less.}", {"answer": "4", "typed": True}, ["lost-feedback"]),
        ("Pi?{#3.141..3.142}", {"answer": "3.1415", "tolerance": "0.0005"}, []),
        (
            "Born?{#=1822:0 =%50%1822:2#Close}",
            {"answer": "1822", "typed": True},
            ["lost-part", "lost-feedback"],
        ),
        (
            "Root?{#=-2:0.5 =2:0.5}",
            {"answer": "-2", "accept": ["2"], "tolerance": "0.5"},
            ["lost-tolerance"],
        ),
        (
            "Four {=4 =four}.",
            {"text": "Four {{1: 4}}.", "typed": True, "accept": {1: ["four"]}},
            [],
        ),
        (
            "The {=cat} sat on the {~rug =mat}.",
            {"text": "The {{1: cat}} sat on the {{2: mat}}."},
            ["lost-options"],
        ),
        (
            "It was {#5:1} and {=cold}.",
            {"text": "It was {{1: 5}} and {{2: cold}}.", "typed": True},
            ["lost-tolerance"],
        ),
        (
            "It is {1:MC:a~%0%b#No~=c}",
            {
                "ask": "It is […]",
                "answer": "c",
                "wrong": ["a", {"text": "b", "say": "No"}],
            },
            [],
        ),
        (
            r"Set \{\{a\}\} is {=full} now",
            {"text": "Set { {a} } is {{1: full}} now", "typed": True},
            [],
        ),
        ("[html]a<br>b {=x}", {"ask": "a\nb\n", "answer": "x", "typed": True}, []),
        ("[plain]a<br>b {=x}", {"ask": "a<br>b", "answer": "x", "typed": True}, []),
        (
            "[markdown]a _b_ `c_d_e` {=x}",
            {"ask": "a *b* `c_d_e`", "answer": "x", "typed": True},
            [],
        ),
        ("a &amp; b\nc {=x}", {"ask": "a & b\nc\n", "answer": "x", "typed": True}, []),
        (r"a\nb\: c {=x}", {"ask": "a\nb: c\n", "answer": "x", "typed": True}, []),
        (
            "[html]Which?{~[plain]<a> ~<i>b</i> =[markdown]_c_#[plain]so <it> is now}",
            {"answer": "*c*", "wrong": ["<a>", "b"], "why": "so <it> is now"},
            [],
        ),
    ],
)
def test_each_construct_becomes_a_card(
    tmp_path: Path, question: str, entry: dict[str, Any], lost: list[str]
) -> None:
    found, told = only(imported(tmp_path, "gift", question))
    assert {key: found.get(key) for key in entry} == entry
    assert set(found) - set(entry) <= {"ask"}
    assert told == lost


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Read this.", "description"),
        ("Write.{}", "essay"),
        ("Write.{####Well.}", "essay"),
        ("Open {=a", "unclosed-braces"),
        ("Set {a} } {=b}", "unclosed-braces"),
        ("Is {TRUE} and {=a}", "several-blocks"),
        ("Which?{~a ~b}", "no-answer"),
        ("Which?{=%50%a}", "no-answer"),
        ("Which?{#one}", "no-answer"),
        ("Which?{=a*b}", "no-answer"),
        ("Gaps " + "{=a} b " * 100, "many-gaps"),
        ("Gaps " + "{1:SA:=a} b " * 100, "many-gaps"),
        ("Many?{" + "~a" * 101 + "}", "many-options"),
    ],
)
def test_what_gives_no_card_is_told(tmp_path: Path, question: str, why: str) -> None:
    deck = imported(tmp_path, "gift", question)
    assert (entries(deck) if deck.entries else [], left_out(deck)) == ([], [(1, why)])


def test_ninety_nine_gaps_are_asked(tmp_path: Path) -> None:
    found, _ = only(imported(tmp_path, "gift", "Gaps " + "{=a} b " * 99))
    assert "{{99: a}}" in found["text"]


def test_matching_with_two_texts_has_too_few_options_to_choose_from(tmp_path: Path) -> None:
    deck = imported(tmp_path, "gift", "Capitals?{=Canada -> Ottawa =Italy -> Rome}")
    assert [next(iter(each)) for each in entries(deck)] == ["basic", "basic"]
    assert [*losses(deck).values()] == [["lost-options"]] * 2
    deck = imported(tmp_path, "gift", "Capitals?{=Canada -> Ottawa =Italy -> Rome = -> Oslo}")
    found = entries(deck)
    assert [(each["ask"], each["answer"], each["wrong"]) for each in found] == [
        ("Capitals?\nCanada\n", "Ottawa", ["Rome", "Oslo"]),
        ("Capitals?\nItaly\n", "Rome", ["Ottawa", "Oslo"]),
    ]


def test_numbers_are_written_as_the_deck_does(tmp_path: Path) -> None:
    text = "Combien ?{#2.5:0.25}\n\nIl y a {#1.5} et {=un}.\n\nLequel ?{=a ~b#2.5 ~c}"
    found = entries(imported(tmp_path, "gift", text, "fr"))
    assert (found[0]["answer"], found[0]["tolerance"]) == ("2,5", "0,25")
    assert found[1]["text"] == "Il y a {{1: 1,5}} et {{2: un}}."
    assert found[2]["wrong"][0]["say"] == "2.5", "a text is left as it is"
    found = entries(imported(tmp_path, "gift", text, "fr", "en"))
    assert found[0]["answer"] == {"fr": "2,5", "en": "2.5"}
    assert found[1]["text"]["en"] == "Il y a {{1: 1.5}} et {{2: un}}."


def test_categories_are_tags_or_the_title(tmp_path: Path) -> None:
    text = (
        "$CATEGORY: $course$/top/A // B\n\nx?{=a}\n\n"
        "$CATEGORY: c\ny?{=a}\n\n$CATEGORY: top\n\nz?{=a}"
    )
    deck = imported(tmp_path, "gift", text)
    assert [each.get("tags") for each in entries(deck)] == [["A / B"], ["c"], None]
    assert (deck.header["title"], codes(deck)) == ("quiz", ["categories"])
    deck = imported(tmp_path, "gift", "// [tag:one]\nx?{=a}\n\n$CATEGORY: c\n\ny?{=a}")
    assert [each.get("tags") for each in entries(deck)] == [["one"], None]
    assert deck.header["title"] == "c"


def test_remarks_name_the_question_and_blank_lines_may_stand_in_answers(tmp_path: Path) -> None:
    text = r"""// question: 1  name: x
// [id:q-7] [tag:a] [tag:b\]c]
::name::Which?{
// not this one
~a

~b

=c
}

  ::d\:e::Next?{=a}
"""
    deck = imported(tmp_path, "gift", text)
    found = entries(deck)
    assert (found[0]["wrong"], found[0]["tags"]) == (["a", "b"], ["a", "b]c"])
    assert [entry.key for entry in deck.entries] == ["quiz:q-7", "quiz:d:e"]
    assert [entry.place.number for entry in deck.entries] == [3, 12]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("It is so. {T#No.}", True),
        ("It is so. { F }", True),
        ("Say why. {}\n\nHow many?{#3}", True),
        ("a {b} c", False),
    ],
)
def test_gift_is_known_by_its_answers(tmp_path: Path, text: str, *, known: bool) -> None:
    file = tmp_path / "questions.txt"
    file.write_text(text, "utf-8")
    if known:
        assert format_of(file).name == "gift"
        return
    with pytest.raises(KpiTrainerError, match="unknown-content"):
        format_of(file)


def test_a_brace_that_never_closes_swallows_nothing_else(tmp_path: Path) -> None:
    deck = imported(tmp_path, "gift", "a {\n\nb?{=x}\n\n::c::c?{=y}\n\nd {=z\n")
    assert [each["answer"] for each in entries(deck)] == ["x", "y"]
    assert left_out(deck) == [(1, "unclosed-braces"), (7, "unclosed-braces")]


def test_signs_that_stand_for_gaps_while_reading_cannot_come_from_a_file(tmp_path: Path) -> None:
    text = "a \ue0f80\ue0f9 \ue0f4 {=x\ufdd85} b \ue0f81\ue0f9"
    deck = imported(tmp_path, "gift", text)
    assert entries(deck)[0]["text"] == "a 0 {{1: x5}} b 1"
    assert codes(deck) == ["private-signs"]
