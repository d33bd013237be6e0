"""Texts that differ from the right one and say the same, each with one that does not."""

import pytest

from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.text.vocabulary import NO_WORDS, KnownWords, Vocabulary
from kpitrainer.domain.verdict import Outcome
from tests.words import VOCABULARY


def right(
    typed: str,
    *texts: str,
    language: str = "fr",
    reject: tuple[str, ...] = (),
    vocabulary: Vocabulary = VOCABULARY,
) -> bool:
    verdict = check_text(
        typed,
        texts[0],
        accept=texts[1:],
        reject=reject,
        language=language,
        vocabulary=vocabulary,
    )
    return verdict.outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        pytest.param("taux de décroissance", "taux de croissance", False, id="an-article"),
        pytest.param("total des inscrits", "total des désinscrits", False, id="the-other-way"),
        pytest.param("nombre d inscrits", "nombre d’inscrits", True, id="an-apostrophe-left-out"),
        pytest.param("taux devaluation", "taux d’évaluation", True, id="with-its-space"),
        pytest.param("taux de dévaluation", "taux d’évaluation", False, id="behind-an-article"),
        pytest.param("e mail", "email", True, id="a-word-in-two"),
        pytest.param("emails", "e-mail", True, id="a-hyphen-and-a-plural"),
        pytest.param("N P S", "NPS", True, id="letters"),
        pytest.param("pour cent", "pourcent", True, id="per-cent"),
        pytest.param("en ligne", "enligne", False, id="a-little-word"),
    ],
)
def test_words_are_not_joined_over_little_ones(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected) is same


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        (">= 9", "9 ou plus", True),
        ("≥9", "au moins 9", True),
        ("9+", "9 et plus", True),
        ("> 8", "9 ou plus", True),
        (">9", "9 ou plus", False),
        ("≤ 9", "9 ou plus", False),
        ("<= 6", "6 ou moins", True),
        ("=< 6", "au plus 6", True),
        ("< 7", "6 ou moins", True),
        ("< 6", "6 ou moins", False),
        ("≥ 6", "6 ou moins", False),
        ("6 ou en dessus", "6 ou en dessous", False),
        ("plus de 50 %", "au moins 51 %", False),
        ("> 50 %", "plus de 50 %", True),
        ("0..6", "de 0 à 6", True),
        ("0 → 6", "entre 0 et 6", True),
        ("[0;6]", "0 à 6", True),
        ("[1;6]", "0 à 6", False),
        ("0 et 6", "0 à 6", False),
        ("0;1;2;3;4;5;6", "0 à 6", True),
        ("0;1;2;4;5;6", "0 à 6", False),
        ("zéro à six", "0 à 6", True),
        ("9 à 10", "9 et 10", True),
        ("9 et 10 sur 10", "9 et 10", True),
        ("9 sur 20", "9", False),
        ("1/an", "1 fois par an", True),
        ("2/an", "1 fois par an", False),
        ("1.000 clients", "1 000 clients", True),
        ("1.001 clients", "1 000 clients", False),
        ("-100 pts et +100 pts", "−100 points et +100 points", True),
    ],
)
def test_comparisons_and_ranges_are_read_as_words(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected) is same


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("sorties et entrées", "entrées et sorties", True),
        ("sorties, entrées", "entrées et sorties", True),
        ("sorties et entrées du personnel", "entrées et sorties du personnel", True),
        ("10 et 9", "9 et 10", True),
        ("baisse des ventes et hausse des coûts", "hausse des ventes et baisse des coûts", False),
        ("croissance, formation, qualité", "qualité, formation et croissance", True),
        ("positive attitude", "attitude positive", True),
        ("performance des indicateurs", "indicateurs de performance", False),
        ("articles par commentaire", "commentaires par article", False),
        ("coûts sur ventes", "ventes sur coûts", False),
    ],
)
def test_what_has_no_order_may_come_in_any(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected) is same


@pytest.mark.parametrize(
    ("typed", "texts", "same"),
    [
        ("c’est les objectifs", ["les objectifs"], True),
        ("ce sont nos objectifs", ["les objectifs"], True),
        ("il faut fixer les objectifs", ["les objectifs", "fixer les objectifs"], True),
        ("il ne faut pas fixer les objectifs", ["les objectifs", "fixer les objectifs"], False),
        ("fixer les objectifs", ["les objectifs"], False),
        ("nombre de commandes", ["commandes"], True),
        ("nombre total de commandes", ["commandes"], True),
        ("total commandes par client", ["commandes"], False),
        ("taux des commandes", ["commandes"], True),
        ("nombre commandes", ["commandes"], False),
        ("coût total", ["coût"], False),
        ("nb de commandes", ["nombre de commandes"], True),
        ("programme de fidélité fort", ["un programme fort", "programme de fidélité"], True),
        ("programme de fidelitté fort", ["un programme fort", "programme de fidélité"], False),
        ("arrêter le programme", ["le programme"], False),
        ("évitez les objectifs", ["les objectifs"], False),
        ("éviter les pertes", ["éviter les pertes"], True),
        ("moins de clients", ["les clients", "plus ou moins"], False),
        ("articles par commentaire", ["commentaires", "commentaires par article"], False),
        ("formation croissance", ["formation et croissance"], True),
        ("formation ou croissance", ["formation et croissance"], False),
        ("garder les employés", ["garder les salariés"], True),
    ],
)
def test_who_says_more_is_not_wrong(typed: str, texts: list[str], same: bool) -> None:
    assert right(typed, *texts) is same


