import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.cards.card_types.list_recall import (
    GuessStanding,
    ListItem,
    ListRecall,
    Recall,
    list_outcome,
)
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.verdict import Outcome, Rating, proposed_rating
from kpitrainer.i18n import Translator
from tests.words import VOCABULARY


def items(*texts: str) -> tuple[ListItem, ...]:
    """Items written as « text | accepted | … »."""
    made = []
    for text in texts:
        first, *accept = (part.strip() for part in text.split("|"))
        made.append(ListItem({"fr": first}, {"fr": tuple(accept)}))
    return tuple(made)


def typed(guesses: list[str], wanted: tuple[ListItem, ...], *, ordered: bool = False) -> Recall:
    return ListRecall({"fr": "?"}, wanted, ordered).recall(guesses, "fr", VOCABULARY)


def standings(recalled: Recall) -> list[GuessStanding]:
    return [guess.standing for guess in recalled.guesses]


FINANCE = items(
    "répondre aux actionnaires | actionnaires | attentes des actionnaires",
    "engager des investissements commerciaux | investissements | investissements commerciaux",
    "ouvrir de nouveaux marchés | marchés | nouveaux marchés",
)
STEPS = items(
    "Déterminer les objectifs | objectifs",
    "Choisir les indicateurs | indicateurs",
    "Fixer les intervalles de mesure | intervalles | intervalles de mesure",
    "Mesurer et analyser | mesure et analyse | mesurer | mesure | analyse",
    "Corriger ou renforcer | corriger | correction | renforcer",
)


def test_finds_items_in_any_order_from_their_short_forms() -> None:
    recalled = typed(["Marchés", "les investisements commerciaux", "actionnaires"], FINANCE)
    assert recalled.found == {0: "actionnaires", 1: "les investisements commerciaux", 2: "Marchés"}
    assert list(recalled.found) == [0, 1, 2]
    assert [guess.item for guess in recalled.guesses] == [2, 1, 0]
    assert set(standings(recalled)) == {GuessStanding.FOUND}


def test_another_word_beside_an_item_found_is_not_that_item_again() -> None:
    recalled = typed(
        ["taux de conversion", "conversation"], items("taux de conversion | conversion")
    )
    assert standings(recalled) == [GuessStanding.FOUND, GuessStanding.NEAR]


def test_one_half_twice_stays_one_guess() -> None:
    recalled = typed(["qualité et qualité"], items("coût et qualité | qualité", "prix"))
    assert standings(recalled) == [GuessStanding.NEAR]


def test_tells_how_each_guess_stands() -> None:
    recalled = typed(["actionnaire", "salariés", "ouvrir nouveau marchés", "??"], FINANCE)
    assert standings(recalled) == [
        GuessStanding.FOUND,
        GuessStanding.WRONG,
        GuessStanding.FOUND,
        GuessStanding.UNCLEAR,
    ]
    assert recalled.standing(GuessStanding.WRONG) == ("salariés",)
    assert typed([], FINANCE).last is None
    for guess in recalled.guesses:
        words = Translator("fr").say(guess.message.code, guess.message.values)
        assert words != guess.message.code
        assert "{" not in words


def test_a_near_miss_waits_for_a_better_wording() -> None:
    recalled = typed(["investissements durables"], FINANCE)
    assert recalled.standing(GuessStanding.NEAR) == ("investissements durables",)
    assert recalled.last is not None
    assert (recalled.last.item, recalled.last.message.code) == (1, "answer.near-extra")
    assert not recalled.found
    again = typed(["investissements", "investissements durables"], FINANCE)
    assert again.standing(GuessStanding.REPEATED) == ("investissements durables",)


def test_words_of_the_items_other_texts_may_be_added() -> None:
    assert set(typed(["engager des investissements"], FINANCE).found) == {1}


def test_another_word_is_no_repetition() -> None:
    wanted = items("répartition du chiffre d’affaires", "retour sur investissement")
    recalled = typed(["répartition du chiffre d’affaires", "marge du chiffre d’affaires"], wanted)
    assert recalled.standing(GuessStanding.WRONG) == ("marge du chiffre d’affaires",)


def test_the_same_item_twice_is_a_repetition() -> None:
    recalled = typed(["marchés", "nouveaux marchés"], FINANCE)
    assert recalled.standing(GuessStanding.REPEATED) == ("nouveaux marchés",)
    assert recalled.found == {2: "marchés"}


def test_a_guess_that_fits_two_items_makes_room_for_a_later_one() -> None:
    wanted = items(
        "compétences nouvelles | compétences | compétences nouvelles",
        "compétences d’une nouvelle activité | compétences",
    )
    recalled = typed(["compétences", "compétences nouvelles"], wanted)
    assert recalled.found == {0: "compétences nouvelles", 1: "compétences"}
    assert standings(recalled) == [GuessStanding.FOUND, GuessStanding.FOUND]
    assert recalled.guesses[1].item == 1


