"""An example on each side of every limit in the matching of texts."""

import pytest

from kpitrainer.domain.text.compound_words import joined_like
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.text.word_forms import WordKind, read_words
from kpitrainer.domain.verdict import Outcome, Verdict
from tests.words import VOCABULARY

RIGHT, NEAR, WRONG, UNCLEAR = Outcome.RIGHT, Outcome.NEAR, Outcome.WRONG, Outcome.UNCLEAR


def check(typed: str, expected: str) -> Verdict:
    return check_text(typed, expected, language="fr", vocabulary=VOCABULARY)


def told(verdict: Verdict) -> tuple[Outcome, str | None]:
    return verdict.outcome, verdict.message.code.removeprefix(
        "answer."
    ) if verdict.message else None


@pytest.mark.parametrize(
    ("letters", "outcome"),
    [
        pytest.param(500, (WRONG, None), id="500-characters-are-read"),
        pytest.param(501, (UNCLEAR, "text-long"), id="501-are-too-many"),
    ],
)
def test_how_long_a_text_may_be(letters: int, outcome: tuple[Outcome, str | None]) -> None:
    assert told(check("z" * letters, "objectif")) == outcome


def test_the_limit_is_told_with_what_is_too_long() -> None:
    verdict = check("z" * 501, "objectif")
    assert verdict.message is not None
    assert verdict.message.values == {"limit": 500}


SIX = "mesure marche indicateur etape objectif croissance"


@pytest.mark.parametrize(
    ("typed", "expected", "outcome"),
    [
        pytest.param("tazleau", "tableau", (NEAR, "near-spelling"), id="85.7-is-near"),
        pytest.param(
            "mzsure mazche indzcatzur etape objeztif crozzsance",
            SIX,
            (RIGHT, "spelling"),
            id="86-exactly-is-right",
        ),
        pytest.param("objeczif buzget", "objectif budget", (RIGHT, "spelling"), id="86.7-is-right"),
    ],
)
def test_how_alike_texts_of_the_same_words_must_be(
    typed: str, expected: str, outcome: tuple[Outcome, str | None]
) -> None:
    assert told(check(typed, expected)) == outcome


@pytest.mark.parametrize(
    ("typed", "expected", "outcome"),
    [
        pytest.param("zomzzrcialier", "commercialiser", (WRONG, None), id="74.1-is-another-word"),
        pytest.param("klan", "plan", (NEAR, "near-spelling"), id="75-exactly-is-misspelt"),
        pytest.param(
            "satisfaction plan",
            "satisfaction coût",
            (WRONG, None),
            id="76.5-of-texts-that-are-no-lookalikes",
        ),
        pytest.param("expansion", "exposition", (WRONG, None), id="73.7-of-lookalikes-is-wrong"),
        pytest.param(
            "attente", "attention", (NEAR, "near-other"), id="75-exactly-of-lookalikes-is-near"
        ),
    ],
)
def test_how_alike_one_word_for_another_must_be(
    typed: str, expected: str, outcome: tuple[Outcome, str | None]
) -> None:
    assert told(check(typed, expected)) == outcome


@pytest.mark.parametrize(
    ("typed", "expected", "why"),
    [
        pytest.param("4 retention", "5 etape", None, id="44.4-is-something-else"),
        pytest.param("4 salarie", "5 ponctualite", "number-differs", id="45.5-is-worth-a-remark"),
    ],
)
def test_from_where_on_a_contradiction_is_worth_a_remark(
    typed: str, expected: str, why: str | None
) -> None:
    assert told(check(typed, expected)) == (WRONG, why)


ONE, TWO, THREE = "prix", "prix cible", "prix cible canal"
FOUR, FIVE = f"{THREE} budget", f"{THREE} budget mesure"
ALL_SIX, SEVEN = f"{FIVE} client", f"{FIVE} client vente"
EIGHT, NINE = f"{SEVEN} plan", f"{SEVEN} plan service"
MISSING, EXTRA = (NEAR, "near-missing"), (NEAR, "near-extra")