@pytest.mark.parametrize(
    ("typed", "texts", "same"),
    [
        ("it’s the objectives", ["the objectives"], True),
        ("to set our objectives", ["set the objectives"], True),
        ("setting objectives", ["set the objectives"], True),
        ("marketing", ["market"], False),
        ("client satisfaction", ["customer satisfaction"], True),
        ("satisfaction of customers", ["customer satisfaction"], True),
        ("customers satisfaction", ["customer’s satisfaction"], True),
        ("customer s satisfaction", ["customer’s satisfaction"], True),
        ("avoid the objectives", ["the objectives"], False),
        ("visits per page", ["pages", "pages per visit"], False),
        ("messages to customers", ["messages from customers"], False),
        ("internal process", ["internal processes"], True),
    ],
)
def test_the_same_in_english(typed: str, texts: list[str], same: bool) -> None:
    assert right(typed, *texts, language="en") is same


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("1. fixer les objectifs", "fixer les objectifs", True),
        ("2) fixer les objectifs", "fixer les objectifs", True),
        ("1 - fixer les objectifs", "fixer les objectifs", True),
        ("1° fixer les objectifs", "fixer les objectifs", True),
        ("1er fixer les objectifs", "fixer les objectifs", True),
        ("a) fixer les objectifs", "fixer les objectifs", True),
        ("étape 1 : fixer les objectifs", "fixer les objectifs", True),
        ("- 9 et 10", "9 et 10", True),
        ("• 9 et 10", "9 et 10", True),
        ("-9 et 10", "9 et 10", False),
        ("1 - 10", "10", False),
        ("3 objectifs", "objectifs", False),
        ("- 10", "−10", True),
        ("1 fois par an", "1 fois par an", True),
    ],
)
def test_a_mark_before_an_answer_is_no_part_of_it(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected) is same


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("Net Promoter Score", "Net Promoter Score (NPS)", True),
        ("Net Promoter Score NPS", "Net Promoter Score (NPS)", True),
        ("NPS", "Net Promoter Score (NPS)", False),
        ("client", "client(s)", True),
        ("clients", "client(s)", True),
        ("client(s)", "clients", True),
        ("les clients", "les client·e·s", True),
        ("client·es", "les clients", True),
        ("hebdomadaire", "hebdomadaire / par semaine", True),
        ("par semaine", "hebdomadaire / par semaine", True),
        ("interne", "interne/externe", False),
        ("kpis", "KPI", True),
        ("KPI", "KPIs", True),
    ],
)
def test_brackets_slashes_and_plurals(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected) is same


FORMULA = "(promoteurs − détracteurs) ÷ réponses × 100"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("(promoteurs - détracteurs) / réponses x 100", Outcome.RIGHT),
        ("(promoteurs-détracteurs)/réponses*100", Outcome.RIGHT),
        ("100 × (promoteurs − détracteurs) ÷ réponses", Outcome.RIGHT),
        ("(promoteurs moins détracteurs) sur réponses fois 100", Outcome.RIGHT),
        ("NPS = (promoteurs - détracteurs) / réponses * 100", Outcome.RIGHT),
        ("((promoteurs - détracteurs)) / réponses * 100", Outcome.RIGHT),
        ("(promoteur - detracteur) / réponse * 100", Outcome.RIGHT),
        ("(promotteurs - détracteurs) / réponses * 100", Outcome.RIGHT),
        ("(promoteurs - détracteurs) / réponses", Outcome.NEAR),
        ("(promoteurs - passifs) / réponses * 100", Outcome.WRONG),
        ("promoteurs - détracteurs / réponses * 100", Outcome.WRONG),
        ("(détracteurs - promoteurs) / réponses * 100", Outcome.WRONG),
        ("(promoteurs + détracteurs) / réponses * 100", Outcome.WRONG),
        ("(promoteurs - détracteurs) / (réponses * 100)", Outcome.WRONG),
        ("(promoteurs - détracteurs) / réponses * 10", Outcome.WRONG),
        ("(promoteurs - détracteurs / réponses * 100", Outcome.WRONG),
    ],
)
def test_a_formula_is_compared_as_one(typed: str, outcome: Outcome) -> None:
    verdict = check_text(typed, FORMULA, language="fr", vocabulary=VOCABULARY)
    assert verdict.outcome is outcome


SALARIES = "suivi annuel des salariés"


