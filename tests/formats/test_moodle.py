from pathlib import Path
from typing import Any

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from tests.formats.imports import brought_in, codes, entries, left_out, losses
from tests.formats.quizzes import imported, only

BANK = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Satisfaction</text></category></question>
  <question type="multichoice">
    <name><text>Sens du NPS</text></name>
    <questiontext format="html"><text><![CDATA[<p>Que mesure le <strong>NPS</strong>&nbsp;?</p>]]></text></questiontext>
    <generalfeedback format="html"><text><![CDATA[<p>Sa question porte sur la recommandation.</p>]]></text></generalfeedback>
    <penalty>1</penalty><defaultgrade>1</defaultgrade><single>true</single><shuffleanswers>1</shuffleanswers>
    <answer fraction="100"><text>L’intention de recommander</text><feedback><text>Bravo !</text></feedback></answer>
    <answer fraction="0"><text>L’effort demandé</text><feedback><text>C’est le CES.</text></feedback></answer>
    <answer fraction="0"><text>La part de clients satisfaits</text><feedback><text>C’est le CSAT.</text></feedback></answer>
  </question>
  <question type="multichoice">
    <name><text>Groupes du NPS</text></name>
    <questiontext format="html"><text><![CDATA[<p>Quelles notes donne un promoteur ?</p>]]></text></questiontext>
    <single>false</single>
    <answer fraction="50"><text>9</text></answer>
    <answer fraction="50"><text>10</text></answer>
    <answer fraction="-50"><text>8</text></answer>
    <answer fraction="-50"><text>7</text></answer>
  </question>
  <question type="truefalse">
    <name><text>Part ou solde</text></name>
    <questiontext format="html"><text><![CDATA[<p>Le NPS est une part de clients.</p>]]></text></questiontext>
    <answer fraction="0"><text>true</text><feedback><text>Non : c’est un solde entre deux parts.</text></feedback></answer>
    <answer fraction="100"><text>false</text><feedback><text>Exact.</text></feedback></answer>
  </question>
  <question type="shortanswer">
    <name><text>Sigle</text></name>
    <questiontext format="html"><text><![CDATA[<p>Le client qui ne renouvelle pas est compté dans le taux d’…</p>]]></text></questiontext>
    <answer fraction="100"><text>attrition</text></answer>
    <answer fraction="100"><text>churn</text></answer>
    <answer fraction="50"><text>abandon</text><feedback><text>Presque : le terme du cours est attrition.</text></feedback></answer>
  </question>
  <question type="numerical">
    <name><text>Année</text></name>
    <questiontext format="html"><text><![CDATA[<p>En quelle année le NPS a-t-il été présenté ?</p>]]></text></questiontext>
    <answer fraction="100"><text>2003</text><tolerance>0</tolerance></answer>
  </question>
  <question type="numerical">
    <name><text>Moyenne</text></name>
    <questiontext format="html"><text>Notes 3, 4, 4 et 5 : quelle est la moyenne ?</text></questiontext>
    <answer fraction="100"><text>4</text><tolerance>0.1</tolerance></answer>
  </question>
  <question type="matching">
    <name><text>Indicateurs</text></name>
    <questiontext format="html"><text>Relie chaque indicateur à ce qu’il mesure.</text></questiontext>
    <subquestion><text>NPS</text><answer><text>une intention</text></answer></subquestion>
    <subquestion><text>CSAT</text><answer><text>une perception</text></answer></subquestion>
    <subquestion><text>Rétention</text><answer><text>un comportement</text></answer></subquestion>
  </question>
  <question type="essay">
    <name><text>Réflexion</text></name>
    <questiontext format="html"><text><![CDATA[<p>Décris une enquête que tu mènerais.</p><ul><li>200 mots au moins</li><li>deux indicateurs</li></ul>]]></text></questiontext>
    <defaultgrade>5.0</defaultgrade>
  </question>
