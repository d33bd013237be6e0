import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.drill.diagnosis import FREE_ONCE
from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import Wanted
from kpitrainer.domain.drill.typed_answer import shown_value
from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.verdict import Outcome, Verdict
from tests.domain.drill.curriculum import EXAMPLES, LANGUAGES, TEMPLATES, built, example, judge

RIGHT, WRONG, UNCLEAR = Outcome.RIGHT, Outcome.WRONG, Outcome.UNCLEAR
THREE_DECIMALS = re.compile(r"[-+−]?[1-9][0-9]{0,2}[.,][0-9]{3}")
names = st.sampled_from(list(TEMPLATES))
languages = st.sampled_from(LANGUAGES)
seeds = st.integers(min_value=0, max_value=2**32)


def _asked(value: str, **answer: str) -> Exercise:
    """An exercise whose exact answer is `value`."""
    template = built("d", {"ask": "?", "answer": {"formula": value, **answer}})
    return instance(template, {})


def _share(value: str, decimals: str = "1") -> Exercise:
    return _asked(value, unit="%", decimals=decimals)


def _told(verdict: Verdict) -> tuple[Outcome, str | None]:
    return verdict.outcome, verdict.message.code.removeprefix("drill.") if verdict.message else None


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_curriculums_answer_is_right(name: str) -> None:
    verdict = judge(example(name), EXAMPLES[name].answer, "fr")
    assert (verdict.outcome, verdict.message, verdict.mistake) == (RIGHT, None, None)


@pytest.mark.parametrize(
    ("name", "wrong", "typed"),
    [
        (name, wrong, typed)
        for name, case in EXAMPLES.items()
        for wrong, typed in case.wrong.items()
    ],
)
def test_the_curriculums_wrong_methods_are_known(name: str, wrong: str, typed: str) -> None:
    verdict = judge(example(name), typed, "fr")
    assert (verdict.outcome, verdict.mistake) == (WRONG, wrong)
    assert verdict.text == f"Non : {wrong}"
    assert verdict.expected == example(name).answer_text("fr")


@given(names, seeds, languages, st.data())
def test_the_right_answer_is_right_in_every_way_of_writing_it(
    name: str, seed: int, language: str, data: st.DataObject
) -> None:
    exercise = draw(TEMPLATES[name], seed)
    asked = exercise.asked.answer
    decimals = asked.decimals + data.draw(st.sampled_from([0, 1, 2, 5]))
    value = data.draw(st.sampled_from([exercise.answer, exercise.exact]))
    typed = write_number(value, language, decimals, signed=data.draw(st.booleans()))
    if decimals == 3 != asked.decimals and THREE_DECIMALS.fullmatch(typed):
        typed = write_number(value, language, 4)  # three decimals could be thousands
    if data.draw(st.booleans()):
        typed = typed.replace("−", "-").replace("\u202f", data.draw(st.sampled_from(["", " "])))
    unit = data.draw(st.sampled_from(["", asked.unit[language], f" {asked.unit[language]}"]))
    verdict = judge(exercise, typed + unit, language)
    assert verdict.outcome is RIGHT, (typed, verdict)


@given(names, seeds, languages)
def test_the_shown_answer_is_right_when_typed(name: str, seed: int, language: str) -> None:
    exercise = draw(TEMPLATES[name], seed)
    shown = exercise.answer_text(language)
    verdict = judge(exercise, shown, language)
    assert verdict.outcome is RIGHT, (shown, verdict)