def test_an_exact_guess_is_not_spent_on_a_look_alike() -> None:
    wanted = items("consommation", "consolation")
    recalled = typed(["consommation", "consommation"], wanted)
    assert recalled.found == {0: "consommation"}
    assert recalled.standing(GuessStanding.REPEATED) == ("consommation",)
    assert typed(["consomation"], wanted[1:]).found == {0: "consomation"}


def test_ordered_items_count_in_their_turn_only() -> None:
    recalled = typed(["objectifs", "intervalles", "indicateurs", "objectifs"], STEPS, ordered=True)
    assert standings(recalled) == [
        GuessStanding.FOUND,
        GuessStanding.MISPLACED,
        GuessStanding.FOUND,
        GuessStanding.REPEATED,
    ]
    assert recalled.found == {0: "objectifs", 1: "indicateurs"}
    assert recalled.standing(GuessStanding.MISPLACED) == ("intervalles",)
    assert recalled.guesses[1].item == 2
    assert recalled.guesses[1].message.code == "answer.item-misplaced"


def test_in_an_ordered_list_only_the_next_item_can_be_near() -> None:
    recalled = typed(["choisir", "déterminer", "déterminer objectif clair"], STEPS, ordered=True)
    assert standings(recalled) == [GuessStanding.WRONG, GuessStanding.NEAR, GuessStanding.NEAR]
    assert recalled.guesses[0].message.code == "answer.item-wrong"
    after = typed(["objectifs", "déterminer"], STEPS, ordered=True)
    assert after.standing(GuessStanding.REPEATED) == ("déterminer",)


@pytest.mark.parametrize(
    ("guesses", "found"),
    [
        pytest.param(["objectifs", "budget", "intervalles", "mesure"], [0, 2, 3], id="one-wrong"),
        pytest.param(
            ["objectifs", "intervalles", "mesure", "corriger"], [0, 3, 4], id="one-left-out"
        ),
        pytest.param(
            ["objectifs", "intervalles", "indicateurs", "mesure", "corriger"],
            [0, 1, 3, 4],
            id="two-swapped",
        ),
        pytest.param(["corriger", "mesure", "intervalles", "indicateurs"], [3], id="backwards"),
        pytest.param(["intervalles"], [], id="too-early"),
    ],
)
def test_one_miss_in_an_ordered_list_does_not_drag_the_rest_along(
    guesses: list[str], found: list[int]
) -> None:
    assert list(typed(guesses, STEPS, ordered=True).found) == found


@pytest.mark.parametrize(
    "guesses",
    [
        pytest.param(
            ["objectifs", "budget", "intervalles", "indicateurs"], id="where-one-was-wrong"
        ),
        pytest.param(
            ["objectifs", "intervalles", "indicateurs", "intervalles"], id="misplaced-before"
        ),
    ],
)
def test_what_a_miss_left_open_may_be_filled_in(guesses: list[str]) -> None:
    assert set(typed(guesses, STEPS, ordered=True).found) == {0, 1, 2}


def test_an_ordered_list_may_name_the_same_thing_twice() -> None:
    recalled = typed(["client", "prix", "client"], items("client", "prix", "client"), ordered=True)
    assert len(recalled.found) == 3


def test_tells_the_progress_and_the_end() -> None:
    recalled = typed(["actionnaires", "marchés", "investissements"], FINANCE)
    says = [
        Translator("fr").say(guess.message.code, guess.message.values) for guess in recalled.guesses
    ]
    assert says == ["Trouvé\u00a0: 1 sur 3.", "Trouvé\u00a0: 2 sur 3.", "Tout y est."]


ALL = ["actionnaires", "marchés", "investissements"]


@pytest.mark.parametrize(
    ("guesses", "hinted", "rating"),
    [
        (ALL, False, Rating.GOOD),
        (ALL, True, Rating.HARD),
        (["salariés", *ALL], False, Rating.HARD),
        (["investissements durables", *ALL], False, Rating.GOOD),
        ([*ALL, "marchés"], False, Rating.GOOD),
        (ALL[:2], False, Rating.AGAIN),
        (["salariés"], True, Rating.AGAIN),
        ([], False, None),
        ([], True, None),
    ],
)
def test_proposes_a_rating(guesses: list[str], hinted: bool, rating: Rating | None) -> None:
    outcome, helped = list_outcome(
        typed(guesses, FINANCE), ListRecall({"fr": "?"}, FINANCE), helped=hinted
    )
    assert proposed_rating(outcome, helped=helped) == rating


def test_a_misplaced_item_makes_an_ordered_list_hard() -> None:
    guesses = ["indicateurs", "objectifs", "indicateurs", "intervalles", "mesure", "correction"]
    recalled = typed(guesses, STEPS, ordered=True)
    assert list_outcome(recalled, ListRecall({"fr": "?"}, STEPS, True), helped=False) == (
        Outcome.RIGHT,
        True,
    )


