from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.results import Refusal
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.drill.trial_draws import failed_tests, trial_draws
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.verdict import Outcome, Rating
from tests.asked import Asked
from tests.domain.drill.curriculum import LANGUAGES, built
from tests.factories import card

SEED = 3
CES: Mapping[str, Any] = {
    "given": {
        "low": "10..60",
        "middle": "10..60",
        "high": "10..60",
        "before": ["21/10", "29/10"],
    },
    "let": {"n": "low + middle + high"},
    "where": ["low != high"],
    "ask": {"fr": "Sur {n} clients.", "en": "Of {n} customers."},
    "parts": [
        {
            "ask": {"fr": "Quel CES ?", "en": "Which CES?"},
            "answer": {"formula": "(low + 3*middle + 5*high) / n", "decimals": "2"},
            "hints": ["un", "deux", "trois"],
            "steps": [{"fr": "somme", "en": "sum"}, "= {answer}"],
            "mistakes": [
                {
                    "wrong": "inverse",
                    "formula": "6 - (low + 3*middle + 5*high) / n",
                    "say": {"fr": "À l’endroit.", "en": "The right way."},
                    "step": "2",
                }
            ],
        },
        {
            "ask": {"fr": "De combien a-t-il changé ?", "en": "By how much did it change?"},
            "answer": {"formula": "part1 - before", "decimals": "2", "signed": True},
            "mistakes": [
                {"wrong": "signe", "formula": "before - part1", "say": "Dans l’autre sens."}
            ],
        },
        {
            "ask": {"fr": "Est-ce mieux ?", "en": "Is it better?"},
            "choose": [
                {"text": {"fr": "oui", "en": "yes"}, "right": "part1 < before", "wrong": "sens"},
                {
                    "text": {"fr": "non", "en": "no"},
                    "right": "part1 >= before",
                    "say": {"fr": "Bas = mieux.", "en": "Low is better."},
                    "wrong": "echelle",
                },
                {"text": {"fr": "on ne sait pas", "en": "one cannot tell"}},
            ],
        },
    ],
}


def _attempt(source: Mapping[str, Any] = CES, language: str = "fr", seed: int = SEED) -> Asked:
    return Asked(card("ces", Drill(built("ces", source))), language, seed)


def _typed(value: Fraction, decimals: int = 2) -> str:
    return f"{float(value):.{decimals}f}"


def _right(asked: Asked) -> str:
    assert asked.exercise is not None
    return _typed(asked.exercise.answer)


def _choose(asked: Asked, text: str) -> Outcome:
    return asked.choose(asked.options.index(text)).outcome


def _better(asked: Asked) -> str:
    assert asked.exercise is not None
    return str(asked.exercise.answer_text("fr"))


def test_parts_are_asked_in_turn_and_all_of_them_rated() -> None:
    asked = _attempt()
    assert (asked.part, asked.mode) == ((1, 3), Mode.DRILL)
    assert asked.question.endswith(" clients.\nQuel CES ?")
    assert asked.answer(_right(asked)).outcome is Outcome.RIGHT
    assert (asked.part, asked.closed, asked.proposal) == ((2, 3), False, None)
    assert asked.answer(_right(asked)).outcome is Outcome.RIGHT
    assert (asked.part, asked.mode) == ((3, 3), Mode.CHOICE)
    assert _choose(asked, _better(asked)) is Outcome.RIGHT
    assert (asked.closed, asked.proposal) == (True, Rating.GOOD)
    assert len(asked.judged) == 3
    assert asked.answered is not None
    assert len(asked.answered.typed) == 3
    assert (asked.answered.outcome, asked.answered.mistake) == ("right", None)


@pytest.mark.parametrize("wrong_part", [0, 1, 2])
def test_one_wrong_part_makes_the_card_not_known(wrong_part: int) -> None:
    asked = _attempt()
    for place in range(2):
        asked.answer("9999" if place == wrong_part else _right(asked))
    _choose(asked, "on ne sait pas" if wrong_part == 2 else _better(asked))
    assert (asked.closed, asked.proposal) == (True, Rating.AGAIN)
    assert asked.answered is not None
    assert asked.answered.outcome == "wrong"


