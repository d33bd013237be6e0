import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.text.text_match import LONGEST, check_text
from kpitrainer.domain.verdict import Outcome, Verdict
from kpitrainer.i18n import Translator
from tests.words import VOCABULARY

RIGHT, NEAR, WRONG, UNCLEAR = Outcome.RIGHT, Outcome.NEAR, Outcome.WRONG, Outcome.UNCLEAR


def check(typed: str, expected: str, language: str = "fr") -> Verdict:
    return check_text(typed, expected, language=language, vocabulary=VOCABULARY)


def code(verdict: Verdict) -> str | None:
    """The end of the message's code, after checking that it has words in both languages."""
    if verdict.message is None:
        return None
    for language in ("fr", "en"):
        words = Translator(language).say(verdict.message.code, verdict.message.values)
        assert words != verdict.message.code
        assert "{" not in words
    return verdict.message.code.removeprefix("answer.")


def marked(typed: str, verdict: Verdict) -> list[str]:
    return [typed[start:end] for start, end in verdict.marks]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("les indicateurs", "les indicateurs"),
        ("LES INDICATEURS", "les indicateurs"),
        ("indicateur", "les indicateurs"),
        ("un indicateur", "l’indicateur"),
        ("l'indicateur", "l’indicateur"),
        ("lindicateur", "l’indicateur"),
        ("taux rétention", "taux de rétention"),
        ("retention", "la rétention"),
        ("oeuvre", "une œuvre"),
        ("curriculum vitæ", "curriculum vitae"),
        ("bouche a oreille", "bouche-à-oreille"),
        ("bouche‑à‑oreille", "bouche-à-oreille"),
        ("boucheàoreille", "bouche-à-oreille"),
        ("corriger ; renforcer", "Corriger, renforcer."),
        ("Formation & croissance", "formation et croissance"),
        ("répondre à des actionnaires", "répondre aux actionnaires"),
        ("9 et 10", "9 et 10"),
        ("neuf et dix", "9 et 10"),
        ("cinq étapes", "5 étapes"),
        ("0-6", "0 à 6"),
        ("de 0 à 6", "0 à 6"),
        ("1000 clients", "1\u202f000 clients"),
        ("12.5", "12,5"),
        ("-10 et +100", "−10 et +100"),
        ("- 10 et + 100", "−10 et +100"),
        ("100%", "100\u00a0%"),
        ("100 pour cent", "100 %"),
        ("12 euros", "12 €"),
        ("promoteurs - détracteurs", "promoteurs − détracteurs"),
        ("nps", "NPS"),
        ("N.P.S.", "NPS"),
        ("kpi", "KPIs"),
        ("roas", "ROAS"),
        ("Kaplan & Norton", "Kaplan et Norton"),
    ],
)
def test_what_says_the_same_is_right_without_a_remark(typed: str, expected: str) -> None:
    assert check(typed, expected) == Verdict(RIGHT, expected=expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("the measure", "measures"),
        ("customers needs", "customer’s needs"),
        ("organization", "organisation"),
        ("center", "centre"),
        ("priority", "priorities"),
        ("email", "e-mail"),
        ("don't plan", "do not plan"),
        ("dont plan", "do not plan"),
        ("cannot plan", "can’t plan"),
        ("1234 customers", "1,234 customers"),
        ("nine & ten", "9 and 10"),
        ("0–6", "0 to 6"),
        ("40 per cent", "40%"),
    ],
)
def test_the_same_in_english(typed: str, expected: str) -> None:
    assert check(typed, expected, "en") == Verdict(RIGHT, expected=expected)