</quiz>
"""  # noqa: E501 - as a program wrote it


def test_a_question_bank_comes_in_with_exactly_its_answers(tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    file.write_text(BANK, "utf-8")
    deck = brought_in(file)
    assert (deck.header["title"], deck.languages) == ("Satisfaction", ["fr"])
    assert codes(deck) == ["category"]
    sense, groups, claim, typed, year, mean, *matched = entries(deck)
    assert sense["ask"] == "Que mesure le **NPS**\u00a0?"
    assert sense["answer"] == "L’intention de recommander"
    assert sense["wrong"] == [
        {"text": "L’effort demandé", "say": "C’est le CES."},
        {"text": "La part de clients satisfaits", "say": "C’est le CSAT."},
    ]
    assert sense["why"] == "Sa question porte sur la recommandation."
    assert (groups["answers"], groups["wrong"]) == (["9", "10"], ["8", "7"])
    assert (claim["claim"], claim["answer"]) == ("Le NPS est une part de clients.", False)
    assert claim["why"] == "Non : c’est un solde entre deux parts."
    assert (typed["answer"], typed["accept"], typed["typed"]) == ("attrition", ["churn"], True)
    assert (year["answer"], year["typed"]) == ("2003", True)
    assert (mean["answer"], mean["tolerance"]) == ("4", "0,1")
    assert [each["answer"] for each in matched] == [
        "une intention",
        "une perception",
        "un comportement",
    ]
    assert matched[0]["ask"] == "Relie chaque indicateur à ce qu’il mesure.\nNPS\n"
    assert [*losses(deck).values()] == [
        ["lost-praise"],
        ["lost-praise"],
        ["lost-part", "lost-feedback"],
    ]
    assert left_out(deck) == [(8, "essay")]
    again = brought_in(file)
    assert [(e.name, e.origin) for e in again.entries] == [(e.name, e.origin) for e in deck.entries]


def question(kind: str, inside: str, text: str = "Q?", form: str = "html") -> str:
    """A bank of one question."""
    return (
        f'<quiz><question type="{kind}"><name><text>n</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{text}]]></text></questiontext>'
        f"{inside}</question></quiz>"
    )


def answer(text: str, fraction: object = 0, feedback: str = "", rest: str = "") -> str:
    """An answer of a question."""
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{said}{rest}</answer>'


def numbers(unit: str, *, left: int = 0, tolerance: str = "0") -> str:
    """2.5 in that unit, of which another one is a hundredth."""
    return (
        f"{answer('2.5', 100, rest=f'<tolerance>{tolerance}</tolerance>')}<units>"
        "<unit><multiplier>100</multiplier><unit_name>c</unit_name></unit>"
        f"<unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>"
        f"<unitsleft>{left}</unitsleft>"
    )


def said_to(whom: str, text: str) -> str:
    """What is said to all right or wrong answers."""
    return f"<{whom}feedback><text>{text}</text></{whom}feedback>"


ABC = answer("a", 100) + answer("b") + answer("c")


@pytest.mark.parametrize(
    ("kind", "inside", "entry", "lost"),
    [
        ("multichoice", ABC, {"answer": "a", "wrong": ["b", "c"]}, []),
        (
            "multichoice",
            f"{ABC}<shuffleanswers>0</shuffleanswers>",
            {"answer": "a", "wrong": ["b", "c"], "last": ["b", "c"]},
            [],
        ),
        (
            "multichoice",
            f"{ABC}<shuffleanswers>false</shuffleanswers>{answer('d')}",
            {"answer": "a", "wrong": ["b", "c", "d"], "last": ["b", "c", "d"]},
            [],
        ),
        (
            "multichoice",
            f"{ABC}<shuffleanswers>true</shuffleanswers>",
            {"answer": "a", "wrong": ["b", "c"]},
            [],
        ),
        (
            "multichoice",
            f"<single>false</single>{answer('a', 100)}{answer('b', 100)}{answer('c', -100)}",
            {"answers": ["a", "b"], "wrong": ["c"]},
            [],
        ),
        (
            "multichoice",
            f"<single>false</single>{ABC}",
            {"answer": "a", "wrong": ["b", "c"]},
            [],
        ),
        (
            "multichoice",
            f"<single>true</single>{answer('a', 50)}{ABC}",
            {"answer": "a", "wrong": ["b", "c"]},
            [],
        ),
        (
            "multichoice",
            f"{ABC}<hint><text>Un.</text></hint><hint><text>&lt;b>Deux&lt;/b> mots.</text></hint>",
            {"answer": "a", "wrong": ["b", "c"], "hint": "Un.\n**Deux** mots.\n"},
            [],
        ),
        (
            "multichoice",
            ABC
            + said_to("correct", "Your answer is correct.")
            + said_to("incorrect", "Votre réponse est incorrecte."),
            {"answer": "a", "wrong": ["b", "c"]},
            [],
        ),
        (
            "multichoice",
            ABC
            + said_to("correct", "See the third chapter.")
            + said_to("incorrect", "See it again."),
            {"answer": "a", "wrong": ["b", "c"], "why": "See the third chapter."},
            ["lost-said-to-all"],
        ),
        (
            "shortanswer",
            "<usecase>1</usecase>" + answer("git a&lt;b \\*x", 100),
            {"answer": "git a<b *x", "exact": True},
            [],
        ),
        (
            "shortanswer",
            f"<usecase>0</usecase>{answer('*rose*', 100)}{answer('*', 0, 'No.')}",
            {"answer": "rose", "typed": True},
            ["lost-wildcard", "lost-feedback"],
        ),
        (
            "shortanswer",
            answer("rose", 100) + answer("r*e", 100),
            {"answer": "rose", "typed": True},
            ["lost-wildcard"],
        ),
        (
            "numerical",
            numbers("kg"),
            {"answer": "2.5 kg", "typed": True, "accept": ["2.5"]},
            ["lost-unit"],
        ),
        (
            "numerical",
            numbers("kg", tolerance="0.10"),
            {"answer": "2.5 kg", "tolerance": "0.1"},
            ["lost-unit"],
        ),
        (
            "numerical",
            numbers("m", tolerance="0.1"),
            {"ask": "Q? (m)", "answer": "2.5", "tolerance": "0.1"},
            ["lost-unit"],
        ),
        (
            "numerical",
            numbers("$", left=1, tolerance="0.1"),
            {"answer": "$2.5", "tolerance": "0.1"},
            ["lost-unit"],
        ),
        (
            "numerical",
            answer("1e3", 100) + answer("*", 0, "Far off.") + answer("x", 100),
            {"answer": "1000", "typed": True},
            ["lost-feedback", "lost-number"],
        ),
        (
            "truefalse",
            answer("true", 100) + answer("false", 0, "It is so indeed."),
            {"claim": "Q?", "answer": True, "why": "It is so indeed."},
            [],
        ),
        (
            "ordering",
            answer("second", "2.0000000") + answer("first", "1.0") + answer("third", "3"),
            {"items": ["first", "second", "third"], "ordered": True},
            ["order-recalled"],
        ),
    ],
)
def test_each_type_becomes_a_card(
    tmp_path: Path, kind: str, inside: str, entry: dict[str, Any], lost: list[str]
) -> None:
    found, told = only(imported(tmp_path, "moodle", question(kind, inside)))
    assert {key: found.get(key) for key in entry} == entry
    assert set(found) - set(entry) <= {"ask"}
    assert told == lost


GAPS = "".join(f"<selectoption><text>{word}</text></selectoption>" for word in ("a", "b", "c"))


@pytest.mark.parametrize(
    ("kind", "text", "entry", "lost"),
    [
        (
            "gapselect",
            "[[2]], [[1]] and [[1]]",
            "{{1: b}}, {{2: a}} and {{3: a}}",
            ["lost-options"],
        ),
        ("ddwtos", "<p>[[3]] of [[2]] of [[1]]</p>", "{{1: c}} of {{2: b}} of {{3: a}}", []),
        ("cloze", "a {1:SA:=b} c {2:SHORTANSWER:%100%d~=e}", "a {{1: b}} c {{2: d}}", []),
        ("cloze", "<b>a</b>: {:MWC:=K\\=&lt;\\}&#39;}", "**a**: {{1: K=<}'}}", []),
        ("cloze", "{1:SA:=a\\~b\\#c}", "{{1: a~b#c}}", []),
        ("cloze", "{1:NM:=7.5:0.5~%50%7:1}", "{{1: 7.5}}", ["lost-part", "lost-tolerance"]),
        ("cloze", "{1:SA:=a#Yes, so it is.~*#No.}", "{{1: a}}", ["lost-feedback"]),
        (
            "cloze",
            "{1:SA:=a} or {1:MC:=b~c#No.}",
            "{{1: a}} or {{2: b}}",
            ["lost-feedback", "lost-options"],
        ),
        ("multianswer", "{{x}} {1:SAC:=a} {1:SA:=b}", "{ {x} } {{1: a}} {{2: b}}", ["lost-case"]),
    ],
)
def test_gaps_in_a_text_become_a_cloze(
    tmp_path: Path, kind: str, text: str, entry: str, lost: list[str]
) -> None:
    found, told = only(imported(tmp_path, "moodle", question(kind, GAPS, text)))
    assert (found["text"].strip(), sorted(told)) == (entry, lost)
    chosen = kind in ("gapselect", "ddwtos") or "MC:" in text
    exact = "MWC" in text
    assert (found.get("typed"), found.get("exact")) == (
        None if chosen or exact else True,
        True if exact else None,
    )
    if "%100%d" in text:
        assert found["accept"] == {2: ["e"]}


def test_one_gap_to_choose_for_is_a_choice(tmp_path: Path) -> None:
    text = "So {1:MULTIRESPONSE:%50%a~%50%b~c#No} it is"
    found, told = only(imported(tmp_path, "moodle", question("cloze", "", text)))
    assert (found["ask"], found["answers"], told) == ("So […] it is", ["a", "b"], [])
    assert found["wrong"] == [{"text": "c", "say": "No"}]


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        ("html", "a<br>b &amp; <i>c</i>\nd", "a\nb & *c* d"),
        ("moodle_auto_format", "a &amp; <i>c</i>\nd", "a & *c*\nd"),
        ("plain_text", "a<br>b &amp; *c*", "a<br>b &amp; \\*c\\*"),
        ("markdown", "_a_ **b** `c_d_` \\_ &amp; > e", "*a* **b** `c_d_` _ & > e"),
    ],
)
def test_the_four_formats_of_a_text(tmp_path: Path, form: str, text: str, told: str) -> None:
    found, _ = only(imported(tmp_path, "moodle", question("multichoice", ABC, text, form)))
    assert found["ask"].strip() == told


def test_pictures_are_named_once(tmp_path: Path) -> None:
    text = '<p>Q <img src="@@PLUGINFILE@@/my%20map.png"></p>'
    bank = question("multichoice", ABC, text).replace(
        "</questiontext>",
        '<file name="my map.png" encoding="base64">AA</file><file name="x.ogg">AA</file>'
        "</questiontext>",
    )
    deck = imported(tmp_path, "moodle", bank)
    names = [loss.values["name"] for loss in deck.entries[0].losses]
    assert names == ["x.ogg", "my%20map.png"]


@pytest.mark.parametrize(
    ("kind", "inside", "text", "why"),
    [
        ("description", "", "Read.", "description"),
        ("random", "", "", "drawn-question"),
        ("calculated", answer("{a}+{b}", 100), "{a} + {b}", "calculated"),
        ("stack", "", "Q?", "unknown-question"),
        ("multichoice", answer("a") + answer("b"), "Q?", "no-answer"),
        ("truefalse", answer("true") + answer("false"), "Q?", "no-answer"),
        ("truefalse", answer("oui", 100) + answer("non"), "Q?", "no-answer"),
        ("shortanswer", answer("a", 90), "Q?", "no-answer"),
        ("numerical", answer("x", 100), "Q?", "no-answer"),
        ("gapselect", GAPS, "[[4]]", "no-answer"),
        ("gapselect", GAPS, "none", "no-answer"),
        ("gapselect", GAPS, "[[1]]" * 100, "many-gaps"),
        ("cloze", "", "none", "no-answer"),
        ("cloze", "", "{1:SA:a~b}", "no-answer"),
        ("cloze", "", "{1:SA:=a}" * 100, "many-gaps"),
        ("multichoice", ABC * 70, "Q?", "many-options"),
    ],
)
def test_what_gives_no_card_is_told(
    tmp_path: Path, kind: str, inside: str, text: str, why: str
) -> None:
    deck = imported(tmp_path, "moodle", question(kind, inside, text))
    assert (list(deck.entries), left_out(deck)) == ([], [(1, why)])


def test_tags_and_numbers_of_questions_are_kept(tmp_path: Path) -> None:
    def bank(*categories: str) -> str:
        tags = "<tags><tag><text>one</text></tag></tags><idnumber>Q-7</idnumber>"
        parts = [question("multichoice", ABC + tags)]
        for category in categories:
            inner = f"<category><text>{category}</text></category>"
            parts += [f'<quiz><question type="category">{inner}</question></quiz>']
            parts += [question("multichoice", ABC, category)]
        return f"<quiz>{''.join(parts).replace('<quiz>', '').replace('</quiz>', '')}</quiz>"

    deck = imported(tmp_path, "moodle", bank("$course$/top/x"))
    assert [each.get("tags") for each in entries(deck)] == [["one"], None]
    assert (deck.header["title"], deck.entries[0].key) == ("x", "quiz:Q-7")
    deck = imported(tmp_path, "moodle", bank("$course$/top/x", "top/y", "top"))
    assert [each.get("tags") for each in entries(deck)] == [["one"], ["x"], ["y"], None]
    assert codes(deck) == ["categories"]


ENTITY = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (ENTITY, "document-type"),
        ('<!DOCTYPE quiz SYSTEM "file:///etc/hostname"><quiz/>', "document-type"),
        ("<quiz>" + "<a>" * 101, "deep-xml"),
        ("<quiz>" + "<a>" * 99 + "</a>" * 99 + "</quiz>", None),
        ("<quiz><question>", "broken-xml"),
        ("<quiz>&nbsp;</quiz>", "broken-xml"),
        ("", "broken-xml"),
        ("<quiz>\ud800</quiz>", "broken-xml"),
    ],
)
def test_xml_that_could_do_harm_is_refused(tmp_path: Path, xml: str, code: str | None) -> None:
    if code is None:
        assert not imported(tmp_path, "moodle", xml).entries
        return
    with pytest.raises(KpiTrainerError) as caught:
        imported(tmp_path, "moodle", xml)
    assert caught.value.code == f"import.{code}"


def test_xml_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitrainer.formats.read.xml_tree.MOST_CELLS", 10)
    assert not imported(tmp_path, "moodle", f"<quiz>{'<a/>' * 9}</quiz>").entries
    with pytest.raises(KpiTrainerError) as caught:
        imported(tmp_path, "moodle", f"<quiz>{'<a/>' * 10}</quiz>")
    assert caught.value.code == "import.many-elements"
