from pathlib import Path
from typing import Any

import pytest

from tests.formats.imports import brought_in, codes, entries, left_out, losses
from tests.formats.quizzes import imported, only

HASHCARDS = r"""Q: What is the title of this painting?

![](@/tempest.webp)

A: _The Tempest_

---

Q: What does a 440 Hz tone sound like?
A: ![](tone.mp3)

C:
English: [fire]

French: [feu]

Q: What is the capital of France?
A: Paris

C: [Berlin] is the capital of [Germany].

Q: List the platinum group metals.
A:

- ruthenium
- rhodium
- palladium
- osmium
- iridium
- platinum

Q: What is the inverse of a 2x2 matrix?
A:

$$
\begin{pmatrix}
a & b \\
c & d
\end{pmatrix}^{-1} = \frac{1}{ad - bc} \begin{pmatrix}
d & -b \\
-c & a
\end{pmatrix}
$$

---

C: Tables are allowed in a card:

| A | B | A or B |
| --- | --- | --- |
| F | F | [F] |
| F | T | [T] |

C:
Better is the sight of the eyes than the wandering of the desire.

— [Ecclesiastes] [6]:[9]
"""


def test_hashcards_come_in_with_exactly_their_answers(tmp_path: Path) -> None:
    file = tmp_path / "cards.md"
    file.write_text(HASHCARDS, "utf-8")
    deck = brought_in(file)
    fire, paris, berlin, metals, table, passage = entries(deck)
    assert fire["text"] == "English: {{1: fire}}\nFrench: {{2: feu}}\n"
    assert (paris["ask"], paris["answer"]) == ("What is the capital of France?", "Paris")
    assert berlin["text"] == "{{1: Berlin}} is the capital of {{2: Germany}}."
    assert metals["items"] == [
        "ruthenium",
        "rhodium",
        "palladium",
        "osmium",
        "iridium",
        "platinum",
    ]
    assert table["text"].endswith("| F | F | {{1: F}} |\n| F | T | {{2: T}} |\n")
    assert passage["text"].endswith("— {{1: Ecclesiastes}} {{2: 6}}:{{3: 9}}\n")
    assert losses(deck) == {}
    assert left_out(deck) == [(1, "only-media"), (9, "only-media"), (32, "only-tex")]
    assert deck.left_out[0].reason.values == {"name": "@/tempest.webp"}
    again = brought_in(file)
    assert [(e.name, e.origin) for e in again.entries] == [(e.name, e.origin) for e in deck.entries]


@pytest.mark.parametrize(
    ("notes", "entry", "lost"),
    [
        ("Q: a\nb\nA: c\nd", {"ask": "a\nb\n", "answer": "c\nd\n"}, []),
        ("Q:a\nA:Q is A: b", {"ask": "a", "answer": "Q is A: b"}, []),
        ("Q: a\nA: b\nA: c", {"ask": "a", "answer": "b\nA: c\n"}, []),
        ("C: ![x](y.png) is [a] of \\[b\\]", {"text": "is {{1: a}} of [b]"}, ["lost-picture"]),
        ("C: [`git commit`] or `a[0]`", {"text": "{{1: `git commit`}} or `a[0]`"}, []),
        ("C: see [it](https://x.org), [a\nb]", {"text": "see it, {{1: a b}}"}, ["lost-link"]),
        ("C: {{a}} is [b]}", {"text": "{ {a} } is {{1: b}} }"}, []),
        ("a :: b", {"ask": "a", "answer": "b"}, []),
        ("a::b", {"ask": "a", "answer": "b"}, []),
        ("- a ::: b", {"ask": "a", "answer": "b", "reverse": True}, []),
        ("1. a:::b", {"ask": "a", "answer": "b", "reverse": True}, []),
        ("std::vector :: a box", {"ask": "std::vector", "answer": "a box"}, []),
        ("`a :: b` is :: code", {"ask": "`a :: b` is", "answer": "code"}, []),
        ("a\nb\n?\nc\nd", {"ask": "a\nb\n", "answer": "c\nd\n"}, []),
        ("a\n??\nb", {"ask": "a", "answer": "b", "reverse": True}, []),
        ("## a ##\n?\nb", {"ask": "a", "answer": "b"}, []),
        ("a\n?\n- b\n- c", {"ask": "a", "items": ["b", "c"]}, []),
        ("a\n?\n1. b\n2. c", {"ask": "a", "items": ["b", "c"]}, []),
        ("a\n?\n- b", {"ask": "a", "answer": "- b"}, []),
        (
            "a\n?\n```py\nx = [1](2) * _y_\n\nif `a`:\n```",
            {"ask": "a", "answer": "`x = [1](2) * _y_`\n``if `a`:``\n"},
            [],
        ),
        ("a ==b== and {{c}}", {"text": "a {{1: b}} and {{2: c}}"}, []),
        (
            "==2;;a;;say== ==b== ==2;;c==",
            {"text": "{{2: a}} {{1: b}} {{2: c}}", "hint": {2: "say"}},
            [],
        ),
        ("{{c2::a::say}} {{c1::b}}", {"text": "{{2: a}} {{1: b}}", "hint": {2: "say"}}, []),
        ("if a == b or c == d, ==e==", {"text": "if a == b or c == d, {{1: e}}"}, []),
        ("`==a==` is ==b==", {"text": "`==a==` is {{1: b}}"}, []),
        (
            "| a | b |\n|---|---|\n| ==c== | d |",
            {"text": "| a | b |\n|---|---|\n| {{1: c}} | d |\n"},
            [],
        ),
        ("#cards/nps/x a :: b #flashcards", {"ask": "a", "answer": "b", "tags": ["nps::x"]}, []),
        ("#flashcards/nps\na :: b in C#", {"ask": "a", "answer": "b in C#", "tags": ["nps"]}, []),
        ("a :: [[Page|b]] and [[c]]", {"ask": "a", "answer": "b and c"}, []),
        ("a :: [b](https://x.org)", {"ask": "a", "answer": "b"}, ["lost-link"]),
        ("a :: $\\frac{b}{c}$", {"ask": "a", "answer": "b ÷ c"}, ["lost-formula"]),
        ("a :: from $5 to $6", {"ask": "a", "answer": "from $5 to $6"}, []),
        ("a :: __b__ ~~c~~ snake_case_d", {"ask": "a", "answer": "**b** c snake_case_d"}, []),
        (
            "a :: \\# \\_b\\_ \\$5 \\*c\\* &amp; d<br>e",
            {"ask": "a", "answer": "# _b_ $5 \\*c\\* & d\ne\n"},
            [],
        ),
        ("> [!tip] t\n> a :: b", {"ask": "a", "answer": "b"}, []),
        ("a\n?\n> b\n> ## c", {"ask": "a", "answer": "b\nc\n"}, []),
    ],
)
def test_each_construct_becomes_a_card(
    tmp_path: Path, notes: str, entry: dict[str, Any], lost: list[str]
) -> None:
    found, told = only(imported(tmp_path, "markdown", notes))
    assert {key: found.get(key) for key in entry} == entry
    assert set(found) == set(entry)
    assert told == lost