@given(names, seeds, languages, st.sampled_from([0, 1, 2]))
def test_every_authors_mistake_is_refused_with_its_own_text(
    name: str, seed: int, language: str, finer: int
) -> None:
    exercise = draw(TEMPLATES[name], seed)
    decimals = exercise.asked.answer.decimals + finer
    for wrong, value in exercise.mistakes.items():
        typed = write_number(value, language, decimals).replace("\u202f", "")
        verdict = judge(exercise, typed.replace(",", "" if language == "en" else ","), language)
        if verdict.message and verdict.message.code.startswith("answer."):
            continue
        if verdict.outcome is UNCLEAR:
            assert _told(verdict)[1] == "ratio"
            verdict = judge(exercise, typed, language, clarified=frozenset({"drill.ratio"}))
        others = {
            exercise.mistake_text(other, language)
            for other, near in exercise.mistakes.items()
            if abs(near - value) < Fraction(2, 10**decimals)
        }
        assert verdict.outcome is WRONG
        rounds_to_nothing = value and not any(char in typed for char in "123456789")
        assert verdict.text in others or rounds_to_nothing, (wrong, typed, verdict)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("57,1", (RIGHT, None)),
        ("57,10", (RIGHT, None)),
        ("57,14", (RIGHT, None)),
        ("57,1429", (RIGHT, None)),
        ("57,1 %", (RIGHT, None)),
        ("= 57,1", (RIGHT, None)),
        ("400/7", (RIGHT, None)),
        ("80 ÷ 140 × 100", (RIGHT, None)),
        ("80:140x100 %", (RIGHT, None)),
        ("0,571*100", (RIGHT, None)),
        ("57", (UNCLEAR, "how-precise")),
        ("57,1 €", (UNCLEAR, "wrong-unit")),
        ("99 points", (UNCLEAR, "wrong-unit")),
        ("0,571", (UNCLEAR, "ratio")),
        ("0,57", (UNCLEAR, "ratio")),
        ("0,6", (UNCLEAR, "ratio")),
        ("80/140", (UNCLEAR, "ratio")),
        ("57,2", (WRONG, "rounded-early")),
        ("57,15", (WRONG, "rounded-early")),
        ("57,3", (WRONG, "rounded-early")),
        ("57,4", (WRONG, None)),
        ("57,1428", (WRONG, "truncated")),
        ("−57,1", (WRONG, "sign")),
        ("42,9", (WRONG, "complement")),
        ("571,4", (WRONG, "times-too-large")),
        ("5714", (WRONG, "times-too-large")),
        ("5,7", (WRONG, "times-too-small")),
        ("0,57 %", (WRONG, "times-too-small")),
        ("175,0", (WRONG, "inverted")),
        ("60", (WRONG, None)),
        ("6", (WRONG, None)),
        ("0", (WRONG, None)),
        ("", (UNCLEAR, "answer.number-empty")),
    ],
)
def test_an_answer_is_judged_in_the_formats_order(
    typed: str, told: tuple[Outcome, str | None]
) -> None:
    assert _told(judge(_share("400 / 7"), typed, "fr")) == told


def test_cutting_off_is_told_from_rounding() -> None:
    assert _told(judge(_share("83.77"), "83,7", "fr")) == (WRONG, "truncated")


@pytest.mark.parametrize(
    ("typed", "code", "then"),
    [
        ("57,1 €", "wrong-unit", "wrong-unit"),
        ("175 €", "wrong-unit", "inverted"),
        ("0,571", "ratio", "ratio"),
    ],
)
def test_a_unit_or_ratio_is_asked_again_once(typed: str, code: str, then: str) -> None:
    exercise = _share("400 / 7")
    first = judge(exercise, typed, "fr")
    assert _told(first) == (UNCLEAR, code)
    assert first.message
    assert first.message.code in FREE_ONCE
    again = judge(exercise, typed, "fr", clarified=frozenset({first.message.code}))
    assert _told(again) == (WRONG, then)


def test_a_missing_precision_stays_free() -> None:
    verdict = judge(_share("400 / 7"), "57", "fr", clarified=FREE_ONCE)
    assert _told(verdict) == (UNCLEAR, "how-precise")


def test_the_author_words_a_ratio_or_unit_that_is_a_mistake() -> None:
    mistakes = [{"wrong": "ratio", "formula": "4/7", "say": "Multiplie par 100."}]
    source = {"ask": "?", "answer": {"formula": "400/7", "unit": "%", "decimals": "1"}}
    exercise = instance(built("d", {**source, "mistakes": mistakes}), {})
    first = judge(exercise, "0,571", "fr")
    assert (_told(first), first.text) == ((UNCLEAR, "ratio"), "Multiplie par 100.")
    again = judge(exercise, "0,571", "fr", clarified=frozenset({"drill.ratio"}))
    assert (again.outcome, again.mistake, again.text) == (WRONG, "ratio", "Multiplie par 100.")