@pytest.mark.parametrize(
    ("typed", "expected", "marks"),
    [
        ("idnicateurs", "indicateurs", ["dn"]),
        ("nidicateurs", "indicateurs", ["ni"]),
        ("indicteurs", "les indicateurs", ["t"]),
        ("inndicateurs", "indicateurs", ["n"]),
        ("ilustrer", "illustrer", ["u"]),
        ("pbjectifs", "les objectifs", ["p"]),
        ("les intevalles de mesuer", "les intervalles de mesure", ["v", "er"]),
        ("réténttion", "rétention", ["t"]),
    ],
)
def test_small_slips_are_right_and_marked(typed: str, expected: str, marks: list[str]) -> None:
    verdict = check(typed, expected)
    assert (verdict.outcome, code(verdict), verdict.expected) == (RIGHT, "spelling", expected)
    assert marked(typed, verdict) == marks


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("clients bas", RIGHT),
        ("clients bus", NEAR),  # up to 3 letters: no slip
        ("cleints bas", RIGHT),  # up to 7: one, and a swap is one
        ("cleintz bas", NEAR),
        ("lcients bas", RIGHT),
        ("tlients bas", NEAR),  # the first letter only in a longer word
    ],
)
def test_slips_are_counted_word_by_word(typed: str, outcome: Outcome) -> None:
    rest = " et investissements commerciaux durables"
    assert check(typed + rest, "clients bas" + rest).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("objetcisf", RIGHT), ("pbjectifs", RIGHT), ("pbjetcifs", NEAR), ("obejtcisf", NEAR)],
)
def test_a_long_word_may_have_two_slips(typed: str, outcome: Outcome) -> None:
    rest = " et investissements commerciaux durables"
    assert check(typed + rest, "objectifs" + rest).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "expected", "outcome"),
    [
        ("prix", "prix", RIGHT),
        ("prux", "prix", RIGHT),  # 4 letters: one slip
        ("prxu", "prix", NEAR),
        ("sefvice", "service", RIGHT),  # 7 letters: one slip
        ("sefvixe", "service", NEAR),
        ("obkectic", "objectif", RIGHT),  # 8 letters: two slips
        ("obkevtic", "objectif", NEAR),
    ],
)
def test_longer_words_bear_more_slips(typed: str, expected: str, outcome: Outcome) -> None:
    rest = " et investissements commerciaux durables"
    assert check(typed + rest, expected + rest).outcome is outcome


@pytest.mark.parametrize(
    ("missing", "of", "outcome"), [(1, 3, NEAR), (2, 4, WRONG), (2, 6, NEAR), (3, 6, WRONG)]
)
def test_up_to_a_third_of_the_words_may_be_missing(missing: int, of: int, outcome: Outcome) -> None:
    words = ["objectifs", "indicateurs", "salariés", "clients", "marchés", "délais"][:of]
    assert check(" ".join(words[missing:]), " ".join(words)).outcome is outcome


@pytest.mark.parametrize(
    ("typed", "expected", "why"),
    [
        ("service", "service client", "near-missing"),
        ("actionnaires", "répondre aux actionnaires", "near-missing"),
        ("5", "5 étapes", "near-missing"),
        ("étapes", "5 étapes", "near-missing"),
        ("100", "100 %", "near-missing"),
        ("taux de rétention client", "taux de rétention", "near-extra"),
        ("taux client de rétention", "taux net de rétention", "near-differs"),
        ("rétention des taux", "taux de rétention", "near-order"),
        ("page par visites", "visites par page", "near-order"),
        ("mesire", "mesure", "near-spelling"),
        ("prx", "prix", "near-spelling"),
        ("imdicatteurz", "indicateurs", "near-spelling"),
        ("attention", "intention", "near-other"),
        ("attention", "rétention", "near-other"),
        ("rentrée", "entrée", "near-other"),
        ("coûts", "goûts", "near-other"),
        ("conversation", "conversion", "near-other"),
        ("profit", "profil", "near-other"),
        ("taux de conversation", "taux de conversion", "near-other"),
    ],
)
def test_near_misses_are_the_learners_to_judge(typed: str, expected: str, why: str) -> None:
    verdict = check(typed, expected)
    assert (verdict.outcome, code(verdict)) == (NEAR, why)