def test_an_answer_carried_forward_is_right_and_said_to_be_so() -> None:
    asked = _attempt()
    assert asked.exercise is not None
    wrong, before = asked.exercise.mistakes["inverse"], asked.exercise.values["before"]
    assert isinstance(before, int | Fraction)
    assert asked.answer(_typed(wrong)).mistake == "inverse"
    verdict = asked.answer(_typed(wrong - before))
    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message is not None
    assert verdict.message.code == "drill.carried"
    assert verdict.expected == asked.exercise.at(1).answer_text("fr")
    assert _choose(asked, "oui" if wrong < before else "non") is Outcome.RIGHT
    assert asked.proposal is Rating.AGAIN
    assert asked.wrong_step == 2  # behind the right option and the first step
    assert asked.answered is not None
    assert asked.answered.mistake == "inverse"


def test_the_right_value_stays_right_after_a_wrong_part() -> None:
    asked = _attempt()
    assert asked.exercise is not None
    asked.answer(_typed(asked.exercise.mistakes["inverse"]))
    verdict = asked.answer(_right(asked))
    assert (verdict.outcome, verdict.message) == (Outcome.RIGHT, None)


@pytest.mark.parametrize("first", ["0", "1", "100", "-3", "50", "0.5"])
def test_an_implausible_first_answer_carries_nothing(first: str) -> None:
    asked = _attempt()
    assert asked.exercise is not None
    before = asked.exercise.values["before"]
    assert isinstance(before, int | Fraction)
    assert asked.answer(first).outcome is Outcome.WRONG
    own = asked.answer(_typed(Fraction(first) - before))
    assert own.outcome is Outcome.WRONG


def test_a_plausible_guess_is_carried() -> None:
    asked = _attempt()
    assert asked.exercise is not None
    before = asked.exercise.values["before"]
    guess = asked.exercise.answer + Fraction(1, 4)
    assert isinstance(before, int | Fraction)
    assert asked.answer(_typed(guess)).outcome is Outcome.WRONG
    assert asked.answer(_typed(guess - before)).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("guess", "outcome"),
    [
        ("4", Outcome.WRONG),
        ("5", Outcome.RIGHT),
        ("20", Outcome.RIGHT),
        ("25", Outcome.WRONG),
    ],
)
def test_a_guess_is_carried_from_half_to_double_the_right_value(
    guess: str, outcome: Outcome
) -> None:
    asked = _chain("10", "part1 * 3.7")
    assert asked.answer(guess).outcome is Outcome.WRONG
    assert asked.answer(f"{float(guess) * 3.7:.1f}").outcome is outcome


@pytest.mark.parametrize(
    ("formula", "typed", "outcome", "mistake"),
    [
        ("part1 + 5", "6", Outcome.WRONG, "less"),  # on the carried 12: half
        ("part1 + 5.2", "15", Outcome.UNCLEAR, None),  # on the carried 12: more
        ("part1 + 5", "8", Outcome.WRONG, "less"),  # on the carried 12 only
    ],
)
def test_the_right_figures_tell_of_a_wrong_answer_before_the_carried_ones(
    formula: str, typed: str, outcome: Outcome, mistake: str | None
) -> None:
    known = {"less": "part1 - 4", "half": "part1 / 2", "more": "part1 + 3"}
    asked = _attempt(
        {
            "parts": [
                {"ask": "?", "answer": {"formula": "10", "decimals": "1"}},
                {
                    "ask": "?",
                    "answer": {"formula": formula, "decimals": "1"},
                    "mistakes": [{"wrong": w, "formula": f, "say": w} for w, f in known.items()],
                },
            ]
        }
    )
    assert asked.answer("12").outcome is Outcome.WRONG
    verdict = asked.answer(typed)
    assert (verdict.outcome, verdict.mistake) == (outcome, mistake)


