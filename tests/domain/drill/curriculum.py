"""Eight drills of the curriculum as plain data, with its examples and wrong methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.drill.diagnosis import judge_answer
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.exercise import CONTEXT, VARIANT, Exercise
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.typed_answer import read_answer
from kpitrainer.domain.formula.arithmetic import Value, Values, whole
from kpitrainer.domain.text.number import Unclear
from kpitrainer.domain.verdict import Outcome, Verdict

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Example:
    """A drill's example: its numbers, right answer and each wrong method's value, in French."""

    given: Values
    answer: str
    wrong: Mapping[str, str]


def _drill(
    given: Mapping[str, Any],
    answer: Mapping[str, str | bool],
    wrong: Mapping[str, str],
    **more: Any,  # noqa: ANN401 - any field of the format
) -> Mapping[str, Any]:
    return {
        "title": "T",
        "given": given,
        "ask": {"fr": "Combien ?", "en": "How much?"},
        "answer": answer,
        "mistakes": [
            {"wrong": name, "formula": formula, "say": {"fr": f"Non : {name}", "en": f"No: {name}"}}
            for name, formula in wrong.items()
        ],
        **more,
    }


_SHARE = {"unit": "%", "decimals": "1"}
_EUROS = {"unit": "€", "decimals": "2"}
SOURCES: Mapping[str, Mapping[str, Any]] = {
    "nps-calcul": _drill(
        {
            "n": ["50", "80", "120", "150", "200", "250", "400", "500"],
            "P": "ceil(n/20)..floor(3*n/4) by 1",
            "D": "ceil(n/20)..n-P by 1",
        },
        {"formula": "(P - D) / n * 100", "unit": "points", "decimals": "0", "signed": True},
        {
            "personnes": "P - D",
            "sans-detracteurs": "P / n * 100",
            "moins-passifs": "(P - passifs - D) / n * 100",
            "passifs-oublies": "(P - D) / (P + D) * 100",
        },
        let={"passifs": "n - P - D"},
        where=["P != D", "passifs > 0"],
        context=[{"fr": "une box", "en": "a broadband box"}, {"fr": "un SaaS", "en": "a SaaS"}],
    ),
    "retention": _drill(
        {
            "S": "200..10000 by 10",
            "perdus": "ceil(S/50)..floor(35*S/100)",
            "N": "ceil(S/50)..floor(2*S/5)",
        },
        {"formula": "(E - N) / S * 100", **_SHARE},
        {
            "avec-nouveaux": "E / S * 100",
            "base-fin": "(E - N) / E * 100",
            "nouveaux-du-debut": "(S - N) / S * 100",
        },
        let={"E": "S - perdus + N"},
        where=["N != perdus"],
    ),
    "attrition": _drill(
        {
            "S": "200..20000 by 10",
            "perdus": "ceil(S/200)..floor(3*S/10)",
            "N": "1..floor(2*S/5)",
        },
        {"formula": "perdus / S * 100", **_SHARE},
        {
            "base-fin": "perdus / E * 100",
            "solde": "(S - E) / S * 100",
            "retention": "100 - perdus / S * 100",
        },
        let={"E": "S - perdus + N"},
        where=["N != perdus"],
    ),
    "cac": _drill(
        {
            "pub": "1000..50000 by 100",
            "vente": "500..30000 by 100",
            "nouveaux": "20..900",
            "total": "3*nouveaux+1..12*nouveaux",
        },
        {"formula": "(pub + vente) / nouveaux", **_EUROS},
        {
            "tous-clients": "(pub + vente) / total",
            "pub-seule": "pub / nouveaux",
            "taux": "nouveaux / total * 100",
            "inverse": "nouveaux / (pub + vente)",
        },
    ),
    "reachat": _drill(
        {
            "connus": "100..5000 by 10",
            "reacheteurs": "ceil(connus/20)..floor(4*connus/5)",
            "commandes": "reacheteurs+1..3*reacheteurs",
            "nouveaux": "1..connus",
        },
        {"formula": "reacheteurs / connus * 100", **_SHARE},
        {
            "commandes": "commandes / connus * 100",
            "nouveaux-compris": "reacheteurs / (connus + nouveaux) * 100",
            "complement": "100 - reacheteurs / connus * 100",
        },
    ),
    "panier-moyen": _drill(
        {
            "CA": "2000..200000 by 10",
            "commandes": "50..4000",
            "clients": "ceil(commandes/3)..commandes-1",
            "articles": "commandes+1..4*commandes",
        },
        {"formula": "CA / commandes", **_EUROS},
        {"par-client": "CA / clients", "par-article": "CA / articles", "inverse": "commandes / CA"},
    ),
    "evolution": _drill(
        {"V0": "1000..300000 by 1000", "taux": "-60..150"},
        {"formula": "(V1 - V0) / V0 * 100", "signed": True, **_SHARE},
        {
            "base-arrivee": "(V1 - V0) / V1 * 100",
            "indice": "V1 / V0 * 100",
            "ecart": "V1 - V0",
        },
        let={"V1": "V0 + V0 * taux / 100"},
        where=["taux != 0"],
    ),
    "roi": _drill(
        {
            "cout": "1000..80000 by 500",
            "marge": "ceil(3*cout/10)..3*cout",
            "ventes": "cout+1..3*cout",
        },
        {"formula": "(marge - cout) / cout * 100", "signed": True, **_SHARE},
        {
            "sans-cout": "marge / cout * 100",
            "base-marge": "(marge - cout) / marge * 100",
            "ca-sans-marge": "(CA - cout) / cout * 100",
            "ratio-retire": "CA - CA / ventes",
        },
        let={"CA": "marge + ventes"},
        where=["marge != cout"],
    ),
}
EXAMPLES: Mapping[str, Example] = {
    "nps-calcul": Example(
        {"n": 200, "P": 110, "D": 30},
        "+40",
        {
            "personnes": "80",
            "sans-detracteurs": "55",
            "moins-passifs": "10",
            "passifs-oublies": "57",
        },
    ),
    "retention": Example(
        {"S": 1200, "perdus": 120, "N": 210},
        "90,0",
        {"avec-nouveaux": "107,5", "base-fin": "83,7", "nouveaux-du-debut": "82,5"},
    ),
    "attrition": Example(
        {"S": 2500, "perdus": 75, "N": 175},
        "3,0",
        {"base-fin": "2,9", "solde": "−4,0", "retention": "97,0"},
    ),
    "cac": Example(
        {"pub": 12000, "vente": 6000, "nouveaux": 240, "total": 3000},
        "75,00",
        {"tous-clients": "6,00", "pub-seule": "50,00", "taux": "8,00", "inverse": "0,01"},
    ),
    "reachat": Example(
        {"connus": 900, "reacheteurs": 306, "commandes": 520, "nouveaux": 150},
        "34,0",
        {"commandes": "57,8", "nouveaux-compris": "29,1", "complement": "66,0"},
    ),
    "panier-moyen": Example(
        {"CA": 45600, "commandes": 1200, "clients": 800, "articles": 3000},
        "38,00",
        {"par-client": "57,00", "par-article": "15,20", "inverse": "0,03"},
    ),
    "evolution": Example(
        {"V0": 240000, "taux": 15},
        "+15,0",
        {"base-arrivee": "13,0", "indice": "115,0", "ecart": "36 000"},
    ),
    "roi": Example(
        {"cout": 18000, "marge": 27000, "ventes": 33000},
        "+50,0",
        {
            "sans-cout": "150,0",
            "base-marge": "33,3",
            "ca-sans-marge": "233,3",
            "ratio-retire": "59 998,2",
        },
    ),
}


def built(name: str, source: Mapping[str, Any]) -> Template:
    """The template of a faultless source."""
    template = build_template(name, source, LANGUAGES)
    assert isinstance(template, Template), template
    return template


TEMPLATES = {name: built(name, source) for name, source in SOURCES.items()}


def example(name: str) -> Exercise:
    """The curriculum's own numbers."""
    return instance(TEMPLATES[name], EXAMPLES[name].given)