@pytest.mark.parametrize(
    ("typed", "expected", "why"),
    [
        ("−100 et +100", "−10 et +100", "number-differs"),
        ("10 et +100", "−10 et +100", "number-differs"),
        ("8 et 10", "9 et 10", "number-differs"),
        ("9", "9 et 10", None),
        ("6 étapes", "5 étapes", "number-differs"),
        ("planifier", "ne pas planifier", "negation"),
        ("ne pas planifier", "planifier", "negation"),
        ("ne jamais planifier", "ne pas planifier", "negation"),
        ("avec effort, sans enthousiasme", "avec effort, avec enthousiasme", "negation"),
        ("non satisfait", "satisfait", "negation"),
        ("membres inactifs", "membres actifs", "opposite"),
        ("membres actifs", "membres inactifs", "opposite"),
        ("membres inatifs", "membres actifs", "opposite"),
        ("satisfaction", "insatisfaction", "opposite"),
        ("insatisfaction", "satisfaction", "opposite"),
        ("désabonnement", "abonnement", "opposite"),
        ("irrégulier", "régulier", "opposite"),
        ("nonconforme", "conforme", "opposite"),
        ("intrants", "extrants", "opposite"),
        ("taux d’attrition", "taux de rétention", "opposite"),
        ("moins de promoteurs", "plus de promoteurs", "opposite"),
        ("hausse des prix", "baisse des prix", "opposite"),
        ("bénéfice brut", "bénéfice net", "opposite"),
        ("coûts fixes", "coûts variables", "opposite"),
        ("promoteurs + détracteurs", "promoteurs − détracteurs", "formula-differs"),
        ("détracteurs − promoteurs", "promoteurs − détracteurs", "formula-differs"),
        ("nsp", "NPS", "acronym"),
        ("ROA", "ROAS", "acronym"),
        ("score CSAT", "score NPS", "acronym"),
        ("perspective client", "perspective financière", None),
        ("n’importe quoi", "les objectifs", None),
        ("résultats", "objectifs", None),
        ("x", "?", None),
        ("٣", "4", None),
    ],
)
def test_what_says_something_else_is_wrong(typed: str, expected: str, why: str | None) -> None:
    verdict = check(typed, expected)
    assert (verdict.outcome, code(verdict)) == (WRONG, why)
    assert verdict.expected == expected


@pytest.mark.parametrize(
    ("typed", "expected", "why"),
    [
        ("unhappy", "happy", "opposite"),
        ("disengaged", "engaged", "opposite"),
        ("employer", "employee", "opposite"),
        ("less churn", "more churn", "opposite"),
        ("gross profit", "net profit", "opposite"),
        ("fixed costs", "variable costs", "opposite"),
        ("without effort", "effort", "negation"),
        ("plan", "don't plan", "negation"),
        ("plan", "never plan", "negation"),
    ],
)
def test_the_opposite_in_english_is_wrong(typed: str, expected: str, why: str) -> None:
    verdict = check(typed, expected, "en")
    assert (verdict.outcome, code(verdict)) == (WRONG, why)


def test_any_accepted_variant_is_right_as_it_is() -> None:
    verdict = check_text(
        "customer satisfaction",
        "Customer Satisfaction Score",
        accept=["customer satisfaction"],
        reject=["customer satisfaction"],
        language="en",
        vocabulary=VOCABULARY,
    )
    assert verdict == Verdict(RIGHT, expected="customer satisfaction")


@pytest.mark.parametrize("typed", ["customer service score", "the Customer servce score"])
def test_refused_texts_and_what_is_closer_to_them_are_wrong(typed: str) -> None:
    verdict = check_text(
        typed,
        "Customer Satisfaction Score",
        accept=["customer satisfaction"],
        reject=["customer service score"],
        language="en",
        vocabulary=VOCABULARY,
    )
    assert (verdict.outcome, code(verdict)) == (WRONG, "rejected")
    assert verdict.expected == "Customer Satisfaction Score"


@pytest.mark.parametrize(
    ("refused", "outcome", "why"),
    [
        ("taux de vente client", NEAR, "near-missing"),  # as close as the right one
        ("taux de gain client", WRONG, "rejected"),  # closer
    ],
)
def test_only_what_is_closer_to_a_refused_text_is_rejected(
    refused: str, outcome: Outcome, why: str
) -> None:
    verdict = check_text(
        "taux client",
        "taux de marge client",
        reject=[refused],
        language="fr",
        vocabulary=VOCABULARY,
    )
    assert (verdict.outcome, code(verdict)) == (outcome, why)


def test_a_refused_text_does_not_shadow_a_slip_of_the_right_one() -> None:
    verdict = check_text(
        "custmer satisfaction score",
        "Customer Satisfaction Score",
        reject=["customer service score"],
        language="en",
        vocabulary=VOCABULARY,
    )
    assert verdict.outcome is RIGHT


def test_an_accepted_short_form_does_not_soften_an_opposite() -> None:
    verdict = check_text(
        "membres inactifs",
        "membres actifs",
        accept=["membres"],
        language="fr",
        vocabulary=VOCABULARY,
    )
    assert (verdict.outcome, code(verdict)) == (WRONG, "opposite")


