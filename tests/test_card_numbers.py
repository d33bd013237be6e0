"""Every number that a card shows is given by it, a plain fact, or computed again here.

Drills carry their own examples, which `deck check` computes.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest

from kpitrainer.deckfile.lint.card_rules import texts
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from tests.shipped import DECKS

Exact = int | Fraction


class Worked(NamedTuple):
    """Numbers a card gives, and those that follow: as shown, with the exact value of each."""

    given: str
    computed: Mapping[str, Exact]


def part(some: Exact, of: Exact) -> Fraction:
    """A share in per cent."""
    return Fraction(some) / of * 100


WORKED = {
    "nps-echelle": Worked("0 1 7 -10 10", {"11": 10 - 0 + 1}),
    "csat-deux-calculs": Worked(
        # Of 200 answers 12, 18, 40, 90, 40 gave 1, 2, 3, 4, 5.
        "4 5",
        {
            "65": part(90 + 40, 200),
            "3.64": Fraction(12 * 1 + 18 * 2 + 40 * 3 + 90 * 4 + 40 * 5, 200),
            "72.8": part(Fraction("3.64"), 5),
        },
    ),
    "nps-bornes": Worked("0", {"100": part(50, 50) - 0, "-100": 0 - part(50, 50)}),
    # At one end nobody is a detractor; at the other nobody is passive.
    "nps-pas-une-part": Worked("0 55 15 30", {"40": 55 - 15, "70": Fraction(100 + 40, 2)}),
    "nps-repere": Worked("45 50 30", {"3": part(1, 30) // 1}),
    "kcro-nouveaux": Worked("50 60", {"10": 60 - 50}),
    "kcro-negatif": Worked("240000 216000", {"-10.0": part(216000 - 240000, 240000)}),
    "fo-retention": Worked(
        "100 1290 210 1200",
        {"90.0": part(1290 - 210, 1200), "1080": 1290 - 210, "83.7": part(1290 - 210, 1290)},
    ),
    "fo-churn": Worked("100 75 2500", {"3.0": part(75, 2500)}),
    "fo-duree-vie": Worked(
        "1 25 2.5",
        {
            "0.25": Fraction(25, 100),
            "4": 1 / Fraction(25, 100),
            "0.025": Fraction("2.5") / 100,
            "40": 1 / (Fraction("2.5") / 100),
        },
    ),
    "fo-cac": Worked("12000 6000 240", {"75.00": Fraction(12000 + 6000, 240)}),
    "fo-cac-unite": Worked("240 3000", {"8.0": part(240, 3000)}),
    "fo-reachat": Worked("100 306 900", {"34.0": part(306, 900)}),
    "fo-multi": Worked("100 300 700 1", {"30.0": part(300, 300 + 700), "0.43": Fraction(300, 700)}),
    "fo-taux-ratio": Worked("1 700 300", {"2.33": Fraction(700, 300)}),
    "fo-part-plafond": Worked("100 700 300", {"1000": 700 + 300, "70": part(700, 700 + 300)}),
    "fo-part": Worked("100 50 40", {"80": part(40, 50)}),
    "fo-ecart-prix": Worked(
        "22 20 100",
        {"2": 22 - 20, "10": part(22 - 20, 20), "9": part(22 - 20, 22), "110": part(22, 20)},
    ),
    "fo-points": Worked("20 25", {"5": 25 - 20, "25": part(25 - 20, 20), "20": 20}),
    "fo-ratio-part": Worked(
        "1 0.25 100",
        {
            "1.25": 1 + Fraction("0.25"),
            "20": part(Fraction("0.25"), 1 + Fraction("0.25")),
            "25": Fraction("0.25") * 100,
            "75": (1 - Fraction("0.25")) * 100,
            "80": part(1, 1 + Fraction("0.25")),
        },
    ),
    "fo-csat-global": Worked(
        "80 300 60 100",
        {
            "240": Fraction(80 * 300, 100),
            "75": Fraction(80 * 300 + 60 * 100, 300 + 100),
            "70": Fraction(80 + 60, 2),
            "65": Fraction(80 * 100 + 60 * 300, 300 + 100),
        },
    ),
    "fo-ces-versions": Worked(
        "100 1 5 2 7 5.5",
        {
            "4": 5 - 1,
            "6": 7 - 1,
            "75": part(5 - 2, 5 - 1),
        },
    ),
    "fo-taux-reponse": Worked("100 2000 300", {"15": part(300, 2000)}),
    "fo-fcr": Worked("100 150 105", {"70": part(105, 150)}),
    "fo-dmt": Worked("600 60 180 120", {"840": 600 + 60 + 180, "7": Fraction(600 + 60 + 180, 120)}),
    "fo-niveau-service": Worked("100 500 410 20", {"82": part(410, 500)}),
    "fo-marge-erreur": Worked(
        "1.96 95 80 400 1",
        {
            "0.8": Fraction(80, 100),
            "0.2": 1 - Fraction(80, 100),
            "0.4": Fraction(4, 10),  # whose square is 0.8 × 0.2
            "20": 20,  # whose square is 400
            "0.039": Fraction("1.96") * Fraction(4, 10) / 20,
            "3.9": Fraction("1.96") * Fraction(4, 10) / 20 * 100,
        },
    ),
    "fo-marge-moitie": Worked(
        "6 400 3",
        {"1600": 400 * (6 // 3) ** 2, "800": 400 * 2, "600": 400 * 3 // 2, "3200": 400 * 8},
    ),
    "fo-attrition-annuelle": Worked(
        "3 1",
        {
            "97": 100 - 3,
            "0.97": 1 - Fraction(3, 100),
            "0.31": 1 - Fraction(97, 100) ** 12,
            "31": 100 * (1 - Fraction(97, 100) ** 12),
            "36": 12 * 3,
            "69": 100 * Fraction(97, 100) ** 12,
        },
    ),
    "fo-frequence": Worked("1250 500 1", {"2.5": Fraction(1250, 500)}),
    "fo-arpu": Worked("36000 3000", {"12": Fraction(36000, 3000)}),
    "fo-ltv": Worked(
        "30 70 5",
        {
            "21": Fraction(30 * 70, 100),
            "0.05": Fraction(5, 100),
            "420": Fraction(30 * 70, 100) / Fraction(5, 100),
            "20": 1 / Fraction(5, 100),
        },
    ),
    "fo-participation": Worked(
        "100 1480 4000 10000", {"37.0": part(1480, 4000), "14.8": part(1480, 10000)}
    ),
    "fo-panier": Worked(
        "45600 1200 800", {"38.00": Fraction(45600, 1200), "57.00": Fraction(45600, 800)}
    ),
    "fo-ca-client": Worked("38.00 1.5", {"57.00": 38 * Fraction("1.5")}),
    "fo-reclamation": Worked("100 36 1500", {"2.4": part(36, 1500)}),
    "fo-croissance": Worked(
        "100 200 250 80 68",
        {"50": 250 - 200, "25": part(250 - 200, 200), "-15": part(68 - 80, 80)},
    ),
    "fo-conversion": Worked("100 40 800", {"5.0": part(40, 800)}),
    "fo-roi": Worked("100 27000 18000", {"50.0": part(27000 - 18000, 18000)}),
    "fo-roas": Worked("60000 15000", {"4.0": Fraction(60000, 15000), "4": Fraction(60000, 15000)}),
    "fo-seuil": Worked(
        "24 9 36000",
        {
            "15": 24 - 9,
            "62.5": part(24 - 9, 24),
            "0.625": Fraction(24 - 9, 24),
            "57600": 36000 / Fraction(24 - 9, 24),
        },
    ),
    "fo-marge": Worked("100 68000 850000", {"8.0": part(68000, 850000)}),
    "fo-mrr": Worked("50000 6000 1500 800 2200", {"54500": 50000 + 6000 + 1500 - 800 - 2200}),
    "fo-engagement": Worked("100 1260 28000", {"4.5": part(1260, 28000)}),
    "fo-rotation": Worked(
        "70000 50000 480000",
        {
            "60000": Fraction(70000 + 50000, 2),
            "8.0": Fraction(480000, 60000),
        },
    ),
    "fo-personnel": Worked(
        "100 9 11 80",
        {
            "10": Fraction(9 + 11, 2),
            "12.5": part(Fraction(9 + 11, 2), 80),
            "78": 80 + 9 - 11,
            "79": Fraction(80 + 78, 2),
            "13.9": part(11, 79),
        },
    ),
    "fo-cout-unitaire": Worked(
        "9600 1500 400", {"6.40": Fraction(9600, 1500), "3.75": Fraction(1500, 400)}
    ),
    "ma-def": Worked(
        "4 3 1 8 6",
        {
            "56": 4 * 8 + 3 * 6 + 1 * 6,
            "8": 4 + 3 + 1,
            "7.0": Fraction(4 * 8 + 3 * 6 + 1 * 6, 4 + 3 + 1),
        },
    ),
    "ope-visite": Worked("23 45 38", {"1425": 23 * 60 + 45, "37.5": Fraction(23 * 60 + 45, 38)}),
    "biz-seuil-lire": Worked("12000", {"0": 12000 - 12000, "24000": 12000 + 12000}),
    "biz-web-trafic": Worked(
        "500 2000",
        {
            "4": Fraction(2000, 500),
            "0.25": Fraction(500, 2000),
            "1500": 2000 - 500,
            "2500": 2000 + 500,
        },
    ),
    "biz-net": Worked("68000 850000", {"8.0": part(68000, 850000)}),
    "biz-roi-roas": Worked(
        "20 4 100",
        {"400": 100 * 4, "80": 400 * Fraction(20, 100), "-20": part(80 - 100, 100)},
    ),
    "fo-retour": Worked("100 200 1600", {"12.5": part(200, 1600)}),
    "fo-conversion-site": Worked("8000 800 240 100", {"7760": 8000 - 240, "3.0": part(240, 8000)}),
    "fo-nouveaux-clients": Worked("100 2760 240", {"3000": 2760 + 240, "8.0": part(240, 3000)}),
    "fo-entonnoir": Worked("100 8 25", {"0.5": part(8 * 25 * 25, 100 * 100 * 100)}),
    "fo-ponctualite": Worked("100 1200 36", {"1164": 1200 - 36, "97.0": part(1164, 1200)}),
    "fo-defaut": Worked("100 18 2400", {"0.75": part(18, 2400)}),
    "fo-part-de-marche": Worked("100 120 800", {"15.0": part(120, 800)}),
    "fo-notoriete-spontanee": Worked("100 400 90", {"22.5": part(90, 400)}),
    "fo-notoriete-assistee": Worked(
        "100 400 90 170",
        {
            "260": 90 + 170,
            "65.0": part(260, 400),
            "42.5": part(170, 400),
            "22.5": part(90, 400),
            "54.8": part(170, 400 - 90),
        },
    ),
    "fo-ctr": Worked("100 1200 80000", {"1.50": part(1200, 80000)}),
    "fo-cpm": Worked("1000 1800 450000", {"4.00": Fraction(1800, 450)}),
    "fo-cpc": Worked("900 1200", {"0.75": Fraction(900, 1200)}),
    "fo-cpa": Worked("2400 1500 60", {"40": Fraction(2400, 60)}),
    "fo-ouverture": Worked("100 2880 9600", {"30.0": part(2880, 9600)}),
    "fo-roas-equilibre": Worked(
        "40 1 1.0 4.0",
        {
            "0.40": Fraction(40, 100),
            "2.5": 1 / Fraction(40, 100),
            "2.50": 1 / Fraction(40, 100),
            "1.4": 1 + Fraction(40, 100),
        },
    ),
    "fo-ltv-cac": Worked("0.3 1 3 30 900 250", {"3.6": Fraction(900, 250)}),
    "fo-payback": Worked("40 75 360", {"30": 40 * Fraction(75, 100), "12": Fraction(360, 30)}),
    "fo-part-activite": Worked(
        "100 720000 180000 27000",
        {"540000": 720000 - 180000, "25.0": part(180000, 720000)},
    ),
    "fo-marge-activite": Worked("100 27000 180000", {"15.0": part(27000, 180000)}),
    "fo-segment": Worked(
        "100 400000 360000 100000 75000",
        {"10.0": part(400000 - 360000, 400000), "25.0": part(100000 - 75000, 100000)},
    ),
    "fo-taux-marge": Worked("100 40 60", {"20": 60 - 40, "50.0": part(60 - 40, 40)}),
    "fo-taux-marque": Worked(
        "100 40 60",
        {
            "20": 60 - 40,
            "20.0": 60 - 40,
            "33.3": part(60 - 40, 60),
            "50.0": part(60 - 40, 40),
            "66.7": part(40, 60),
        },
    ),
    "fo-coefficient": Worked("40 72", {"1.80": Fraction(72, 40)}),
    "fo-seuil-unites": Worked("24 9 36000", {"2400": Fraction(36000, 24 - 9)}),
    "fo-mrr-annuel": Worked("0 588 12", {"49": Fraction(588, 12)}),
    "fo-churn-mrr": Worked("100 1500 500 50000", {"4.0": part(1500 + 500, 50000)}),
    "fo-nrr": Worked("100 50000 52000", {"104.0": part(52000, 50000)}),
    "fo-duree-stock": Worked("365 8", {"45.6": Fraction(365, 8)}),
    "fo-score-pondere": Worked(
        "8 6 4 40 35 30 100",
        {
            "650": 8 * 40 + 6 * 35 + 4 * 30,
            "105": 40 + 35 + 30,
            "6.19": Fraction(650, 105),
        },
    ),
    "fo-abandon": Worked("100 240 800", {"560": 800 - 240, "70.0": part(560, 800)}),
    "fo-taux-global": Worked(
        "100 180 6000 120 2000",
        {
            "300": 180 + 120,
            "8000": 6000 + 2000,
            "3.75": part(300, 8000),
            "3": part(180, 6000),
            "6": part(120, 2000),
        },
    ),
    "fo-indice-vente": Worked("1000 400", {"2.50": Fraction(1000, 400)}),
    "fo-ht": Worked(
        "1 120 20",
        {
            "1.2": 1 + Fraction(20, 100),
            "100": 120 / Fraction("1.2"),
            "96": 120 * Fraction("0.8"),
            "144": 120 * Fraction("1.2"),
            "24": 120 * Fraction("0.2"),
        },
    ),
    "fo-tcam": Worked(
        "1 100 400 576 2 1.2",
        {
            "1.44": Fraction("1.2") ** 2,
            "20.0": (Fraction("1.2") - 1) * 100,
            "44": part(576 - 400, 400),
            "22": part(576 - 400, 400) / 2,
        },
    ),
    "fo-hausses": Worked(
        "1 100 20",
        {
            "1.2": 1 + Fraction(20, 100),
            "0.8": 1 - Fraction(20, 100),
            "0.96": Fraction("1.2") * Fraction("0.8"),
            "-4.0": (Fraction("0.96") - 1) * 100,
        },
    ),
    "fo-valeur-initiale": Worked(
        "1 25 500",
        {
            "1.25": 1 + Fraction(25, 100),
            "400": 500 / Fraction("1.25"),
            "375": 500 * Fraction("0.75"),
            "475": 500 - 25,
            "625": 500 * Fraction("1.25"),
        },
    ),
    "fo-dso": Worked("365 90000 730000", {"45": Fraction(90000, 730000) * 365}),
}
"""By card: what is computed in it, in any language."""

PLAIN = {
    # Years, scales, bounds, versions, names.
    "bsc-auteurs": "1992",
    "bsc-quatre": "1992 1996",
    "bsc-q-croissance": "1992 1996",
    "smart-objet": "1981",
    "csat-question": "1 5",
    "csat-formule": "1 3 4 5 100",
    "csat-moyen-formule": "1 4 5 12 90",
    "nps-question": "2003",
    "nps-formule": "100",
    "nps-promoteurs": "9 10",
    "nps-passifs": "7 8",
    "nps-detracteurs": "0 6",
    "nps-zero": "0",
    "ces-v1-question": "1 2010",
    "ces-v1-echelle": "0 1 5 7 10",
    "ces-v1-sens": "1 2 2.6 3.1",
    "ces-v1-formule": "1 2 4 5 100",
    "ces-v2-question": "1 2013",
    "ces-v2-echelle": "0 1 4 5 7 10",
    "ces-v2-sens": "1 2 4.6 5.1",
    "ces-v2-formule": "4 5 6 7 100",
    "ces-eleve": "1",
    "out-rebond": "1 2 3 4 6 10 40",
    # A whole is 100 %.
    "cli-complement": "100",
    "ksat-renouvellement": "100",
    "fo-fidelite-sens": "100",
    # Figures of an example from which nothing is computed.
    "kpi-contexte": "5 20",
    "csat-limite": "2 5",
    "fam-productivite": "8",
    "fo-ces-top-box": "1 2 3 4 5 6 7 100",
    "man-comparer": "78",
    "out-finance": "40000",
    # An engaged session; a root.
    "fo-rebond": "2 4 10 100",
    "fo-eoq": "2",
}
"""By card: numbers from which nothing follows."""

CARDS: Mapping[str, Card] = {
    card.key.entry: card
    for deck in DECKS
    for card in reversed(deck.cards)
    if not isinstance(card.content, Drill)
}
LISTS = {name: card.content for name, card in CARDS.items() if isinstance(card.content, ListRecall)}

_GROUPS = {"fr": "[\u00a0\u202f]", "en": ","}
_POINT = {"fr": ",", "en": r"\."}


def _numbers(text: str, language: str) -> list[str]:
    """The numbers in `text` as Python writes them: "1 290,5 %" is "1290.5". V0 and 2C are none."""
    number = (
        rf"(?<![\w.,])−?(?:\d{{1,3}}(?:{_GROUPS[language]}\d{{3}})+|\d+)"
        rf"(?:{_POINT[language]}\d+)?(?!\d|[A-Za-rt-z])"
    )
    return [
        re.sub(_GROUPS[language], "", found[0]).replace("−", "-").replace(",", ".")
        for found in re.finditer(number, text.replace("CES 2.0", "CES"))
    ]


def _shown(card: Card, language: str) -> Iterator[tuple[str, str]]:
    """Each number a card shows, with the key of its text; the count of a list's items aside."""
    shown = [*texts(card), (("mnemonic",), card.mnemonic or {})]
    for path, text in shown:
        if not (isinstance(card.content, ListRecall) and path == ("ask",)):
            for number in _numbers(text.get(language, ""), language):
                yield str(path[0]), number


