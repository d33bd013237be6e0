"""Moodle XML as others read it: as XML, by a reader of question banks, by our own importer."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kpitrainer.domain.formula.formula import ValueType, compile_formula
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.read.moodle import read
from kpitrainer.formats.write import moodle_file
from kpitrainer.formats.write.php_formula import NotComputableError, php_formula
from tests.formats.decks_out import (
    ALL_TYPES,
    DRILL,
    NASTY_GAP,
    NASTY_READ,
    PLAIN_TYPES,
    deck_of,
    losses_of,
)
from tests.formats.moodle_seen import SeenQuestion, computed, shown

_ELEMENTS = {"p", "br", "em", "code", "table", "tr", "th", "td"}


class _Elements(HTMLParser):
    """What markup is in a text, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def _html(text: str) -> _Elements:
    parser = _Elements()
    parser.feed(text)
    parser.close()
    return parser


def _quiz(folder: Path, cards: str) -> ET.Element:
    return ET.fromstring(moodle_file.write(deck_of(folder, cards)))  # noqa: S314 - our own


def _by_name(quiz: ET.Element) -> dict[str, ET.Element]:
    return {each.findtext("idnumber", ""): each for each in quiz if each.get("type") != "category"}


def test_each_card_is_the_question_that_fits(tmp_path: Path) -> None:
    quiz = _quiz(tmp_path, PLAIN_TYPES + DRILL)
    assert {name: each.get("type") for name, each in _by_name(quiz).items()} == {
        "libre": "essay", "mot": "shortanswer", "commande": "shortanswer", "nombre": "numerical",
        "prix": "numerical", "liste": "essay", "trous": "cloze", "un": "multichoice",
        "plusieurs": "multichoice", "place": "multichoice", "claim": "truefalse",
        "faux": "truefalse", "marge": "calculated",
    }  # fmt: skip
    assert quiz.findtext("question/category/text") == "$course$/top/Essai // A & B"


def test_author_texts_are_text_and_no_markup_or_formula(tmp_path: Path) -> None:
    quiz = _quiz(tmp_path, ALL_TYPES + DRILL)
    texts = [each.text or "" for each in quiz.iter("text")]
    html = [
        each.findtext("text", "")
        for each in quiz.iter()
        if each.get("format") == "html" and each.find("text") is not None
    ]
    assert len(html) > 40
    assert set().union(*(_html(text).found for text in html)) <= _ELEMENTS
    assert sum(NASTY_READ in _html(text).text for text in html) >= 9
    assert not [text for text in html if "{=phpinfo" in text or "{x}" in text]
    assert len(texts) == len(list(quiz.iter("text")))


def test_a_formula_of_an_author_is_never_computed(tmp_path: Path) -> None:
    question = SeenQuestion(_by_name(_quiz(tmp_path, DRILL))["marge"])
    told = _html(shown(question.text, question.sets[0])).text
    assert NASTY_READ in told
    assert NASTY_READ in _html(shown(question.answers[1].feedback, question.sets[0])).text


def test_weights_and_what_is_said(tmp_path: Path) -> None:
    found = _by_name(_quiz(tmp_path, PLAIN_TYPES))
    several = [each.get("fraction") for each in found["plusieurs"].iterfind("answer")]
    assert several == ["33.33333"] * 3 + ["-100"] * 2
    assert found["plusieurs"].findtext("single") == "false"
    one = found["un"].findall("answer")
    assert [each.findtext("feedback/text") or "" for each in one] == ["", "Non :", ""]
    assert found["place"].findtext("shuffleanswers") == "false"
    assert found["place"].findall("answer")[-1].findtext("text") == "aucun"
    assert found["commande"].findtext("usecase") == "1"
    assert found["commande"].findtext("answer/text") == "ls -l \\*.txt"  # else it is any text
    assert found["nombre"].findtext("answer/tolerance") == "0.01"
    assert found["prix"].findtext("answer/tolerance") == "20"
    assert found["prix"].findtext("units/unit/unit_name") == "€"
    assert found["libre"].findtext("generalfeedback/text", "").startswith("<p>Rien de <em>bon</em>")


def test_what_it_loses_is_told(tmp_path: Path) -> None:
    outgoing = deck_of(tmp_path, PLAIN_TYPES + DRILL)
    moodle_file.write(outgoing)
    assert losses_of(outgoing) == {
        "libre": ["corrected-by-hand"],
        "liste": ["corrected-by-hand"],
        "place": ["fixed-order"],
    }
    assert [message.code.removeprefix("export.") for message in outgoing.told] == [
        "no-sources", "no-slips", "one-context", "no-number-hints"
    ]  # fmt: skip


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    parser = pytest.importorskip("moodle_xml_parser.parser")
    found = parser.parse_bytes(moodle_file.write(deck_of(tmp_path, PLAIN_TYPES)))
    choices = {each.name: each for each in found["multichoice"]}
    assert [option.score_fraction for option in choices["Lesquels ?"].options][:3] == [33.33333] * 3
    assert [option.feedback for option in choices["Lequel ?"].options] == ["", "Non :", ""]
    (cloze,) = found["cloze"]
    gaps = [[option.answer for option in gap.options] for gap in cloze.gaps]
    assert gaps == [["churn", "attrition"], ["NPS"]]


