"""`kpitrainer exam`, as it is typed: sat in lines, broken off, gone on with, listed, printed."""

import json
import re
from pathlib import Path

from kpitrainer.cli.exam_page import exam_page
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.i18n import Translator
from kpitrainer.study.library import Library
from kpitrainer.study.mock_exams import paper_of
from tests.cli.conftest import Cli
from tests.factories import (
    NPS,
    both,
    card,
    choice,
    cloze,
    deck,
    drill,
    recall_list,
    template,
    ticks,
)
from tests.marked import marked_deck
from tests.program import NOW

EXAM = ("exam", "essai", "--questions", "6", "--drills", "20", "--seed", "3", "--plain")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_exams_are_listed_and_shown(cli: Cli, decks: Path) -> None:
    folder = ("--decks", str(decks), "--lang", "en")
    ran = cli(*EXAM, *folder, typed="nothing\nq\n")
    assert (ran.code, ran.err) == (0, "")
    assert "not handed in" in cli("exam", "--lang", "en", "list", *folder[:2]).out
    again = cli("exam", "--plain", *folder, typed="r\nr\n").out
    assert again.startswith("You go on with the exam you began.")
    [listed] = json.loads(cli("exam", "list", "--json", *folder).out)
    assert (listed["decks"], listed["seed"], listed["handed_in"]) == (["essai"], 3, True)
    shown = cli("exam", "show", *folder).out
    assert shown.strip() in again
    assert cli("exam", "show", "2", *folder).code == 2


def test_the_program_asks_what_the_paper_asks_in_either_language(
    cli: Cli, decks: Path, tmp_path: Path
) -> None:
    folder, paper = ("--decks", str(decks)), tmp_path / "paper.html"
    same = [each for each in EXAM if each != "--plain"]
    cli("review", "--plain", *folder, typed="\n1\n\n1\nq\n")  # progress changes nothing
    orders = []
    for language, hour in (("fr", "12"), ("en", "13")):
        at = ("--now", f"{NOW.partition('T')[0]}T{hour}:00:00")  # the one sat last is the first
        ran = cli("exam", "print", *same[1:], "--out", str(paper), *folder, "--lang", language)
        assert (ran.code, ran.err) == (0, "")
        assert "3" in ran.out
        page = paper.read_text("utf-8")
        labels = re.findall(r'<p class="asked">(.*?)</p>', page)
        cli(*EXAM, "--new", *folder, *at, "--lang", language, typed="q\n")
        told = json.loads(cli("exam", "show", "1", "--json", *folder, *at, "--lang", language).out)
        assert [each["label"] for each in told["answers"]] == labels
        orders.append([each["card"] for each in told["answers"]])
        paper_half, key = page.split('<section class="key">')
        assert re.search(r"(Combien font|What is) (2|3) \+ (10|20)", paper_half)
        assert re.search(r">(12|13|22|23)</p>", key)
        assert ("premier" if language == "fr" else "first") not in page, "self-graded"
    assert orders[0] == orders[1]
    assert cli("exam", "print", *same[1:], *folder, "--lang", "en").out == page, "on stdout"


def test_what_authors_wrote_is_text_on_paper() -> None:
    evil = "</style><script>alert(1)</script>\x1b[31m & \"quote'"
    basic = Basic(both(evil), both(evil), typed=True, accept={"en": (evil,)})
    lib = Library(
        (
            deck(
                "deck",
                card("evil", basic, why=both(evil)),
                card("pick", choice()),
                card("gap", cloze(is_typed=True)),
                card("steps", recall_list()),
                drill(),
                title=both(evil),
            ),
        )
    )
    terms = ExamTerms(decks=("deck",), seed=1)
    page = exam_page(lib, terms, paper_of(lib, terms), Translator("en"))
    assert "<script" not in page
    assert "\x1b" not in page
    assert page.count("&lt;script&gt;") == 6
    assert page.count("</style>") == 1
    assert '<span class="gap"></span>' in page
    assert "set the objectives" not in page.split('<section class="key">')[0].lower()
    assert "Passives count." in page, "known mistakes stand with the answer"


def test_a_figure_is_told_in_words_on_paper() -> None:
    parts = [
        {"value": name, "label": both(label)}
        for name, label in (("P", "Pros"), ("passifs", "Others"), ("D", "Cons"))
    ]
    figure = {"kind": "stacked", "parts": parts}
    lib = Library((deck("deck", card("nps", Drill(template({**NPS, "figure": figure})))),))
    terms = ExamTerms(decks=("deck",), seed=1, drill_percent=100)
    page = exam_page(lib, terms, paper_of(lib, terms), Translator("en"))
    paper, key = page.split('<section class="key">')
    told = r"Figure, one bar of parts[.] (Pros: \d+)"
    asked = re.findall(told + r" · Others: [?] · (Cons: \d+)", paper)
    solved = re.findall(told + r" \(.*? · (Cons: \d+) \(", key)
    assert asked == solved
    assert len(asked) == 1


def test_several_right_answers_are_announced_and_all_told_on_paper() -> None:
    lib = Library((deck("deck", card("scores", ticks())),))
    terms = ExamTerms(decks=("deck",), seed=1)
    paper, key = exam_page(lib, terms, paper_of(lib, terms), Translator("en")).split(
        '<section class="key">'
    )
    assert "Several answers are right: tick them all." in paper
    assert paper.count('<span class="box">') == 5
    assert "counted" not in paper
    right = re.findall(r'<p class="answer">(.)\. (.*?)</p>', key)
    assert sorted(text for _, text in right) == ["CSAT", "NPS"]
    assert all(f"<b>{letter}</b>{text}<" in paper for letter, text in right)
    assert "✗ churn: It is counted." in _plain(key)


def test_what_authors_marked_is_marked_on_paper() -> None:
    lib = Library((marked_deck(),))
    terms = ExamTerms(decks=("deck",), seed=1)
    page = exam_page(lib, terms, paper_of(lib, terms), Translator("fr"))
    assert "n’est <em>pas</em> un taux, d’après <code>COUNT(*)</code>" in page
    assert re.search(r"<p>Combien font <em>\d</em> et \d \? \d\*\d\*\d</p>", page)
    assert '<td class="number">2023</td><td><em><span class="gap"></span></em></td>' in page
    assert "<th>Sens</th>" in page
    assert "<td>part des clients <em>gardés</em> d’un bout" in page
    assert "</b>la <code>mauvaise</code></li>" in page
    assert page.count("<em>") == page.count("</em>")
    assert not re.search(r"`|\*\*|[ >]\*\w", page.partition("</style>")[2])


def test_what_cannot_be_is_told(cli: Cli, decks: Path) -> None:
    folder = ("--decks", str(decks), "--lang", "en")
    for arguments, told in (
        (("--pass", "101"), "from 0 to 100"),
        (("--minutes", "0"), "from 1 to 600"),
        (("--tag", "nowhere"), "nowhere"),
        (("nodeck",), "nodeck"),
        (("--tag", "special", "--drills", "100"), "Choose other decks"),
    ):
        ran = cli("exam", *arguments, "--plain", *folder, typed="q\n")
        assert ran.code, arguments
        assert told in _plain(ran.err), arguments
    ran = cli("exam", "print", "essai", "--out", str(decks / "essai.yaml" / "x"), *folder)
    assert ran.code
    assert "could not be written" in ran.err
