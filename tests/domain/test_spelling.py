import pytest

from kpitrainer.domain.text.dictionary import is_in_dictionary
from kpitrainer.domain.text.spelling import differing_letters, edits, is_opposite, is_other_word
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary
from kpitrainer.domain.text.word_forms import Word, read_words
from tests.words import VOCABULARY


def word(text: str) -> Word:
    [only] = read_words(text, "fr")
    return only


@pytest.mark.parametrize(
    ("typed", "expected", "slips"),
    [
        pytest.param("bus", "bas", None, id="3-letters-bear-none"),
        pytest.param("plon", "plan", 1, id="4-letters-bear-one"),
        pytest.param("plom", "plan", None, id="4-letters-not-two"),
        pytest.param("clionts", "clients", 1, id="7-letters-bear-one"),
        pytest.param("cliomts", "clients", None, id="7-letters-not-two"),
        pytest.param("objactof", "objectif", 2, id="8-letters-bear-two"),
        pytest.param("obzactof", "objectif", None, id="8-letters-not-three"),
        pytest.param("prodaots", "produits", 2, id="the-s-of-a-plural-is-the-8th-letter"),
        pytest.param("b2bcommerce", "b2ccommerce", None, id="a-word-with-a-digit-bears-none"),
    ],
)
def test_how_many_slips_a_word_bears(typed: str, expected: str, slips: int | None) -> None:
    assert edits(word(typed), word(expected), VOCABULARY, "fr") == slips


@pytest.mark.parametrize(
    ("typed", "expected", "slips"),
    [
        pytest.param("tlients", "clients", None, id="7-letters-no-other-first"),
        pytest.param("pbjectif", "objectif", 1, id="8-letters-another-first"),
        pytest.param("pbjectof", "objectif", None, id="8-letters-another-first-and-a-slip"),
        pytest.param("lpan", "plan", 1, id="4-letters-the-first-two-swapped"),
        pytest.param("sab", "bas", None, id="3-letters-not-even-a-swap"),
        pytest.param("lcieuts", "clients", None, id="7-letters-swapped-and-a-slip"),
        pytest.param("bojectof", "objectif", 2, id="8-letters-swapped-and-a-slip"),
        pytest.param("bojactof", "objectif", None, id="8-letters-swapped-and-two-slips"),
    ],
)
def test_the_first_letter_bears_less(typed: str, expected: str, slips: int | None) -> None:
    assert edits(word(typed), word(expected), VOCABULARY, "fr") == slips


@pytest.mark.parametrize(
    ("typed", "expected", "slips"),
    [
        pytest.param("12", "12,0", 0, id="the-same-number"),
        pytest.param("12", "13", None, id="another-number"),
        pytest.param("NPS", "NPS", 0, id="the-same-acronym"),
        pytest.param("CSAF", "CSAT", None, id="another-acronym"),
        pytest.param("jamais", "jamais", 0, id="the-same-negation"),
        pytest.param("jamaos", "jamais", None, id="a-negation-misspelt"),
    ],
)
def test_what_is_exact_bears_no_slip(typed: str, expected: str, slips: int | None) -> None:
    assert edits(word(typed), word(expected), VOCABULARY, "fr") == slips


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        pytest.param("inor", "or", False, id="2-letters-are-no-root"),
        pytest.param("inort", "ort", True, id="3-letters-are-a-root"),
        pytest.param("inart", "ort", False, id="3-letters-bear-no-slip"),
        pytest.param("inatif", "actif", True, id="4-letters-bear-one-slip"),
        pytest.param("incliants", "clients", True, id="6-letters-bear-one-slip"),
        pytest.param("incliamts", "clients", False, id="6-letters-not-two"),
        pytest.param("inobjactof", "objectif", True, id="8-letters-bear-two"),
        pytest.param("inobzactof", "objectif", False, id="8-letters-not-three"),
        pytest.param("inindicateur", "indicateur", True, id="nearer-without-the-prefix"),
        pytest.param("inactif", "factif", True, id="nearer-by-one-without-it"),
        pytest.param("inndicateur", "indicateur", False, id="as-near-with-it-is-a-slip"),
        pytest.param("gain", "perte", True, id="of-the-field"),
        pytest.param("gain", "vente", False, id="two-words-of-the-field"),
    ],
)
def test_a_prefix_before_the_same_root_is_the_opposite(
    one: str, other: str, opposite: bool
) -> None:
    assert is_opposite(word(one), word(other), VOCABULARY) is opposite
    assert is_opposite(word(other), word(one), VOCABULARY) is opposite


@pytest.mark.parametrize(
    ("lookalikes", "other"),
    [
        pytest.param(["churna"], False, id="one-of-the-two"),
        pytest.param(["churna", "churno"], True, id="exactly-the-two"),
        pytest.param(["churna", "churno", "churni"], True, id="the-two-and-more"),
    ],
)
def test_two_lookalikes_are_words_of_their_own(lookalikes: list[str], other: bool) -> None:
    vocabulary = Vocabulary.of([], lookalikes)
    assert is_other_word(word("churno"), word("churna"), vocabulary, "fr") is other


@pytest.mark.parametrize(
    ("typed", "expected", "language", "other"),
    [
        pytest.param("quantité", "qualité", "fr", True, id="a-french-word"),
        pytest.param("eternal", "external", "en", True, id="an-english-word"),
        pytest.param("éternal", "externel", "fr", False, id="no-word-in-french"),
        pytest.param("qualitté", "qualité", "fr", False, id="no-word"),
        pytest.param("qualites", "qualité", "fr", False, id="a-form-of-it"),
    ],
)
def test_a_word_of_the_language_is_no_slip_of_another(
    typed: str, expected: str, language: str, other: bool
) -> None:
    one, right = read_words(typed, language)[0], read_words(expected, language)[0]
    assert is_other_word(one, right, NO_WORDS, language) is other


def test_a_language_without_a_list_has_no_words() -> None:
    assert is_in_dictionary("qualite", "fr")
    assert not is_in_dictionary("qualite", "xx")


def test_a_word_with_a_ligature_is_found_as_it_is_compared() -> None:
    assert is_in_dictionary("soeur", "fr")
    assert not is_in_dictionary("sœur", "fr")


@pytest.mark.parametrize(
    ("typed", "expected", "spans"),
    [
        pytest.param("objectif", "objectif", [], id="nothing"),
        pytest.param("zbjectif", "objectif", [(0, 1)], id="the-first-letter"),
        pytest.param("objectiz", "objectif", [(7, 8)], id="the-last-letter"),
        pytest.param("bjectif", "objectif", [(0, 1)], id="the-first-is-missing"),
        pytest.param("objetif", "objectif", [(4, 5)], id="one-in-the-middle-is-missing"),
        pytest.param("objecti", "objectif", [(6, 7)], id="the-last-is-missing"),
        pytest.param("objecctif", "objectif", [(5, 6)], id="one-too-many"),
        pytest.param("objectiff", "objectif", [(8, 9)], id="one-too-many-at-the-end"),
        pytest.param("obzzctif", "objectif", [(2, 4)], id="two-side-by-side"),
    ],
)
def test_where_a_word_is_misspelt(typed: str, expected: str, spans: list[tuple[int, int]]) -> None:
    assert differing_letters(word(typed), word(expected)) == spans
