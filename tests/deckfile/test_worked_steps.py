"""The lines of a worked solution are computed on drawn numbers, and examples are asked for."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Diagnostic, Severity

HEAD = "deck: d\ntitle: D\nlanguages: [{}]\nlevel: 1\ncards:\n"
DRILL = """\
  - drill: taux
    given: {{n: 50..400 by 10, k: [7, 13, 23, 37]}}
    let: {{reste: n - k, quotient: "round(n / k, 2)"}}
    ask: "{{k}} sur {{n}}"
    answer: {{formula: k / n * 100, unit: "%", decimals: 1}}
    steps: ['{}']
    tests: [{{with: {{n: 200, k: 25}}, answer: 12.5}}]
"""


def found(tmp_path: Path, text: str) -> list[Diagnostic]:
    file = tmp_path / "d.yaml"
    file.write_text(text, "utf-8")
    return list(check_decks([file]))


def of_step(tmp_path: Path, step: str, language: str = "fr") -> list[Diagnostic]:
    return found(tmp_path, HEAD.format(language) + DRILL.format(step))


@pytest.mark.parametrize(
    "step",
    [
        "{k} ÷ {n} × 100 = {answer}",
        "{k} / {n} * 100 ≈ {answer}",
        "Taux : {k} départs ÷ {n} salariés × 100 = {answer}",
        "Part = {k} ÷ {n} × 100 = {answer}",
        "{k} ÷ {n} = {answer}",
        "{n} × {answer} ≈ {k}",
        "{n} - {k} = {reste}, puis {reste} + {k} = {n}",
        "{n} ÷ {k} ≈ {quotient}",
        "100 % − {answer} = 100 % − {k} ÷ {n}",
        "({k} + {n}) × 2 = 2 × {k} + 2 × {n}",
        "{k}² = {k} × {k}",
        "{k} × 1,5 = {k} + {k} ÷ 2",
        "{k} × 1 000 = {k} × 10³",
        # No arithmetic, or none that could be read.
        "moyenne({k}) = {n}",
        "{k} jours = {n} heures",
        "Le taux = {answer}",
        "{k} parmi {n} = {answer}",
        "{k} < {n} = {answer}",
    ],
)
def test_a_line_that_holds_or_says_nothing_is_passed(tmp_path: Path, step: str) -> None:
    assert of_step(tmp_path, step) == []


@pytest.mark.parametrize(
    "step",
    [
        "{k} ÷ 2 ÷ {n} × 100 = {answer}",
        "{n} ÷ {k} × 100 = {answer}",
        "{k} ÷ {n} × 1000 = {answer}",
        "{k} ÷ {answer} × 100 ≈ {n}",
        "{n} + {k} = {reste}",
        "Il reste {n} − {k} = {n}.",
        "{n} − {k} = {reste}, puis {reste} − {k} = {n}",
        "{k} ÷ {n} = {k} ÷ {n} ÷ 2 = {answer}",
        "{n} ÷ {k} ≈ 1,5",
    ],
)
def test_a_line_that_does_not_compute_is_an_error_at_its_place(tmp_path: Path, step: str) -> None:
    (error,) = of_step(tmp_path, step)
    assert (error.code, error.severity) == ("deck.step-differs", Severity.ERROR)
    assert (error.at.line, error.at.column) == (11, 13)
    assert {"left", "right", "found", "values"} <= error.values.keys()


def test_english_figures_are_read_as_english(tmp_path: Path) -> None:
    assert of_step(tmp_path, "{k} × 1,000 = {k} × 10³", "en") == []
    assert of_step(tmp_path, "{k} × 1.5 = {k} + {k} ÷ 2", "en") == []
    assert [each.code for each in of_step(tmp_path, "{k} × 1,000 = {k}", "en")] == [
        "deck.step-differs"
    ]


def test_a_step_that_two_languages_share_is_told_once(tmp_path: Path) -> None:
    (error,) = of_step(tmp_path, "{n} + {k} = {reste}", "fr, en")[:1]
    assert error.code == "deck.step-differs"


def test_what_a_reverse_drill_tells_and_asks_is_known(tmp_path: Path) -> None:
    drill = DRILL.replace("{{k}} sur", "{{answer}} de") + "    solve_for: k\n"
    drill = drill.replace("answer: 12.5", "answer: 25")
    right = HEAD.format("fr") + drill.format("{n} × {answer} ≈ {k}")
    assert found(tmp_path, right) == []
    wrong = HEAD.format("fr") + drill.format("{n} ÷ {answer} ≈ {k}")
    assert [each.code for each in found(tmp_path, wrong)] == ["deck.step-differs"]


def test_a_drill_without_tests_is_warned_of_with_an_example_to_fill_in(tmp_path: Path) -> None:
    text = HEAD.format("fr") + DRILL.format("{k} ÷ {n} × 100 = {answer}")
    (warning,) = found(tmp_path, text.partition("    tests:")[0])
    assert (warning.code, warning.severity, warning.at.line) == (
        "deck.no-tests",
        Severity.WARNING,
        6,
    )
    assert dict(warning.values) == {"example": "n: …, k: …", "expected": "answer: …"}


@pytest.mark.parametrize(
    ("given", "written"),
    [("[2,5, 3,5]", "2,5"), ("[10, 2,5]", "2,5"), ("[2,50, 3]", "2,50")],
)
def test_a_comma_that_made_two_numbers_of_one_is_told(
    tmp_path: Path, given: str, written: str
) -> None:
    drill = f"  - drill: d\n    given: {{x: {given}}}\n    ask: '{{x}}'\n"
    drill += "    answer: {formula: x, decimals: 2}\n    tests: [{with: {x: 1}, answer: 1}]\n"
    (error,) = found(tmp_path, HEAD.format("fr") + drill)
    assert (error.code, error.values["written"]) == ("deck.decimal-comma", written)
    mended = drill.replace(written, str(error.values["meant"])).replace("3,5", "3.5")
    assert found(tmp_path, HEAD.format("fr") + mended) == []


@pytest.mark.parametrize("given", ["[10,20,30]", "[10, 20]", "[10,200, 3]", "[1]"])
def test_commas_between_whole_numbers_are_left_alone(tmp_path: Path, given: str) -> None:
    drill = f"  - drill: d\n    given: {{x: {given}}}\n    ask: '{{x}}'\n"
    drill += "    answer: {formula: x}\n    tests: [{with: {x: 1}, answer: 1}]\n"
    assert found(tmp_path, HEAD.format("fr") + drill) == []


SLIPS = {
    # What is written in the place of `4..40`, the code, and what is proposed
    "[4..40]": ("drill.range-in-list", "4..40"),
    "[4 à 40]": ("drill.range-in-list", "4..40"),
    "{4..40}": ("deck.no-brackets", "4..40"),
    "{min: 4, max: 40}": ("deck.no-brackets", "4..40"),
    "4...40": ("drill.range-spelt", "4..40"),
    "4…40": ("drill.range-spelt", "4..40"),
    "4–40": ("drill.range-spelt", "4..40"),
    "4 à 40": ("drill.range-spelt", "4..40"),
    "entre 4 et 40": ("drill.range-spelt", "4..40"),
    "4;40": ("drill.range-spelt", "4..40"),
    "4..40 (pas 2)": ("drill.range-spelt", "4..40 by 2"),
    "4..40, 2": ("drill.range-spelt", "4..40 by 2"),
    "4..40 by2": ("drill.range-spelt", "4..40 by 2"),
}


@pytest.mark.parametrize(("written", "expected"), SLIPS.items())
def test_a_range_written_otherwise_is_told_with_the_format_s_own(
    tmp_path: Path, written: str, expected: tuple[str, str]
) -> None:
    code, meant = expected
    drill = f"  - drill: d\n    given:\n      x: {written}\n    ask: '{{x}}'\n"
    drill += "    answer: {formula: x}\n    tests: [{with: {x: 1}, answer: 1}]\n"
    (error,) = found(tmp_path, HEAD.format("fr") + drill)
    assert (error.code, error.at.line, error.values["meant"]) == (code, 8, meant)
    assert found(tmp_path, HEAD.format("fr") + drill.replace(f"x: {written}", f"x: {meant}")) == []


def test_a_name_spelt_otherwise_everywhere_is_told_once_at_its_key(tmp_path: Path) -> None:
    text = HEAD.format("fr") + DRILL.format("{k} ÷ {n} × 100 = {answer}").replace("k: [7", "K: [7")
    text = text.replace("k}}", "k}}")
    (error,) = found(
        tmp_path, text.replace("{k}", "{kk}").replace("K:", "kks:").replace(" k", " kk")
    )
    assert (error.code, error.at.line) == ("drill.name-differs", 7)


def test_what_follows_from_a_name_that_cannot_be_one_is_not_told(tmp_path: Path) -> None:
    text = HEAD.format("fr") + DRILL.format("{k} ÷ {n} × 100 = {answer}")
    (error,) = found(tmp_path, text.replace("k: [7", "nombre de k: [7"))
    assert (error.code, error.at.line) == ("drill.name-form", 7)