def test_what_comes_back_is_what_went_out(tmp_path: Path) -> None:
    file = tmp_path / "quiz.xml"
    file.write_bytes(moodle_file.write(deck_of(tmp_path, PLAIN_TYPES)))
    read_again = {draft.key: draft.fields for draft in read(file, ReadOptions()).drafts}
    assert set(read_again) == {
        "mot", "commande", "nombre", "prix", "trous", "un", "plusieurs", "place", "claim", "faux"
    }  # fmt: skip
    assert read_again["mot"]["accept"] == ["le froid", "gelé"]
    assert read_again["mot"]["ask"] == "Le contraire de *chaud* ?"
    assert read_again["trous"]["text"] == ("Un *taux* de {{1: churn}} haut et un {{2: NPS}} bas,")
    assert read_again["un"]["wrong"] == [{"text": "mauvais", "say": "Non :"}, "pire"]
    assert read_again["plusieurs"]["answers"] == ["a", "b", "c"]
    assert read_again["claim"]["answer"] is True
    assert read_again["faux"]["answer"] is False
    assert str(read_again["prix"]["tolerance"]) == "20"


def test_gaps_hold_no_answers_of_their_own(tmp_path: Path) -> None:
    text = _by_name(_quiz(tmp_path, ALL_TYPES))["trous"].findtext("questiontext/text", "")
    assert text.count("{") == text.count("}") == 2
    first, second = re.findall(r"\{1:SHORTANSWER:([^{}]*)\}", text)
    assert first == "=churn~=attrition"
    assert not re.search(r"~|(?<!&)#|[=%\\/<>]", second[1:])
    gap = NASTY_GAP.replace("\\\\", "\\").replace("*", "\\*")
    assert unescape(second) == f"=NPS {gap}"


LONG = """
  - drill: tiers
    title: "Tiers"
    given: {a: [10, 20, 40, 50, 70, 80, 100], é: [2, 4, 5], É: [7, 8]}
    let: {tiers: a / 3}
    ask: "Le tiers de {a} est {tiers}. Et {é} fois, plus {É} ?"
    answer: {formula: tiers * é + É, decimals: 1}
    mistakes:
      - {wrong: sans, formula: tiers * é, say: "Sans {É}."}
"""


def test_numbers_without_end_and_names_with_accents(tmp_path: Path) -> None:
    question = SeenQuestion(_by_name(_quiz(tmp_path, LONG))["tiers"])
    assert set(question.sets[0]) == {"a", "e", "E2", "tiers"}
    for values in question.sets:
        told = _html(shown(question.text, values)).text
        third = round(int(values["a"]) / 3, 6)
        a, times, more = values["a"], values["e"], values["E2"]
        assert told == f"Le tiers de {a} est {third}. Et {times} fois, plus {more} ?"
        right = int(values["a"]) / 3 * int(values["e"]) + int(values["E2"])
        assert question.told(round(right, 1), values) is question.answers[0]


@pytest.mark.parametrize(
    "source",
    [
        "a - (b - c)", "a / (b * c)", "a / b / c", "a - -b", "-a ^ 2", "(a + b) ^ 2", "c ^ b ^ 2",
        "abs(b - a)", "ceil(a / c)", "floor(a / c)", "round(a / 7, 2)", "round(a / c)",
        "root(a, 2)", "root(a, 3)", "min(a, b, c)", "max(a)", "mean(a, b, c)",
        "sum(a, b)", "0.1 * a - (-b)",
        "ceil(0.1 * 3 * 10)", "a * (b + c) / (a - b)", "1 - (1 - b / a) ^ c",
    ],
)  # fmt: skip
def test_a_formula_means_the_same_in_moodle(source: str) -> None:
    names = dict.fromkeys("abc", ValueType.NUMBER)
    formula = compile_formula(source, names)
    written = php_formula(formula.tree, {name: f"{name}_x" for name in names})
    for a, b, c in ((7, 2, 3), (100, 5, 2), (12, 4, 3)):
        ours = float(formula.value({"a": a, "b": b, "c": c}))
        values = {"a_x": str(a), "b_x": str(b), "c_x": str(c)}
        assert computed(written, values) == pytest.approx(ours, rel=1e-12)


@pytest.mark.parametrize("source", ["median(a, b, c)", "count(a, b)", "sum(l)", "l[0]"])
def test_what_moodle_cannot_compute_is_refused(source: str) -> None:
    names = {**dict.fromkeys("abc", ValueType.NUMBER), "l": ValueType.LIST}
    formula = compile_formula(source, names)
    with pytest.raises(NotComputableError):
        php_formula(formula.tree, dict.fromkeys(names, "x"))


MATHS = r"Que dit \(x\), \[y\] ou $$$z$$ ?"


def test_nothing_becomes_a_formula_of_mathjax(tmp_path: Path) -> None:
    cards = f"""
  - truefalse: vf
    claim: '{MATHS}'
    answer: true
    why: '*Car* {MATHS}'
  - choice: un
    ask: '{MATHS}'
    answer: 'A {MATHS}'
    wrong: ['B {MATHS}', C]
"""
    outgoing = deck_of(tmp_path, cards)
    data = moodle_file.write(outgoing).decode()
    for element in ET.fromstring(data).iter():  # noqa: S314 - of ours
        if element.get("format") == "html":
            html = unescape(element.findtext("text") or "")
            assert not re.search(r"\\[(\[]|\$\$", html), html
    assert data.count("span") >= 5 * 2
    file = tmp_path / "q.xml"
    file.write_text(data, "utf-8")
    for draft in read(file, ReadOptions()).drafts:
        assert draft.losses == []
