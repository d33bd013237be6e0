"""Moodle XML as others read it: as XML, by a reader of question banks, by our own importer."""

from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.read.moodle import read
from kpitrainer.formats.write import moodle
from tests.formats.decks_out import (
    ALL_TYPES,
    DRILL,
    NASTY_GAP,
    NASTY_READ,
    PLAIN_TYPES,
    deck_of,
    losses_of,
)
from tests.formats.moodle_seen import SeenQuestion, shown

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
    return ET.fromstring(moodle.write(deck_of(folder, cards)))  # noqa: S314 - our own


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
    moodle.write(outgoing)
    assert losses_of(outgoing) == {
        "libre": ["corrected-by-hand"],
        "liste": ["corrected-by-hand"],
        "place": ["fixed-order"],
        "marge": ["lost-contexts", "lost-number-hints"],
    }
    assert [message.code for message in outgoing.told] == ["export.no-sources", "export.no-slips"]


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    parser = pytest.importorskip("moodle_xml_parser.parser")
    found = parser.parse_bytes(moodle.write(deck_of(tmp_path, PLAIN_TYPES)))
    choices = {each.name: each for each in found["multichoice"]}
    assert [option.score_fraction for option in choices["Lesquels ?"].options][:3] == [33.33333] * 3
    assert [option.feedback for option in choices["Lequel ?"].options] == ["", "Non :", ""]
    (cloze,) = found["cloze"]
    gaps = [[option.answer for option in gap.options] for gap in cloze.gaps]
    assert gaps == [["churn", "attrition"], ["NPS"]]


def test_what_comes_back_is_what_went_out(tmp_path: Path) -> None:
    file = tmp_path / "quiz.xml"
    file.write_bytes(moodle.write(deck_of(tmp_path, PLAIN_TYPES)))
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
    assert NASTY_GAP.count("~") == 1
    assert text.count("~=") == 1  # that of the other text that is accepted