def _numbers_of(card: Card) -> dict[str, set[str]]:
    return {language: {number for _, number in _shown(card, language)} for language in ("fr", "en")}


def _rounded(value: Exact, decimals: int) -> str:
    exact = Decimal(Fraction(value).numerator) / Fraction(value).denominator
    return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def test_numbers_are_found_as_each_language_writes_them() -> None:
    french = "(1\u00a0290 − 210) ÷ 1\u202f200 = 90,0\u00a0%\u202f; −15,0 de V0 à 2C, +45"
    assert _numbers(french, "fr") == ["1290", "210", "1200", "90.0", "-15.0", "45"]
    english = "(1,290 − 210) ÷ 1,200 = 90.0%; −15.0 from V0 to 2C, 4s and 5s, 23 h 45."
    assert _numbers(english, "en") == ["1290", "210", "1200", "90.0", "-15.0", "4", "5", "23", "45"]


def test_every_card_with_a_number_is_computed_or_declared_plain() -> None:
    bearing = {name for name, card in CARDS.items() if any(_numbers_of(card).values())}
    assert bearing == WORKED.keys() | PLAIN.keys()
    assert not WORKED.keys() & PLAIN.keys()


@pytest.mark.parametrize("name", WORKED)
def test_the_numbers_of_a_card_are_given_or_computed(name: str) -> None:
    worked = WORKED[name]
    expected = {*worked.given.split(), *worked.computed}
    assert _numbers_of(CARDS[name]) == {"fr": expected, "en": expected}
    for shown, value in worked.computed.items():
        assert _rounded(value, len(shown.partition(".")[2])) == shown


