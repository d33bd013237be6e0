"""Numbers in every form people write them, against a table of what each form means.

The table and its arithmetic know nothing of the reader: a number is put together from its digits,
so what it is stands before anything is read.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.diagnosis import FREE_ONCE
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.test_typed_numbers import asked, outcome

LANGUAGES = ("fr", "en")


class Form(NamedTuple):
    """How a number is written, from its digits before and after the mark (at least one each)."""

    name: str
    write: Callable[[str, str], str]
    clear: bool = True


def _groups(whole: str, mark: str) -> str:
    first = len(whole) % 3 or 3
    return mark.join([whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))])


DECIMALS = [
    Form("comma", lambda whole, part: f"{whole},{part}"),
    Form("point", lambda whole, part: f"{whole}.{part}"),
    Form("spaces, comma", lambda whole, part: f"{_groups(whole, ' ')},{part}"),
    Form("narrow spaces", lambda whole, part: f"{_groups(whole, chr(0x202F))},{part}"),
    Form("spaces, point", lambda whole, part: f"{_groups(whole, chr(0xA0))}.{part}"),
    Form("apostrophes", lambda whole, part: f"{_groups(whole, chr(0x2019))}.{part}"),
    Form("English", lambda whole, part: f"{_groups(whole, ',')}.{part}"),
    Form("German", lambda whole, part: f"{_groups(whole, '.')},{part}"),
    Form("calculator", lambda whole, part: f"{whole[0]}.{whole[1:]}{part}e{len(whole) - 1}"),
    Form("CALCULATOR", lambda whole, part: f"{whole[0]},{whole[1:]}{part}E+0{len(whole) - 1}"),
    Form("brackets", lambda whole, part: f"({whole},{part})", clear=False),
    Form("divided", lambda whole, part: f"{whole}{part} / {10 ** len(part)}"),
    Form("times", lambda whole, part: f"{whole}{part} x 10^-{len(part)}"),
    Form("raised", lambda whole, part: f"{whole}{part} × 10⁻{'⁰¹²³⁴⁵'[len(part)]}"),
    Form("dot", lambda whole, part: f"{whole}{part}·10^-{len(part)}", clear=False),
]
"""Forms of one number."""

AROUND = [
    "{}", " {} ", "{}.", "{},", "= {}", "+{}", "{} \N{RIGHT-TO-LEFT MARK}", "\ufeff{}",
]  # fmt: skip
"""What may stand around a number and changes nothing."""

MINUSES = "-−–‑‐‒－﹣"

UNITS = {
    "": [""],
    "%": ["", " %", "%", " pour cent", " pct"],
    "€": ["", " €", "€", " euros", " EUR", " € HT", " € par client"],
    "points": ["", " points", " pts", " pp", " points de pourcentage", " percentage points"],
    "m²": ["", " m²", "m²", " m2", " M²"],
    "employés": ["", " employés", " employes", " Employé"],
}
"""Ways to write each unit, which change nothing."""

OTHERS = [
    "k", " k", " K", " M", " mille", " million", " millions", " Md", " milliards", " thousand",
    " bn", " k€", " M€", " ‰", " points de base", " bps", " milliers", " dozen", " points de moins",
]  # fmt: skip
"""What makes another number of it, and so is asked about where it is not asked for."""

digits = st.text("0123456789", min_size=1, max_size=5)
wholes = digits.map(lambda text: "1" + text) | st.sampled_from("123456789")
numbers = st.tuples(wholes, digits)
units = st.sampled_from([(unit, written) for unit, ways in UNITS.items() for written in ways])
languages = st.sampled_from(LANGUAGES)


def _told(typed: str, answer: Fraction, unit: str, decimals: int, language: str) -> Outcome:
    """The verdict on what is typed first where `answer` is asked for."""
    # In one figure where six decimals suffice, so that the set-up shows no others.
    short = answer * 10**6
    formula = f"{float(answer):.6f}" if short.denominator == 1 else str(answer)
    return outcome(asked(formula, unit, decimals), typed, language)


@settings(deadline=None, max_examples=300)
@given(numbers, st.sampled_from(DECIMALS), st.sampled_from(AROUND), units, languages)
def test_a_number_is_the_same_in_every_form(
    number: tuple[str, str], form: Form, around: str, unit: tuple[str, str], language: str
) -> None:
    whole, part = number
    typed = around.format(form.write(whole, part) + unit[1])
    found = _told(typed, Fraction(f"{whole}.{part}"), unit[0], len(part), language)
    assert found is not Outcome.WRONG, typed
    # With three decimals in the other language's way it may be thousands.
    assert found is Outcome.RIGHT or len(part) == 3 or not form.clear, typed


@settings(deadline=None)
@given(wholes, digits, st.sampled_from(MINUSES), st.sampled_from(["{}{}", "{} {}"]), languages)
def test_every_minus_is_one(whole: str, part: str, minus: str, form: str, language: str) -> None:
    value = -Fraction(f"{whole}.{part}")
    typed = form.format(minus, f"{whole},{part}0")
    assert _told(typed, value, "points", len(part), language) is not Outcome.WRONG
    assert _told(typed, value + 5, "points", len(part), language) is not Outcome.RIGHT


@settings(deadline=None)
@given(wholes, st.sampled_from(",."), st.sampled_from([0, 1, 2, 3, 4]), languages)
def test_two_readings_are_never_guessed(
    whole: str, mark: str, decimals: int, language: str
) -> None:
    small = Fraction(whole[:3].ljust(1, "1") + ".125")
    typed = f"{whole[:3]}{mark}125"
    own = {"fr": {",": small}, "en": {",": 1000 * small, ".": small}}[language].get(mark)
    decided = (
        own is not None and (decimals == 0) == (own == 1000 * small) and decimals not in (1, 2)
    )
    for value in (small, 1000 * small):
        found = _told(typed, value, "", decimals, language)
        if not decided:
            assert found is Outcome.UNCLEAR, (typed, value)
        elif value == own:
            assert found is Outcome.RIGHT, (typed, value)


@settings(deadline=None)
@given(
    wholes, st.sampled_from(OTHERS), st.sampled_from(["", "€", "clients", "%", "points"]), languages
)
def test_what_makes_another_number_is_never_dropped(
    whole: str, other: str, unit: str, language: str
) -> None:
    verdict = _told(whole + other, Fraction(whole), unit, 0, language)
    assert verdict is Outcome.UNCLEAR, whole + other


@settings(deadline=None)
@given(wholes, digits, st.sampled_from(["({})", "( {} )", "({} %)", "({}) %", "(({}))"]), languages)
def test_brackets_are_never_judged(whole: str, part: str, form: str, language: str) -> None:
    value = Fraction(f"{whole}.{part}")
    for answer in (value, -value):
        typed = form.format(f"{whole}.{part}")
        assert _told(typed, answer, "%", len(part), language) is Outcome.UNCLEAR


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), languages)
def test_a_clock_is_never_judged_by_its_division(
    minutes: int, seconds: int, hundredths: int, language: str
) -> None:
    value = minutes + Fraction(seconds, 60)
    for typed in (f"{minutes}:{seconds:02}", f"0:{minutes % 60:02}:{seconds:02}"):
        assert _told(typed, value, "min", 1, language) is Outcome.UNCLEAR
        assert _told(typed, value + hundredths, "min", 1, language) is Outcome.UNCLEAR


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999), st.data(), languages)
def test_a_difference_of_shares_is_the_difference(
    for_it: int, against: int, total: int, data: st.DataObject, language: str
) -> None:
    value = Fraction(for_it - against, total) * 100
    form = data.draw(
        st.sampled_from(
            [
                "{0}/{2}*100 % - {1}/{2}*100 %",
                "{0}/{2}*100 - {1}/{2}*100",
                "({0} − {1}) ÷ {2} × 100 points",
                "({0} - {1}) : {2} x 100",
                "100 % * {0}/{2} - 100 % * {1}/{2}",
            ]
        )
    )
    typed = form.format(for_it, against, total)
    if form.startswith("100 %"):
        assert _told(typed, value, "points", 2, language) is not Outcome.WRONG, typed
    else:
        assert _told(typed, value, "points", 2, language) is Outcome.RIGHT, typed


@settings(deadline=None)
@given(st.integers(2, 99), st.integers(2, 9), st.integers(2, 5), languages)
def test_powers_and_roots_are_what_they_are(
    base: int, power: int, root: int, language: str
) -> None:
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(power))
    for typed in (f"{base}{raised}", f"({base}){raised}", f"{base}^{power}", f"{base} ^ ({power})"):
        expected = Outcome.RIGHT if base**power < 10**15 else Outcome.UNCLEAR
        assert _told(typed, Fraction(base**power), "", 0, language) is expected, typed
    whole = Fraction(base)
    for typed in (
        f"root({base**root}; {root})",
        f"root({base**root}, {root})",
        f"({base**root})^(1/{root})",
        f"{base**root}^(1 ÷ {root})",
    ):
        assert _told(typed, whole, "", 0, language) is Outcome.RIGHT, typed


CHARACTERS = (
    "0123456789 ,.'’+-−–×x·*/÷:^²³⁻%‰€$()½;|eEkM\u202f\u00a0 root pts min m² clients 1,234.5"
)


@settings(deadline=None, max_examples=300)
@given(
    st.text(CHARACTERS, max_size=40) | st.text(max_size=60), st.sampled_from(list(UNITS)), languages
)
def test_whatever_is_typed_is_judged_or_asked_again(typed: str, unit: str, language: str) -> None:
    calculation = Calculation(asked("1234.5", unit, 1, "{n} ; {k}", n="1055", k="1.055"))
    verdict, after = calculation.answer(typed, language)
    assert (verdict.outcome is Outcome.UNCLEAR) == (not after.done)
    if verdict.outcome is Outcome.UNCLEAR:
        assert verdict.message is not None
        again = after.clarified - calculation.clarified
        assert again <= FREE_ONCE
    if not any(char.isdigit() for char in typed):
        assert verdict.outcome is Outcome.UNCLEAR


@pytest.mark.parametrize(
    "typed", ["(" * 5_000, "9^" * 5_000, "m²" * 5_000, "1:" * 5_000, "%" * 9_999]
)
def test_what_is_far_too_long_is_asked_again(typed: str) -> None:
    for unit in UNITS:
        assert outcome(asked(5, unit), typed) is Outcome.UNCLEAR