def test_a_mistake_of_a_later_part_is_known_on_the_carried_value_too() -> None:
    asked = _attempt()
    assert asked.exercise is not None
    wrong, before = asked.exercise.mistakes["inverse"], asked.exercise.values["before"]
    assert isinstance(before, int | Fraction)
    asked.answer(_typed(wrong))
    verdict = asked.answer(_typed(before - wrong))
    assert (verdict.outcome, verdict.mistake) == (Outcome.WRONG, "signe")
    assert verdict.expected == asked.judged[1].exercise.answer_text("fr")


def test_a_wrong_option_says_why_and_is_logged() -> None:
    asked = _attempt()
    asked.answer(_right(asked))
    asked.answer(_right(asked))
    wrong = "non" if _better(asked) == "oui" else "oui"
    verdict = asked.choose(asked.options.index(wrong))
    assert verdict.outcome is Outcome.WRONG
    assert verdict.text == ("Bas = mieux." if wrong == "non" else None)
    assert asked.answered is not None
    assert asked.answered.mistake == ("echelle" if wrong == "non" else "sens")
    assert asked.solution[0] == _better(asked)
    other = asked.translated("en")
    assert other.verdict is not None
    assert other.verdict.text == ("Low is better." if wrong == "non" else None)
    assert other.answered is not None
    assert other.answered.outcome == "wrong"


def test_an_attempt_goes_on_at_its_part_in_the_other_language() -> None:
    asked = _attempt()
    assert asked.exercise is not None
    asked.answer(_typed(asked.exercise.mistakes["inverse"]))
    other = asked.translated("en")
    assert (other.part, other.closed) == ((2, 3), False)
    assert other.question.endswith("By how much did it change?")
    assert other.verdict is not None
    assert other.verdict.text == "The right way."
    assert asked.judged[0].verdict.text == "À l’endroit."
    other.show()
    assert other.translated("fr").verdict == other.verdict


def test_showing_the_solution_ends_all_parts() -> None:
    asked = _attempt()
    asked.answer(_right(asked))
    asked.show()
    assert (asked.closed, asked.proposal) == (True, Rating.AGAIN)
    assert asked.answered is not None
    assert asked.answered.outcome == "wrong"


def test_each_part_has_its_own_hints() -> None:
    asked = _attempt()
    assert [asked.hint(), asked.hint()] == ["un", "deux"]
    assert list(asked.hints_shown) == ["un", "deux"]
    asked.answer(_right(asked))
    assert list(asked.hints_shown) == []
    # Its author wrote none: the formula, then its set-up.
    assert [asked.hint(), asked.hint()] == list(asked.hints_shown)
    assert asked.hint() is None
    asked.answer(_right(asked))
    assert asked.hint() is None
    _choose(asked, _better(asked))
    assert asked.hints == 4
    assert asked.proposal is Rating.AGAIN  # the second part's last hint is its solution


def test_without_hints_the_formula_comes_first_also_from_behind_a_name() -> None:
    source = {
        "title": "T", "given": {"a": "6", "b": "4"}, "let": {"s": "a / b", "t": "s * 10 + a"},
        "ask": "{a} {b} ?", "answer": {"formula": "t", "unit": "%"},
    }  # fmt: skip
    asked = _attempt(source)
    assert [asked.hint(), asked.hint(), asked.hint()] == ["s × 10 + a", "1,5 × 10 + 6", None]
    assert asked.exercise is not None
    assert asked.exercise.steps("fr") == ("1,5 × 10 + 6 = 21\u00a0%",)


def test_help_at_one_part_makes_the_whole_hard() -> None:
    asked = _attempt()
    asked.hint()
    asked.answer(_right(asked))
    asked.answer(_right(asked))
    _choose(asked, _better(asked))
    assert asked.proposal is Rating.HARD


def test_an_option_is_chosen_and_a_number_typed() -> None:
    asked = _attempt()
    with pytest.raises(TypeError):
        asked.choose(0)
    asked.answer(_right(asked))
    asked.answer(_right(asked))
    with pytest.raises(TypeError):
        asked.answer("oui")


@given(st.integers(0, 2**40))
def test_options_are_shuffled_and_exactly_one_is_right(seed: int) -> None:
    exercise = draw(built("ces", CES), seed).at(2)
    holds = [
        option.right.holds({**exercise.values, "part1": exercise.at(0).exact})
        for option in exercise.part.options  # type: ignore[union-attr]  # the third is a choice
    ]
    assert holds.index(True) == exercise.right_option
    assert sum(holds) == 1