@pytest.mark.parametrize(
    ("typed", "expected", "language", "marks"),
    [
        ("vous + ici", "Vous êtes ici", "fr", ["+"]),
        ("les & d’après", "les étés d’après", "fr", ["&"]),
        ("the + here", "the ants here", "en", ["+"]),
        ("bread & butter", "bread hand butter", "en", ["&"]),
        ("a candle can’t burn", "a candle cane burn", "en", ["can’t"]),
    ],
)
def test_a_sign_is_no_misspelt_word(
    typed: str, expected: str, language: str, marks: list[str]
) -> None:
    verdict = check(typed, expected, language)
    assert verdict.outcome is not RIGHT
    assert marked(typed, verdict) == marks


def test_marks_point_at_wrong_words_in_what_was_typed() -> None:
    typed = "  le TAUX brut de rétention"
    assert marked(typed, check(typed, "taux net de rétention")) == ["brut"]
    typed = "réte\u0301ntoin"
    assert check(typed, "rétention").marks == ((7, 9),)


@pytest.mark.parametrize("typed", ["", "   ", "?!", "…"])
def test_without_a_word_it_is_asked_again(typed: str) -> None:
    verdict = check(typed, "les objectifs")
    assert (verdict.outcome, code(verdict)) == (UNCLEAR, "text-empty")


def test_too_long_a_text_is_asked_again() -> None:
    assert check("a" * LONGEST, "a").outcome is WRONG
    for typed in ("a" * (LONGEST + 1), "1 " * 5_000):
        verdict = check(typed, "a")
        assert (verdict.outcome, code(verdict)) == (UNCLEAR, "text-long")


COURSE_WORDS = [
    *("indicateurs", "objectifs", "rétention", "satisfaction", "actionnaires", "partenariats"),
    *("productivité", "mesure", "clients", "croissance", "compétences", "ponctualité"),
    *("étapes", "délais", "salariés", "marchés"),
]
PHRASES = st.lists(st.sampled_from(COURSE_WORDS), min_size=1, max_size=5, unique=True)


@settings(deadline=None)
@given(PHRASES)
def test_case_and_accents_never_matter(words: list[str]) -> None:
    expected = " ".join(words)
    apart = unicodedata.normalize("NFD", expected)
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    for typed in (expected.upper(), apart, plain, plain.title(), f"Les {plain}…"):
        assert check(typed, expected) == Verdict(RIGHT, expected=expected)


@settings(deadline=None)
@given(PHRASES, st.sampled_from(["ne pas", "non", "sans", "jamais", "aucun"]), st.booleans())
def test_a_negation_is_never_forgiven(words: list[str], negation: str, swap: bool) -> None:
    plain, negated = " ".join(words), " ".join([negation, *words])
    typed, expected = (negated, plain) if swap else (plain, negated)
    assert check(typed, expected).outcome is WRONG


@settings(deadline=None)
@given(
    PHRASES,
    st.sampled_from(["in", "im", "il", "ir", "dé", "dés", "non-", "un", "dis", "mal"]),
    st.booleans(),
)
def test_a_negative_prefix_is_never_forgiven(words: list[str], prefix: str, swap: bool) -> None:
    plain, negated = " ".join(words), " ".join([*words[:-1], prefix + words[-1]])
    typed, expected = (negated, plain) if swap else (plain, negated)
    assert check(typed, expected).outcome is WRONG


@settings(deadline=None)
@given(st.integers(-200, 200), st.integers(-200, 200), PHRASES)
def test_numbers_count_by_value(one: int, other: int, words: list[str]) -> None:
    typed, expected = (f"{n} {' '.join(words)}".replace("-", "−") for n in (one, other))
    assert check(typed, expected).outcome is (RIGHT if one == other else WRONG)


@settings(deadline=None)
@given(st.lists(st.sampled_from(COURSE_WORDS), min_size=2, max_size=2, unique=True))
def test_one_course_word_never_passes_for_another(words: list[str]) -> None:
    assert check(words[0], words[1]).outcome is not RIGHT


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["fr", "en"]))
def test_never_breaks_and_marks_what_was_typed(typed: str, expected: str, language: str) -> None:
    verdict = check(typed, expected, language)
    assert all(0 <= start < end <= len(typed) for start, end in verdict.marks)
    assert list(verdict.marks) == sorted(verdict.marks)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["fr", "en"]))
def test_a_text_is_its_own_right_answer(text: str, language: str) -> None:
    assert check(text, text, language).outcome is RIGHT or not text.strip()
