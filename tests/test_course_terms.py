"""Whoever types the course's own words finds every item of its lists."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kpitrainer.domain.cards.card_types.list_recall import GuessStanding, ListRecall, Recall
from tests.shipped import LIBRARY

TERMS: dict[str, dict[str, list[list[str]]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "course-terms.yaml").read_text("utf-8")
)
CARDS = {str(card.key): card for card in LIBRARY.cards}
NAMES = [f"{deck}/{card}" for deck, cards in TERMS.items() for card in cards]

each_list = pytest.mark.parametrize("name", NAMES)


def _content(name: str) -> ListRecall:
    content = CARDS[name].content
    assert isinstance(content, ListRecall)
    return content


def _terms(name: str) -> list[list[str]]:
    deck, card = name.split("/")
    return TERMS[deck][card]


def _recall(name: str, typed: list[str], before: Recall | None = None) -> Recall:
    return _content(name).recall(typed, "fr", LIBRARY.vocabulary(CARDS[name]), before)


def _in_turn(name: str) -> Iterator[tuple[int, str, Recall]]:
    """Each term with its item and what is typed before it: in an ordered list what comes before."""
    before = _recall(name, [])
    for item, terms in enumerate(_terms(name)):
        yield from ((item, term, before) for term in terms)
        if _content(name).ordered:
            before = _recall(name, terms[:1], before)


@each_list
def test_every_term_alone_finds_its_item(name: str) -> None:
    assert len(_terms(name)) == len(_content(name).items)
    told = {term: _recall(name, [term], before).last for _, term, before in _in_turn(name)}
    assert {term: guess and (guess.item, guess.standing) for term, guess in told.items()} == {
        term: (item, GuessStanding.FOUND) for item, term, _ in _in_turn(name)
    }


@each_list
@pytest.mark.parametrize("between", ["; ", "\n"], ids=["one line", "line by line"])
@pytest.mark.parametrize("last", [False, True], ids=["first terms", "last terms"])
def test_the_whole_list_typed_at_once_finds_all(name: str, between: str, *, last: bool) -> None:
    typed = between.join(terms[-last] for terms in _terms(name))
    recalled = _recall(name, [typed])
    assert [guess.item for guess in recalled.guesses] == [*range(len(_terms(name)))], recalled


@each_list
def test_all_terms_typed_at_once_find_all(name: str) -> None:
    """Some say an item that is found already, and none of them says nothing."""
    recalled = _recall(name, ["; ".join(term for terms in _terms(name) for term in terms)])
    assert len(recalled.found) == len(_terms(name))
    assert recalled.standing(GuessStanding.WRONG, GuessStanding.NEAR) == ()


@pytest.mark.parametrize(
    ("name", "item", "typed"),
    [
        ("controle-etapes/ctl-etapes-ordre", 0, "détermination des objectifs"),
        ("controle-etapes/ctl-etapes-ordre", 4, "renforcement des actions existantes"),
        ("priorites-perspectives/pri-interne", 0, "l’amélioration de la productivité"),
        ("priorites-perspectives/pri-interne", 3, "un service client (processus simplifié)"),
        ("priorites-perspectives/pri-finance", 2, "développement de nouveaux marchés"),
        ("priorites-perspectives/ger-finance", 0, "suivre le ROI"),
        ("priorites-perspectives/ger-croissance", 3, "le suivi du profil de compétences"),
        ("priorites-perspectives/ger-client-marche", 2, "monitorer l’écart de prix"),
        ("mesures-ventes-digital-pub/dig-liste", 2, "télécharger l’application"),
        ("clients-fidelite/cli-blocs", 3, "NPS (Net Promoter Score)"),
    ],
)
def test_a_term_with_another_bracket_verb_or_determiner_counts(
    name: str, item: int, typed: str
) -> None:
    before = _recall(name, [terms[0] for terms in _terms(name)[:item]])
    assert item in _recall(name, [typed], before).found


@pytest.mark.parametrize("unknown", range(5))
def test_a_step_that_is_not_recognised_misplaces_no_right_one(unknown: int) -> None:
    name = "controle-etapes/ctl-etapes-ordre"
    typed = [terms[0] for terms in _terms(name)]
    typed[unknown] = "choisir un bon logiciel"
    recalled = _recall(name, typed)
    assert recalled.standing(GuessStanding.MISPLACED) == ()
    assert [*recalled.found] == [step for step in range(5) if step != unknown]