def test_general_mistakes_are_silent_where_an_author_speaks() -> None:
    verdict = judge(example("attrition"), "97,0", "fr")
    assert (verdict.mistake, verdict.message) == ("retention", None)


@pytest.mark.parametrize(
    "typed", ["23", "23,0", "23,05", "23,04", "23,0471", "23,04712", "300/13 - 0,03"]
)
def test_a_mistake_is_known_at_its_own_precision(typed: str) -> None:
    mistakes = [{"wrong": "w", "formula": "300/13 - 0.0298", "say": "Non"}]
    source = {"ask": "?", "answer": {"formula": "41", "decimals": "1"}, "mistakes": mistakes}
    exercise = instance(built("d", source), {})
    assert judge(exercise, typed, "fr").mistake == "w"


def test_two_mistakes_that_one_coarse_number_fits_are_not_guessed_at() -> None:
    mistakes = [
        {"wrong": name, "formula": formula, "say": name}
        for name, formula in (("v", "23.1"), ("w", "22.9"))
    ]
    source = {"ask": "?", "answer": {"formula": "41", "decimals": "1"}, "mistakes": mistakes}
    exercise = instance(built("d", source), {})
    assert judge(exercise, "23", "fr").mistake is None
    assert judge(exercise, "22,9", "fr").mistake == "w"


def test_of_two_mistakes_that_fit_the_nearest_is_named() -> None:
    mistakes = [
        {"wrong": name, "formula": formula, "say": name}
        for name, formula in (("v", "23.047"), ("w", "23.052"))
    ]
    source = {"ask": "?", "answer": {"formula": "41", "decimals": "1"}, "mistakes": mistakes}
    exercise = instance(built("d", source), {})
    assert [judge(exercise, typed, "fr").mistake for typed in ("23,04", "23,05")] == ["v", "w"]


@pytest.mark.parametrize(
    ("unit", "typed", "outcome"),
    [
        ("points", "40 pts", RIGHT),
        ("points", "40 %", UNCLEAR),
        ("€", "40 euros", RIGHT),
        ("mois", "40 months", RIGHT),
        ("mois", "40 ans", UNCLEAR),
        ("×", "40 fois", RIGHT),
        ("", "40 clients", RIGHT),
        ("", "40 %", UNCLEAR),
    ],
)
def test_a_unit_may_be_typed_in_either_language(unit: str, typed: str, outcome: Outcome) -> None:
    assert judge(_asked("40", unit=unit), typed, "fr").outcome is outcome


def test_an_authors_unit_is_known_in_both_languages_and_numbers() -> None:
    source = {"ask": "?", "answer": {"formula": "40", "unit": {"fr": "clients", "en": "customers"}}}
    exercise = instance(built("d", source), {})
    assert exercise.answer_text("en") == "40\u00a0customers"
    for typed in ("40 clients", "40 client", "40 customer"):
        assert judge(exercise, typed, "fr").outcome is RIGHT
    assert _told(judge(exercise, "40 jours", "fr")) == (UNCLEAR, "wrong-unit")
    assert _told(judge(_asked("40"), "40 €", "fr")) == (UNCLEAR, "no-unit")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("(110-30)/200*100", 40),
        ("12,5*2", 25),
        ("12.5 x 2", 25),
        ("1 250 / 2", 625),
        ("100 − 3", 97),
        ("2^3", 8),
        ("100-(3+4)", 93),
        ("5 - -3", 8),
        ("40", None),
        ("−5", None),
        ("1,234*2", None),
        ("(1+2", None),
        ("1/0", None),
        ("10^16*1", None),
        ("2 clients / 3", None),
        ("9**9**9", None),
        ("", None),
    ],
)
def test_a_calculation_shows_its_value(typed: str, value: int | None) -> None:
    assert shown_value(typed, Wanted("fr")) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1/0", "divided-by-zero"),
        ("72·8", "calculation-unclear"),
        ("0x28", "calculation-unclear"),
        ("1+" * 200 + "1", "calculation-long"),
        ("(1+2", "formula-unclosed"),
        ("9**9**9", "formula-power"),
        ("9^9^9", "exponent-too-large"),
        ("5 * --3", "formula-signs"),
        ("10^16", "too-large"),
        ("2 clients / 3", "answer.number-several"),
        ("5 + abc(3)", "calculation-unclear"),
        ("max(2, 3)", "answer.number-grouped"),
        ("(" * 60 + "1+1" + ")" * 60, "calculation-unclear"),
        ("(" * 60 + "1" + ")" * 60, "in-brackets"),
        ("3/4 = 5", "calculation-unclear"),
        ("3/4 &", "calculation-unclear"),
        ("12 34 / 2", "answer.number-grouped"),
        ("1,234 * 2", "answer.number-ambiguous"),
    ],
)
def test_an_unreadable_calculation_is_asked_again(typed: str, code: str) -> None:
    outcome, told = _told(judge(_share("40"), typed, "fr"))
    assert (outcome, told) == (UNCLEAR, code)