CHOICE = Choice(
    {"fr": "?"},
    ({"fr": "NPS"},),
    tuple(WrongOption({"fr": text}) for text in ("CES", "CSAT", "CAC")),
)


def test_only_the_first_option_of_a_choice_is_right() -> None:
    for seed in range(20):
        for place, option in enumerate(CHOICE.options("fr", seed)):
            verdict = CHOICE.choose(place, "fr", seed)
            assert verdict.outcome is (Outcome.RIGHT if option == "NPS" else Outcome.WRONG)
            assert verdict.expected == "NPS"


def test_options_are_shuffled_fairly_and_the_same_for_the_same_seed() -> None:
    orders = [CHOICE.options("fr", seed) for seed in range(400)]
    assert all(sorted(order) == ["CAC", "CES", "CSAT", "NPS"] for order in orders)
    assert CHOICE.options("fr", 7) == orders[7]
    for place in range(4):
        assert 60 < sum(order[place] == "NPS" for order in orders) < 140


@pytest.mark.parametrize("answer", [True, False])
def test_a_claim_is_judged(answer: bool) -> None:
    claim = TrueFalse({"fr": "…"}, answer)
    said_true, said_false = (claim.choose(place, "fr", 0).outcome for place in (0, 1))
    assert said_true is (Outcome.RIGHT if answer else Outcome.WRONG)
    assert said_false is (Outcome.WRONG if answer else Outcome.RIGHT)


LISTS = (FINANCE, STEPS)


@settings(deadline=None)
@given(st.sampled_from(LISTS).flatmap(st.permutations))
def test_own_texts_find_every_item_in_any_order(wanted: list[ListItem]) -> None:
    chosen = next(known for known in LISTS if set(map(id, known)) == set(map(id, wanted)))
    recalled = typed([item.text["fr"] for item in wanted], chosen)
    assert recalled.found == {at: item.text["fr"] for at, item in enumerate(chosen)}


TEXTS = st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5)


@settings(deadline=None)
@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_own_texts_find_every_item_whatever_they_are(pair: tuple[list[str], list[str]]) -> None:
    texts, guesses = pair
    wanted = tuple(ListItem({"fr": text}) for text in texts)
    assert len(typed(guesses, wanted).found) == len(texts)


GUESSES = st.lists(
    st.sampled_from(
        [
            *("objectifs", "indicateurs", "intervalles", "mesure", "correction", "analyse"),
            *("salariés", "actionnaires", "marchés", "ouvrir", "choisir", "", "?"),
        ]
    ),
    max_size=8,
)


@settings(deadline=None)
@given(st.sampled_from(LISTS), GUESSES, st.booleans())
def test_what_is_found_stays_found(
    wanted: tuple[ListItem, ...], guesses: list[str], ordered: bool
) -> None:
    before: set[int] = set()
    for count in range(len(guesses) + 1):
        recalled = typed(guesses[:count], wanted, ordered=ordered)
        found = set(recalled.found)
        assert before <= found
        assert len(found) == standings(recalled).count(GuessStanding.FOUND)
        before = found


@settings(deadline=None)
@given(st.integers(1, 6), st.data())
def test_finds_as_many_items_as_guesses_can(size: int, data: st.DataObject) -> None:
    names = [f"mot{letter}" for letter in "abcdef"[:size]]
    fits = data.draw(st.lists(st.sets(st.sampled_from(names)), min_size=size, max_size=size))
    guesses = data.draw(st.permutations(names))
    wanted = tuple(
        ListItem({"fr": f"{at} clients"}, {"fr": tuple(sorted(fit))}) for at, fit in enumerate(fits)
    )
    found = typed(guesses, wanted).found
    assert all(guess in fits[item] for item, guess in found.items())
    assert len(found) == _most(fits, set(names))


def _most(fits: list[set[str]], names: set[str]) -> int:
    """The size of the greatest matching, by trying everything."""
    if not fits:
        return 0
    skipped = _most(fits[1:], names)
    return max([skipped, *(1 + _most(fits[1:], names - {name}) for name in fits[0] & names)])


@settings(deadline=None)
@given(st.sampled_from([item.text["fr"] for wanted in LISTS for item in wanted]))
def test_every_item_takes_its_text_without_case_and_accents(text: str) -> None:
    apart = unicodedata.normalize("NFD", text.upper())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    assert len(typed([plain], items(text)).found) == 1


@settings(deadline=None)
@given(
    st.sampled_from([item for wanted in LISTS for item in wanted]),
    st.sampled_from(["ne pas {}", "ne jamais {}", "{} sans rien", "aucun {}"]),
)
def test_a_negated_item_finds_nothing(item: ListItem, negation: str) -> None:
    for text in (item.text["fr"], *item.accept["fr"]):
        assert not typed([negation.format(text)], (item,)).found