def test_an_ambiguous_choice_is_drawn_again() -> None:
    choose = [{"text": "a", "right": "x > 2"}, {"text": "b", "right": "x < 5"}]
    source = {"given": {"x": "0..7"}, "ask": "?", "choose": choose}
    found = trial_draws(built("d", source), 400)
    assert found.reasons.keys() == {Refusal.NO_SINGLE_CHOICE}
    assert 0.5 < found.share < 0.75
    sole = {**source, "tests": [{"with": {"x": "3"}, "choose": "1"}]}
    (fault,) = failed_tests(built("d", sole))
    assert (fault.path, fault.code) == (("tests", 0), "drill.test-no-single-choice")


def _tested(*parts: Mapping[str, Any]) -> Mapping[str, Any]:
    given = {"low": "20", "middle": "30", "high": "50", "before": "3"}
    return {**CES, "tests": [{"with": given, "parts": list(parts)}]}


def test_tests_expect_something_of_every_part() -> None:
    right = {"answer": "3.6", "mistakes": {"inverse": "2.4"}}, {"answer": "0.6"}, {"choose": "2"}
    assert failed_tests(built("ces", _tested(*right))) == ()
    wrong = {"answer": "3.5", "mistakes": {"inverse": "2.5"}}, {"answer": "0.5"}, {"choose": "1"}
    paths = [fault.path[2:] for fault in failed_tests(built("ces", _tested(*wrong)))]
    assert paths == [
        ("parts", 0, "answer"),
        ("parts", 0, "mistakes", "inverse"),
        ("parts", 1, "answer"),
        ("parts", 2, "choose"),
    ]


def _faults(source: Mapping[str, Any]) -> list[tuple[Any, str]]:
    found = build_template("d", source, LANGUAGES)
    assert not isinstance(found, Template)
    return [(fault.path, fault.code.removeprefix("drill.")) for fault in found]


ASK = {"ask": "?", "answer": {"formula": "1"}}
OPTION = {"text": "a", "right": "true"}


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ({"parts": []}, [(("parts",), "no-parts")]),
        ({"parts": [ASK], "steps": ["x"]}, [(("steps",), "belongs-in-part")]),
        ({"parts": [{"ask": "?"}]}, [(("parts", 0), "field-missing")]),
        (
            {"parts": [{"ask": "?", "answer": {"formula": "part1"}}]},
            [(("parts", 0, "answer", "formula"), "unknown-name")],
        ),
        ({"ask": "?", "choose": [OPTION]}, [(("choose",), "few-options")]),
        (
            {**ASK, "choose": [OPTION, OPTION]},
            [(("answer",), "not-with-choose")],
        ),
        (
            {"ask": "?", "choose": [{**OPTION, "wrong": "w"}, {"text": "b", "wrong": "w"}]},
            [(("choose", 1, "wrong"), "mistake-twice")],
        ),
        (
            {**ASK, "mistakes": [{"wrong": "w", "formula": "2", "say": "s", "step": "1"}]},
            [(("mistakes", 0, "step"), "no-steps")],
        ),
        (
            {"ask": "?", "choose": [OPTION, {"text": "b"}], "tests": [{"with": {}, "choose": "3"}]},
            [(("tests", 0, "choose"), "test-option")],
        ),
        (
            {"parts": [ASK], "tests": [{"with": {}, "parts": [{}, {}]}]},
            [(("tests", 0, "parts"), "test-parts")],
        ),
    ],
)
def test_a_fault_of_a_part_is_told_at_its_place(
    source: Mapping[str, Any], faults: list[tuple[Any, str]]
) -> None:
    assert _faults(source) == faults


def test_a_lone_choice_is_a_drill_too() -> None:
    source = {"ask": "?", "choose": [{"text": "{x}", "right": "true"}, {"text": "b"}]}
    asked = _attempt({**source, "given": {"x": "7"}})
    assert (asked.mode, set(asked.options), asked.part) == (Mode.CHOICE, {"7", "b"}, (1, 1))
    assert _choose(asked, "7") is Outcome.RIGHT
    assert asked.proposal is Rating.GOOD
    assert asked.solution == ("7",)


