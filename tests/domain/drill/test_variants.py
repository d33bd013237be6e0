from collections import Counter
from collections.abc import Mapping
from typing import Any

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.results import Refusal
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.drill.trial_draws import failed_tests, trial_draws
from kpitrainer.domain.errors import Fault
from tests.asked import Asked
from tests.domain.drill.curriculum import LANGUAGES, asked, built, redraw
from tests.factories import card

FUNNEL: Mapping[str, Any] = {
    "title": "T",
    "given": {"visits": "1000..9000 by 100", "buyers": "10..90"},
    "mistakes": [{"wrong": "inverse", "formula": "visits / buyers", "say": "Non"}],
    "variants": [
        {
            "variant": "rate",
            "ask": "rate?",
            "answer": {"formula": "buyers / visits * 100", "unit": "%", "decimals": "2"},
            "tests": [{"with": {"visits": "2000", "buyers": "50"}, "answer": "2.5"}],
        },
        {
            "ask": "visits?",
            "given": {"visits": "1000..2000 by 500"},
            "answer": {"formula": "visits * 2"},
            "mistakes": [],
        },
    ],
}
TEMPLATE = built("funnel", FUNNEL)


def test_one_variant_is_drawn_and_all_are_drawn_alike() -> None:
    drawn = Counter(draw(TEMPLATE, seed).template.variant for seed in range(400))
    assert drawn.keys() == {"rate", "2"}
    assert 150 < drawn["rate"] < 250


def test_a_variant_replaces_fields_and_keeps_the_others() -> None:
    rate, visits = TEMPLATE.variants
    assert [mistake.id for mistake in asked(rate).mistakes] == ["inverse"]
    assert set(rate.given) == {"visits", "buyers"}
    assert asked(visits).mistakes == ()
    assert set(visits.given) == {"visits"}
    assert instance(visits, {"visits": 1500}).answer == 3000
    assert rate.version == visits.version == TEMPLATE.version
    assert asked(TEMPLATE) == asked(rate)


def test_the_log_says_which_variant_it_was_and_brings_it_back() -> None:
    for seed in range(20):
        exercise = draw(TEMPLATE, seed)
        logged = exercise.logged()
        assert dict(logged)["@variant"] == exercise.template.variant
        assert redraw(TEMPLATE, exercise) == exercise


def test_an_attempt_logs_its_variant() -> None:
    asked = Asked(card("funnel", Drill(TEMPLATE)), "fr", 1)
    assert asked.exercise is not None
    asked.show()
    assert asked.answered is not None
    assert dict(asked.answered.values)["@variant"] in {"rate", "2"}


def test_every_variant_is_drawn_and_tested_on_its_own() -> None:
    blocks = [
        {"answer": {"formula": "x"}},
        {"answer": {"formula": "x / 2"}, "tests": [{"with": {"x": "4"}, "answer": "3"}]},
        {"answer": {"formula": "1 / (x - 1)"}},
    ]
    template = built("d", {"given": {"x": "1..10"}, "ask": "?", "variants": blocks})
    whole, half, inverse = (trial_draws(form, 300) for form in template.forms)
    assert whole.share == 1
    assert half.reasons.keys() == {Refusal.TIE}
    assert list(half.culprits) == [(Refusal.TIE, ("variants", 1, "answer", "formula"))]
    assert [fault.path for fault in inverse.faults] == [("variants", 2, "answer", "formula")]
    (failed,) = failed_tests(template)
    assert failed.path == ("variants", 1, "tests", 0, "answer")
    assert trial_draws(template, 300).accepted < 300


def _faults(**source: object) -> list[tuple[Any, str]]:
    found = build_template("d", source, LANGUAGES)
    assert isinstance(found, tuple)
    assert all(isinstance(fault, Fault) for fault in found)
    return [(fault.path, fault.code.removeprefix("drill.")) for fault in found]


def test_faults_are_told_where_they_are_written_and_once() -> None:
    ask = {"ask": "?", "answer": {"formula": "1"}}
    assert _faults(variants=[]) == [(("variants",), "no-variants")]
    assert _faults(given={"x": "1..y"}, variants=[ask, ask]) == [(("given", "x"), "unknown-name")]
    assert _faults(ask="?", variants=[ask, {"answer": {"formula": "z"}}]) == [
        (("variants", 1, "answer", "formula"), "unknown-name")
    ]
    assert _faults(variants=[{"variant": "a", **ask}, {"variant": "a", **ask}]) == [
        (("variants", 1, "variant"), "variant-twice")
    ]
    assert _faults(answer={"formula": "1"}, variants=[{"ask": "?"}, {"hints": []}]) == [
        (("variants", 1), "field-missing")
    ]


def test_a_variant_may_ask_in_another_way() -> None:
    parts = [{"ask": "?", "answer": {"formula": "1"}}]
    choose = [{"text": "a", "right": "true"}, {"text": "b"}]
    base = {"ask": "?", "answer": {"formula": "2"}, "steps": ["x"]}
    template = built("d", {**base, "variants": [{"parts": parts}, {"choose": choose}, {}]})
    assert [isinstance(form.parts[0], NumberPart) for form in template.forms] == [True, False, True]
    assert [instance(form, {}).at(0).results[0] for form in template.forms][2] == (
        instance(built("d", base), {}).results[0]
    )