@pytest.mark.parametrize(
    "notes",
    [
        "a : b",
        "a ::",
        ":: b",
        "a :::: b",
        "?\nb",
        "a\n?",
        "# a\n\nb",
        "```\na :: b\n?\n==c==\n```",
        "`a :: b`",
        "<!-- a :: b\n\nc :: d -->",
        "%%\na :: b\n%%",
        "a == b == c",
        "C++: a [b]",
        "drive C: [b]",
    ],
)
def test_what_is_no_card_is_left_alone(tmp_path: Path, notes: str) -> None:
    deck = imported(tmp_path, "markdown", notes)
    assert (list(deck.entries), left_out(deck)) == ([], [])


@pytest.mark.parametrize(
    ("notes", "why"),
    [
        ("![[map.png]] :: Lyon", "only-media"),
        ("Where? :: ![](map.png)", "only-media"),
        ("C: nothing", "no-gap"),
        ("Q: a\nA:\n\nQ: b\nA:", "no-answer"),
        ("C: " + "[a]" * 100, "many-gaps"),
        ("a\n?\n$$\n\\begin{x}\n$$", "only-tex"),
    ],
)
def test_what_gives_no_card_is_told(tmp_path: Path, notes: str, why: str) -> None:
    deck = imported(tmp_path, "markdown", notes)
    assert not deck.entries
    assert {reason for _, reason in left_out(deck)} == {why}


def test_a_note_of_obsidian_with_all_that_stands_around_its_cards(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text(
        """---
title: Satisfaction
tags: [flashcards/nps, "cours"]
---
# Le NPS

Que mesure-t-il ? :: L’intention <!--SR:!2026-08-11,4,270-->
Et le CES ? :: L’effort ^ces-1

## Groupes #flashcards/groupes

Qui sont-ils ?
?
- promoteurs
- passifs
- détracteurs
<!--SR:!2026-08-11,4,270!2026-08-12,3,250-->
""",
        "utf-8",
    )
    deck = brought_in(file)
    assert deck.header["title"] == "Satisfaction"
    assert [each["tags"] for each in entries(deck)] == [
        ["nps", "cours"],
        ["nps", "cours"],
        ["nps", "cours", "groupes"],
    ]
    assert entries(deck)[2]["items"] == ["promoteurs", "passifs", "détracteurs"]
    assert [entry.place.number for entry in deck.entries] == [7, 8, 12]
    assert deck.entries[1].key == "note:ces-1"
    assert codes(deck) == ["schedule-dropped", "headings-dropped"]
    assert [message.values["count"] for message in deck.told] == [2, 2]


@pytest.mark.parametrize(
    ("front", "title", "tags"),
    [
        ('name = "Art"', "Art", None),
        ("tags:\n  - flashcards/a/b\n  - c", "quiz", ["a::b", "c"]),
        ("tag: a, b", "quiz", ["a", "b"]),
        ("other: a", "quiz", None),
    ],
)
def test_front_matter(tmp_path: Path, front: str, title: str, tags: list[str] | None) -> None:
    deck = imported(tmp_path, "markdown", f"---\n{front}\n---\nQ: a\nA: b\n")
    assert (deck.header["title"], entries(deck)[0].get("tags")) == (title, tags)
    assert deck.entries[0].place.number == front.count("\n") + 4


def test_bold_words_are_asked_for_only_where_nothing_else_is(tmp_path: Path) -> None:
    deck = imported(tmp_path, "markdown", "# T\n\nIt is **bold**.\n")
    assert (entries(deck)[0]["text"], codes(deck)) == ("It is {{1: bold}}.", ["bold-hidden"])
    assert deck.header["title"] == "T"
    deck = imported(tmp_path, "markdown", "It is **bold**.\n\na :: **b**\n")
    assert [each.get("answer") for each in entries(deck)] == ["**b**"]
    assert codes(deck) == []


def test_signs_that_stand_for_gaps_while_reading_cannot_come_from_a_file(tmp_path: Path) -> None:
    deck = imported(tmp_path, "markdown", "\ue0f80\ue0f9 \ue0fb0\ue0fc ==a== `b` \ufdd8")
    assert entries(deck)[0]["text"] == "0 0 {{1: a}} `b`"
    assert codes(deck) == ["private-signs"]