@pytest.mark.parametrize(
    ("typed", "expected", "outcome"),
    [
        pytest.param("et", "et client", (WRONG, None), id="the-only-one"),
        pytest.param(ONE, TWO, MISSING, id="1-of-2"),
        pytest.param(TWO, THREE, MISSING, id="1-of-3"),
        pytest.param(ONE, THREE, (WRONG, None), id="2-of-3"),
        pytest.param(TWO, FOUR, (WRONG, None), id="2-of-4"),
        pytest.param(THREE, FIVE, (WRONG, None), id="2-of-5"),
        pytest.param(FOUR, ALL_SIX, MISSING, id="2-of-6"),
        pytest.param(THREE, ALL_SIX, (WRONG, None), id="3-of-6"),
        pytest.param(FIVE, EIGHT, (WRONG, None), id="3-of-8"),
        pytest.param(ALL_SIX, NINE, MISSING, id="3-of-9"),
        pytest.param(FIVE, NINE, (WRONG, None), id="4-of-9"),
        pytest.param(ONE, f"{ONE} et ou avec cible", MISSING, id="little-words-weigh-nothing"),
    ],
)
def test_up_to_a_third_of_the_words_may_be_missing(
    typed: str, expected: str, outcome: tuple[Outcome, str | None]
) -> None:
    assert told(check(typed, expected)) == outcome


@pytest.mark.parametrize(
    ("typed", "expected", "outcome"),
    [
        pytest.param("et client", "et", (WRONG, None), id="1-beside-little-words"),
        pytest.param(TWO, ONE, EXTRA, id="1-beside-1"),
        pytest.param(THREE, ONE, (WRONG, None), id="2-beside-1"),
        pytest.param(FOUR, THREE, EXTRA, id="1-beside-3"),
        pytest.param(SEVEN, FIVE, (WRONG, None), id="2-beside-5"),
        pytest.param(EIGHT, ALL_SIX, EXTRA, id="2-beside-6"),
        pytest.param(NINE, ALL_SIX, (WRONG, None), id="3-beside-6"),
        pytest.param(f"{ONE} et ou avec cible", ONE, EXTRA, id="little-words-weigh-nothing"),
    ],
)
def test_up_to_a_third_more_words_may_be_typed(
    typed: str, expected: str, outcome: tuple[Outcome, str | None]
) -> None:
    assert told(check(typed, expected)) == outcome


@pytest.mark.parametrize(
    ("typed", "expected", "outcome"),
    [
        pytest.param("prix canal", "prix budget", (WRONG, None), id="1-kept"),
        pytest.param("prix cible canal", "prix cible budget", (NEAR, "near-differs"), id="2-kept"),
        pytest.param(
            "prix cible plan vente", "prix cible salarie canal", (WRONG, None), id="2-for-2"
        ),
        pytest.param("prix cible plan vente", "prix cible canal", (WRONG, None), id="2-for-1"),
        pytest.param("prix cible plan", "prix cible salarie canal", (WRONG, None), id="1-for-2"),
        pytest.param(
            "prix cible et plan", "prix cible canal", (NEAR, "near-differs"), id="a-little-one-more"
        ),
        pytest.param(
            "prix ou cible", "prix et cible", (NEAR, "near-differs"), id="a-little-one-for-another"
        ),
    ],
)
def test_one_word_may_be_another_beside_two_right_ones(
    typed: str, expected: str, outcome: tuple[Outcome, str | None]
) -> None:
    assert told(check(typed, expected)) == outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        pytest.param("retention", (RIGHT, None), id="none"),
        pytest.param("retenntioon", (RIGHT, "spelling"), id="2-in-a-long-word"),
        pytest.param("rettenntiion", (NEAR, "near-spelling"), id="3-in-a-long-word"),
    ],
)
def test_how_many_slips_are_right(typed: str, outcome: tuple[Outcome, str | None]) -> None:
    assert told(check(typed, "retention")) == outcome


@pytest.mark.parametrize(
    ("typed", "refused", "outcome"),
    [
        pytest.param("taux", "taux vital", (NEAR, "near-missing"), id="farther-from-it"),
        pytest.param("taux", "taux vie", (NEAR, "near-missing"), id="as-close-to-both"),
        pytest.param("taux", "taux or", (WRONG, "rejected"), id="closer-to-it"),
        pytest.param("taux brut", "taux brut", (WRONG, "rejected"), id="the-refused-text-itself"),
    ],
)
def test_what_is_closer_to_a_refused_text_is_rejected(
    typed: str, refused: str, outcome: tuple[Outcome, str | None]
) -> None:
    assert (
        told(check_text(typed, "taux net", reject=[refused], language="fr", vocabulary=VOCABULARY))
        == outcome
    )


