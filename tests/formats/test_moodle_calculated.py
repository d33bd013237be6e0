"""Every shipped drill as Moodle would draw, show and judge it."""

import re
from fractions import Fraction
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kpitrainer.bootstrap import base_words
from kpitrainer.deckfile.files.deck_cache import read_remembered
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import ListOf, NumberPart, Template
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.formats.outgoing import WriteOptions, outgoing_deck
from kpitrainer.formats.write import moodle_file
from kpitrainer.formats.write.calculated import wildcard_names
from tests.formats.moodle_seen import SeenQuestion, shown

DECKS = sorted(Path("decks").glob("*.yaml"))


def _forms(path: Path, language: str) -> tuple[dict[str, Template], ET.Element]:
    deck, _ = read_remembered(path, None, base_words())
    assert deck is not None
    outgoing = outgoing_deck(deck, (language,), WriteOptions(draws=2))
    forms = {
        f"{name}-{form.variant}" if form.variant else name: form
        for name, template in outgoing.templates.items()
        for form in template.forms
    }
    return forms, ET.fromstring(moodle_file.write(outgoing))  # noqa: S314 - our own


def _exercise(form: Template, values: dict[str, str]) -> Exercise | None:
    """The exercise of a set of values; None where some number is in neither text nor formula."""
    wildcards = wildcard_names([*form.given, *form.let])
    given = {name: values.get(wildcards[name]) for name in form.given}
    if not all(given.values()):
        return None
    return instance(form, {name: Fraction(value) for name, value in given.items() if value})


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_moodle_computes_what_we_do(path: Path, language: str) -> None:
    forms, quiz = _forms(path, language)
    seen = [SeenQuestion(each) for each in quiz.iterfind("question[@type='calculated']")]
    for question in seen:
        form = forms[question.name]
        part = form.parts[0]
        assert isinstance(part, NumberPart)
        assert len(question.sets) >= 5
        said = [mistake.id for mistake in part.mistakes]
        wrong = [answer for answer in question.answers if not answer.percent]
        assert len(wrong) == len(said)
        for values in question.sets:
            exercise = _exercise(form, values)
            if exercise is None:
                continue
            right = question.told(float(exercise.answer), values)
            assert right is question.answers[0]
            for mistake, answer in zip(said, wrong, strict=True):
                value = exercise.mistakes[mistake]
                typed = round_half_away(value, part.answer.decimals)
                told = question.told(float(typed), values)
                assert told is not None
                assert told.feedback == answer.feedback, (question.name, values, mistake)
                assert not told.percent
                shown(told.feedback, values)


def test_all_that_can_be_computed_is() -> None:
    calculated, drawn = set(), set()
    for path in DECKS:
        forms, quiz = _forms(path, "fr")
        found = {
            each.findtext("idnumber") for each in quiz.iterfind("question[@type='calculated']")
        }
        calculated |= found
        drawn |= {
            name
            for name, form in forms.items()
            if name not in found and len(form.parts) == 1 and not _has_lists_or_reverse(form)
        }
    assert len(calculated) > 80
    assert drawn <= {"moyenne-ou-mediane"}, drawn


def _has_lists_or_reverse(form: Template) -> bool:
    lists = any(isinstance(source, ListOf) for source in form.given.values())
    return lists or getattr(form.parts[0], "reverse", None) is not None


def test_texts_show_the_numbers_as_we_do() -> None:
    forms, quiz = _forms(Path("decks/calculs-evolutions.yaml"), "en")
    for each in quiz.iterfind("question[@type='calculated']"):
        question = SeenQuestion(each)
        exercise = _exercise(forms[question.name], question.sets[0])
        if exercise is None:
            continue
        asked = _plain(shown(question.text, question.sets[0]))
        ours = exercise.ask("en").replace("\n", " ").replace(",", "").split("?")[0]
        assert ours in asked.replace(",", ""), question.name
        steps = " ".join(exercise.steps("en")).replace(",", "")
        told = _plain(shown(question.general, question.sets[0])).replace(",", "")
        assert _numbers(steps) <= _numbers(told), question.name


def _plain(html: str) -> str:
    return unescape(re.sub(r"<br>|</p>", " ", html).replace("<p>", ""))


def _numbers(text: str) -> set[float]:
    return {float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)}