def test_a_later_text_may_show_an_earlier_answer() -> None:
    later = {"ask": "{part1} ?", "answer": {"formula": "part1 * 2", "decimals": "1"}}
    first = {"ask": "?", "answer": {"formula": "5/3", "unit": "€", "decimals": "2"}}
    exercise = instance(built("d", {"parts": [first, later]}), {})
    assert exercise.at(1).ask("fr") == "1,67\u00a0€ ?"
    assert exercise.at(1).exact == Fraction(10, 3)


def test_faults_of_parts_are_faults_of_the_template() -> None:
    found = build_template("d", {"parts": [ASK, {"ask": "{x}"}]}, LANGUAGES)
    assert isinstance(found, tuple)
    assert all(isinstance(fault, Fault) for fault in found)
    assert len(found) == 2


def _chain(first: str, *later: str, **mistakes: str) -> Asked:
    """Parts that ask for these values to one decimal, the first with these mistakes."""
    known = [{"wrong": w, "formula": f, "say": w} for w, f in mistakes.items()]
    parts: list[dict[str, Any]] = [
        {"ask": "?", "answer": {"formula": formula, "decimals": "1"}} for formula in (first, *later)
    ]
    parts[0]["mistakes"] = known
    return _attempt({"parts": parts})


@pytest.mark.parametrize(
    ("right", "typed"), [("1.5", "1.0"), ("60", "100.0"), ("-1.5", "-1.0"), ("170", "100.0")]
)
def test_a_value_that_leaves_nothing_to_calculate_is_not_carried(right: str, typed: str) -> None:
    asked = _chain(right, "part1 * 7.4", near=typed)
    assert asked.answer(typed).mistake == "near"
    assert asked.answer(f"{float(typed) * 7.4:.1f}").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("formula", "typed"),
    [
        ("part1 - 8", "0.0"),  # nothing is left
        ("60 / (part1 - 8)", "0.0"),  # nothing can be calculated
    ],
)
def test_a_value_with_which_a_part_has_no_good_answer_is_not_carried(
    formula: str, typed: str
) -> None:
    asked = _chain("10", formula)
    assert asked.answer("8").outcome is Outcome.WRONG
    assert asked.answer(typed).outcome is Outcome.WRONG


def test_a_carried_value_may_round_from_a_tie() -> None:
    asked = _chain("10", "part1 * 3/20")
    assert asked.answer("11").outcome is Outcome.WRONG
    assert asked.answer("1.7").outcome is Outcome.RIGHT  # 1.65


def test_a_right_answer_is_gone_on_with_as_it_was_rounded() -> None:
    for second in ("270.0", "270.3"):  # 1000 ÷ 3.7037…, 1000 ÷ 3.7
        asked = _chain("100 / 27", "1000 / part1")
        assert asked.answer("3.7").outcome is Outcome.RIGHT
        assert asked.answer(second).outcome is Outcome.RIGHT
        assert asked.proposal is Rating.GOOD
    asked = _chain("100 / 27", "1000 / part1")
    assert asked.answer("3.7").outcome is Outcome.RIGHT
    assert asked.answer("277.8").outcome is Outcome.WRONG  # 1000 ÷ 3.6


def test_what_was_right_on_a_carried_value_is_carried_on() -> None:
    asked = _chain("10", "part1 * 3", "part2 + 5")
    assert asked.answer("12").outcome is Outcome.WRONG
    assert asked.answer("36").outcome is Outcome.RIGHT
    verdict = asked.answer("41")
    assert verdict.outcome is Outcome.RIGHT
    assert verdict.message is not None
    assert verdict.message.code == "drill.carried"


def test_a_mistake_is_carried_exactly_and_as_typed() -> None:
    for typed, later in (("3.7", "366.7"), ("3.7", "370.0")):
        asked = _chain("10", "part1 * 100", third="11/3")
        assert asked.answer(typed).mistake == "third"
        assert asked.answer(later).outcome is Outcome.RIGHT, later