@pytest.mark.parametrize(
    ("typed", "marks"),
    [
        pytest.param("izdzcateur", ((1, 2), (3, 4)), id="a-letter-apart"),
        pytest.param("iazdicateur", ((1, 3),), id="side-by-side-are-one"),
    ],
)
def test_marks_never_touch(typed: str, marks: tuple[tuple[int, int], ...]) -> None:
    assert check(typed, "indicateur").marks == marks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("A", WordKind.WORD, id="1-capital"),
        pytest.param("CA", WordKind.ACRONYM, id="2-capitals"),
        pytest.param("CAs", WordKind.ACRONYM, id="2-capitals-in-the-plural"),
        pytest.param("CAC4", WordKind.ACRONYM, id="with-a-digit"),
        pytest.param("BUDGET", WordKind.ACRONYM, id="6-capitals"),
        pytest.param("BUDGETS", WordKind.WORD, id="7-capitals"),
    ],
)
def test_how_many_capitals_make_an_acronym(text: str, kind: WordKind) -> None:
    assert [word.kind for word in read_words(text, "fr")] == [kind]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("CA net", [WordKind.ACRONYM, WordKind.WORD], id="an-acronym-before-a-word"),
        pytest.param("l'CA", [WordKind.WORD, WordKind.ACRONYM], id="an-acronym-after-a-letter"),
        pytest.param("n'achète", [WordKind.NEGATION, WordKind.WORD], id="an-elided-negation"),
        pytest.param("n achète", [WordKind.WORD, WordKind.WORD], id="a-letter-of-its-own"),
    ],
)
def test_where_a_word_ends(text: str, kinds: list[WordKind]) -> None:
    assert [word.kind for word in read_words(text, "fr")] == kinds


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("bus", "bus", id="3-letters-have-no-plural"),
        pytest.param("vues", "vue", id="4-letters-have-one"),
        pytest.param("taux", "tau", id="an-x-is-one-too"),
        pytest.param("vente", "vente", id="no-plural"),
    ],
)
def test_from_which_length_on_a_plural_is_cut_off(text: str, key: str) -> None:
    assert [word.key for word in read_words(text, "fr")] == [key]


@pytest.mark.parametrize(
    ("typed", "expected", "joined"),
    [
        pytest.param("e mail", "email", ["email"], id="two"),
        pytest.param("n p s", "nps", ["nps"], id="three"),
        pytest.param("e mail", "e", ["e", "mail"], id="one-is-put-together-with-none"),
        pytest.param("le e mail", "email", ["le", "email"], id="behind-another"),
        pytest.param("e mail le", "email", ["email", "le"], id="before-another"),
        pytest.param("e mail", "emai", ["e", "mail"], id="a-letter-too-many"),
        pytest.param("e mail s", "email emails", ["emails"], id="as-many-as-can-be"),
    ],
)
def test_which_words_are_put_together(typed: str, expected: str, joined: list[str]) -> None:
    words = joined_like(read_words(typed, "fr"), read_words(expected, "fr"), "fr")
    assert [word.text for word in words] == joined


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param("-10", -10, id="at-the-start"),
        pytest.param("- 10", -10, id="apart-at-the-start"),
        pytest.param("coût -10", -10, id="after-a-word"),
        pytest.param("coût - 10", 10, id="apart-after-a-word"),
        pytest.param("5 à - 10", -10, id="apart-after-a-little-word"),
        pytest.param("5-10", 10, id="between-numbers"),
    ],
)
def test_when_a_minus_belongs_to_its_number(text: str, last: int) -> None:
    assert read_words(text, "fr")[-1].value == last


@pytest.mark.parametrize(
    ("text", "formula", "words"),
    [
        pytest.param("de 5-5 clients", False, "de 5 a 5 clients", id="from-one-to-another"),
        pytest.param("de 5-b clients", False, "de 5 b clients", id="before-a-word-it-is-nothing"),
        pytest.param("2 × c/v × 2", True, "2 × c v × 2", id="between-letters-it-is-no-operator"),
        pytest.param("2 × c/2 × 2", True, "2 × c ÷ 2 × 2", id="before-a-digit-it-is-one"),
        pytest.param("2 × 2/v × 2", True, "2 × 2 ÷ v × 2", id="behind-a-digit-it-is-one"),
    ],
)
def test_what_a_sign_stands_for(text: str, formula: bool, words: str) -> None:
    assert " ".join(word.text for word in read_words(text, "fr", formula=formula)) == words


def test_marks_that_touch_leave_an_earlier_one_as_it_is() -> None:
    assert check("objectof iazdicateur", "objectif indicateur").marks == ((6, 7), (10, 12))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", ["2025-11-03,180,264", "1.2.3", "1,2.3,4.5"])
def test_figures_that_are_no_number_are_read_all_the_same(text: str, language: str) -> None:
    assert read_words(text, language)