def asked(template: Template) -> NumberPart:
    """The template's first part, which asks for a number."""
    part = template.parts[0]
    assert isinstance(part, NumberPart)
    return part


def redraw(template: Template, exercise: Exercise) -> Exercise:
    """The exercise again, made of nothing but what the log keeps of it."""
    logged = dict(exercise.logged())
    form = next(form for form in template.forms if form.variant == logged.get(VARIANT, ""))
    again = instance(form, {name: _read(logged[name]) for name in form.given})
    return replace(again, context=int(logged[CONTEXT]), seed=exercise.seed)


def _read(text: str) -> Value:
    if ";" in text:
        return tuple(whole(Fraction(each)) for each in text.split(";")[:-1])
    return whole(Fraction(text))


def judge(
    exercise: Exercise,
    typed: str,
    language: str,
    *,
    clarified: frozenset[str] = frozenset(),
    carried: Sequence[Exercise] = (),
) -> Verdict:
    """How what was typed stands at the exercise's part: read first, then judged."""
    language = exercise.template.language(language)
    answer = read_answer(typed, wanted_number(exercise, language))
    if isinstance(answer, Unclear):
        return Verdict(Outcome.UNCLEAR, message=answer.message)
    return judge_answer(exercise, answer, language, clarified=clarified, carried=carried)