NONSENSE = ["9" * 10_000, "(" * 10_000, "٣", "1e999", "nan", "inf", "--5", "5..3", "()", "½", "+"]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_is_asked_again(typed: str) -> None:
    verdict = judge(_share("40"), typed, "fr")
    assert verdict.outcome is UNCLEAR
    assert verdict.message


@given(
    names, st.text(max_size=80) | st.text("0123456789+-*/^().,:x %€−÷× ", max_size=40), languages
)
def test_whatever_is_typed_gets_a_verdict(name: str, typed: str, language: str) -> None:
    verdict = judge(example(name), typed, language)
    if verdict.outcome is UNCLEAR:
        assert verdict.message
    assert verdict.outcome in {RIGHT, WRONG, UNCLEAR}


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("200 * 12,5%", "€", 25),
        ("200 × 12.5 %", "", 200 * 12.5),
        ("12.5% * 200", "€", 25),
        ("(12 + 0,5)% * 200", "€", 25),
        ("100% - 12,5%", "%", 87.5),
        ("1 - 12,5%", "%", 87.5),
        ("50% + 20%", "points", 70),
        ("80/140*100%", "%", 80 / 140 * 100),
        ("80/140*100 %", "%", 80 / 140 * 100),
        ("50 + 7,5%", "%", 57.5),
    ],
)
def test_per_cents_count_in_a_calculation(typed: str, unit: str, value: float) -> None:
    assert shown_value(typed, Wanted("fr", unit)) == pytest.approx(Fraction(value))


def test_a_calculation_with_per_cents_is_judged_like_any_other() -> None:
    euros = _asked("25", unit="€")
    assert judge(euros, "200 * 12,5%", "fr").outcome is RIGHT
    assert judge(euros, "12.5% * 200 €", "fr").outcome is RIGHT
    assert judge(_share("87.5"), "100% - 12,5%", "fr").outcome is RIGHT
    assert judge(_share("87.5"), "100 - 12,5 %", "fr").outcome is RIGHT
    assert judge(euros, "2%% * 3", "fr").outcome is UNCLEAR


def _with_mistakes(answer: str, decimals: str, **formulas: str) -> Exercise:
    mistakes = [{"wrong": w, "formula": f, "say": w} for w, f in formulas.items()]
    source = {"ask": "?", "answer": {"formula": answer, "decimals": decimals}}
    return instance(built("d", {**source, "mistakes": mistakes}), {})


@pytest.mark.parametrize(
    ("typed", "decimals", "mistake"),
    [
        ("0", "0", "w"),
        ("-0", "0", "w"),
        ("0,0", "0", "w"),
        ("0", "1", None),
        ("-0,4", "1", "w"),
        ("0 * 5", "0", None),
    ],
)
def test_a_mistake_whose_value_rounds_to_nothing_is_known(
    typed: str, decimals: str, mistake: str | None
) -> None:
    assert judge(_with_mistakes("40", decimals, w="-4/10"), typed, "fr").mistake == mistake