def knowing(*words: str) -> Vocabulary:
    return Vocabulary(known=KnownWords.of({"fr": words, "en": words}))


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        pytest.param("suivi du neoscore", "suivi du neocore", False, id="another-word"),
        pytest.param("suivi annuel des salarés", SALARIES, True, id="no-word"),
        pytest.param("suivi annuel des salariées", SALARIES, True, id="a-form"),
        pytest.param("adopter un plan annuel", "adoptée un plan annuel", True, id="another-form"),
        pytest.param("roas", "ROA", False, id="an-acronym-that-ends-in-s"),
    ],
)
def test_a_word_that_the_course_knows_is_no_slip(typed: str, expected: str, same: bool) -> None:
    vocabulary = knowing("les salariées et leur néoscore", "adopter", "le ROAS")
    assert right(typed, expected, vocabulary=vocabulary) is same


def test_without_the_word_it_is_a_slip_unless_the_language_has_it() -> None:
    assert right("suivi du neoscore", "suivi du neocore", vocabulary=NO_WORDS)
    assert not right("suivi annuel des salaires", SALARIES, vocabulary=NO_WORDS)


@pytest.mark.parametrize(
    ("typed", "texts", "outcome"),
    [
        pytest.param(
            "membres inactifs", ["membres actifs", "membres"], Outcome.WRONG, id="the-text-meant"
        ),
        pytest.param(
            "sorties et embauches",
            ["départs et entrées", "embauches et sorties"],
            Outcome.RIGHT,
            id="a-fit-with-another",
        ),
    ],
)
def test_a_clash_counts_with_the_text_that_explains_most(
    typed: str, texts: list[str], outcome: Outcome
) -> None:
    verdict = check_text(typed, texts[0], accept=texts[1:], language="fr", vocabulary=VOCABULARY)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("typed", "refused", "same"),
    [
        pytest.param("plus de 8", "plus de 9", True, id="one-it-clashes-with"),
        pytest.param("plus de 9", "plus de 9", False, id="the-refused-text"),
        pytest.param("en plus de 9", "plus de 9", False, id="with-a-little-word"),
    ],
)
def test_a_refused_text_refuses_what_it_fits(typed: str, refused: str, same: bool) -> None:
    assert right(typed, "9 ou plus", reject=(refused,)) is same


def test_a_refused_text_has_no_order_either() -> None:
    assert not right("NPS, CSAT et CES", "les trois ensemble", reject=("CSAT, CES et NPS",))


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("1 fois par an", "une fois par an", True),
        ("1x/an", "une fois par an", True),
        ("2 fois par an", "une fois par an", False),
        ("1 × 100", "100", False),
        ("pas respectés", "non respectés", True),
        ("qui ne sont pas tenus", "non tenus", True),
        ("qui sont tenus", "non tenus", False),
        ("% de nouveaux clients", "taux de nouveaux clients", True),
        ("1 %", "1", False),
        ("pas planifier", "ne pas planifier", True),
        ("moins cent et plus cent", "moins 100 et plus 100", True),
        ("jusqu’à 6 inclus", "6 ou moins", True),
        ("moins de 7 inclus", "moins de 7", False),
        ("téléfone", "téléphone", True),
        ("suivi des emplyés", "suivi des salariés", True),
        ("par les clients", "clients", True),
        ("multi × mono", "multi et mono", False),
        ("combien de clients", "clients", True),
    ],
)
def test_other_writings_of_the_same(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected) is same


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("1x a year", "once a year", True),
        ("one time per year", "once per year", True),
        ("twice a year", "once a year", False),
        ("2 times a year", "twice a year", True),
        ("no. of orders", "number of orders", True),
        ("no orders", "number of orders", False),
        ("it’s SaaS and IT", "SaaS and IT", True),
        ("how many orders", "orders", True),
        ("loyalty program", "loyalty programme", True),
        ("deadlines that are not met", "deadlines not met", True),
        ("one minus the retention rate", "1 − retention rate", True),
    ],
)
def test_other_writings_of_the_same_in_english(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected, language="en") is same


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("Net Promoter Score (NPS)", "Net Promoter Score", True),
        ("NPS (Net Promoter Score)", "Net Promoter Score", True),
        ("customer satisfaction score (CSAT)", "Customer Satisfaction Score", True),
        ("customer satisfaction score (CES)", "Customer Satisfaction Score", False),
        ("Net Promoter Score (autre)", "Net Promoter Score", False),
    ],
)
def test_initials_beside_what_they_stand_for(typed: str, expected: str, same: bool) -> None:
    assert right(typed, expected, language="en") is same


def test_the_beginning_of_a_formula_is_no_mark() -> None:
    assert right("1 - taux de churn", "taux de churn")
    assert not right("1 - taux de churn", "taux de churn", "1 − taux de rétention")


def test_one_half_twice_is_not_both() -> None:
    assert right("quality and cost", "cost and quality", "quality", language="en")
    assert not right("quality and quality", "cost and quality", "quality", language="en")