@pytest.mark.parametrize("name", PLAIN)
def test_plain_numbers_are_the_same_in_both_languages(name: str) -> None:
    expected = set(PLAIN[name].split())
    assert _numbers_of(CARDS[name]) == {"fr": expected, "en": expected}


@pytest.mark.parametrize("name", LISTS)
def test_the_question_of_a_list_says_how_many_items_there_are(name: str) -> None:
    for language, question in LISTS[name].ask.items():
        assert _numbers(question, language) == [str(len(LISTS[name].items))]


_SUM = r"[\d(][\d.,()+−×÷\s\u00a0\u202f]*[+−×÷][\d.,()+−×÷\s\u00a0\u202f]*[\d)]"
_EQUATION = re.compile(rf"(?<![\w.,])({_SUM})\s?=\s?€?(−?[\d.,\u00a0\u202f]*\d)(\s?%)?")


def _equations() -> Iterator[tuple[str, str, str, str]]:
    for name, card in CARDS.items():
        for _, text in texts(card):
            for language, words in text.items():
                for left, right, percent in _EQUATION.findall(words):
                    # A remark in brackets may begin with a calculation.
                    opened = left.count("(") - left.count(")")
                    yield name, language, left[max(opened, 0) :], right + percent


def _value(sum_: str, language: str) -> Fraction:
    """The value of a calculation with + − × ÷ and brackets, as the language writes it."""
    plain = re.sub(rf"(?<=\d){_GROUPS[language]}(?=\d{{3}})", "", sum_)
    plain = re.sub(r"\d+(?:[.,]\d+)?", lambda n: f"Fraction('{n[0].replace(',', '.')}')", plain)
    for sign, operator in (("−", "-"), ("×", "*"), ("÷", "/")):
        plain = plain.replace(sign, operator)
    return Fraction(eval(plain, {"Fraction": Fraction}))  # noqa: S307 - digits and operators only


@pytest.mark.parametrize(("name", "language", "left", "right"), list(_equations()))
def test_every_equation_holds(name: str, language: str, left: str, right: str) -> None:
    """Whatever stands on both sides of an equals sign in a card's texts, read as it is written."""
    (shown,) = _numbers(right, language)
    value = _value(left, language) * (100 if "%" in right else 1)
    assert _rounded(value, len(shown.partition(".")[2])) == shown, (name, left, right)


def test_equations_are_found() -> None:
    assert len(list(_equations())) >= 35