def test_nothing_typed_fits_one_mistake_or_none() -> None:
    assert judge(_with_mistakes("40", "0", v="1/3", w="1/4"), "0", "fr").mistake is None
    assert judge(_with_mistakes("40", "0", v="1/3", w="0"), "0", "fr").mistake == "w"


def test_a_value_still_to_be_rounded_up_is_asked_again() -> None:
    exercise = _with_mistakes("ceil(1000 / 27)", "0", w="ceil(1000 / 65)")
    assert judge(exercise, "38", "fr").outcome is RIGHT
    for typed in ("1000/27", "37,04", "37,037"):
        if typed != "37,037":  # could be thousands
            assert _told(judge(exercise, typed, "fr")) == (UNCLEAR, "round-last")
    assert judge(exercise, "1000/65", "fr").mistake == "w"
    assert judge(exercise, "15,38", "fr").mistake == "w"
    assert judge(exercise, "16", "fr").mistake == "w"
    assert judge(exercise, "37", "fr").outcome is WRONG


def _rounded_steps(**formulas: str) -> Exercise:
    mistakes = [{"wrong": w, "formula": f, "say": w} for w, f in formulas.items()]
    answer = {"formula": "P/n*100 - D/n*100", "unit": "points", "also_accept": "rounded_steps"}
    given = {"P": "1..99", "D": "1..99", "n": "100..999"}
    source = {"given": given, "ask": "?", "answer": answer, "mistakes": mistakes}
    return instance(built("d", source), {"P": 82, "D": 37, "n": 150})


def test_rounding_the_steps_first_is_right_where_its_author_says_so() -> None:
    # 54.67 − 24.67 = 30 exactly; 55 − 25 = 30 as well: another draw tells them apart.
    template = _rounded_steps().template
    exercise = instance(template, {"P": 83, "D": 37, "n": 150})
    assert exercise.exact == Fraction(92, 3)
    assert (exercise.answer, exercise.result.also) == (Fraction(31), Fraction(30))
    assert _told(judge(exercise, "31", "fr")) == (RIGHT, None)
    assert _told(judge(exercise, "30", "fr")) == (RIGHT, "rounded-steps")
    assert judge(exercise, "29", "fr").outcome is WRONG
    assert _told(judge(exercise, "30 €", "fr")) == (UNCLEAR, "wrong-unit")
    assert _rounded_steps().result.also is None


def test_rounded_steps_never_take_a_mistakes_value() -> None:
    template = _rounded_steps(w="P - D - 16").template
    exercise = instance(template, {"P": 83, "D": 37, "n": 150})
    assert exercise.result.also is None
    verdict = judge(exercise, "30", "fr")
    assert (verdict.outcome, verdict.mistake) == (WRONG, "w")


HALF_TYPED = ["(", "(110", "(110-", "(110-30)/", "110 -", "12,5% *", "%", "% %", "1/(2-2)"]
ODD = [
    "1e999",
    "1E16",
    "--5%",
    "5%%",
    "(5%",
    "=",
    "==5",
    "5..3*2",
    "٣*2",
    "1_000",
    "½*2",
    "√",
    "√x",
    "2√",
    "√(4",
    "\x00",
]


@pytest.mark.parametrize("typed", [*HALF_TYPED, *ODD, "1" * 299 + "*1", "%" * 10_000])
@pytest.mark.parametrize("name", ["nps-calcul", "cac"])
def test_what_is_half_typed_or_odd_is_asked_again(name: str, typed: str) -> None:
    verdict = judge(example(name), typed, "fr")
    assert verdict.outcome is UNCLEAR, verdict
    assert verdict.message


@pytest.mark.parametrize(
    "unseen", ["\u200f40", "40\u200b", "\ufeff40", "\u206640\u2069", "80\u200b/2"]
)
def test_what_nobody_sees_does_no_harm(unseen: str) -> None:
    assert judge(_share("40"), unseen, "fr").outcome is RIGHT


def test_a_dot_is_a_product_where_it_can_be_nothing_else() -> None:
    assert judge(_share("40"), "2·5·4", "fr").outcome is RIGHT
    assert judge(_share("40"), "8 · 5", "fr").outcome is RIGHT
