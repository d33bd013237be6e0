"""Small cards, decks and states for tests, built in Python."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.cards.card import Card, CardKey, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import Position
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.study.clock import Clock

AT = Position("deck.yaml", 1, 1)
DAY = 20_000
"""A study day to start from: 2024-10-04."""


def noon(day: int = DAY, minutes: float = 0) -> datetime:
    return datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=day, minutes=minutes)


class FixedClock(Clock):
    """A clock that stands still until it is put forward or back."""

    def __init__(self, at: datetime, zone: tzinfo | None = UTC) -> None:
        super().__init__(zone=zone)
        self.set(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        object.__setattr__(self, "_at", at.astimezone(UTC))

    def wait(self, **spent: float) -> None:
        self.set(self._at + timedelta(**spent))

    _at: datetime


def both(text: str) -> LocalizedText:
    return {"fr": text, "en": text}


def card(name: str, content: Content | None = None, deck: str = "deck", **more: Any) -> Card:  # noqa: ANN401 - passed on
    content = content or Basic(both(f"{name}?"), both(f"{name}!"))
    return Card(key=CardKey(deck, name), content=content, at=AT, **more)


def cards(count: int, deck: str = "deck") -> tuple[Card, ...]:
    return tuple(card(f"card-{number:03}", deck=deck) for number in range(count))


def deck(name: str = "deck", *members: Card, **more: Any) -> Deck:  # noqa: ANN401 - passed on
    fields = {"title": both(name), "languages": ("fr", "en"), "level": 1, **more}
    return Deck(id=name, cards=members, at=AT, **fields)


def typed(ask: str = "CSAT", answer: str = "Customer Satisfaction Score") -> Basic:
    return Basic(
        both(ask),
        both(answer),
        typed=True,
        accept={"fr": ("score de satisfaction",)},
        reject={"fr": ("customer service score",)},
    )


def cloze(number: int = 1, *, is_typed: bool = False) -> Cloze:
    return Cloze(
        {
            "fr": ("On fixe ", Gap(1, "les objectifs"), " puis ", Gap(2, "les indicateurs"), "."),
            "en": ("First ", Gap(1, "the goals"), ", then ", Gap(2, "the indicators"), "."),
        },
        number,
        typed=is_typed,
        accept={"fr": ("objectif",)},
        reject={"fr": ("les résultats",)},
    )


def choice() -> Choice:
    return Choice(
        both("Après les objectifs ?"),
        ({"fr": "les indicateurs", "en": "the indicators"},),
        (
            WrongOption({"fr": "les intervalles", "en": "the intervals"}),
            WrongOption({"fr": "les mesures", "en": "the measures"}),
            WrongOption({"fr": "les résultats", "en": "the results"}),
        ),
    )


def ticks() -> Choice:
    """Two right answers of five; one wrong one says something, and one stays at the end."""
    return Choice(
        both("Lesquelles se mesurent par enquête ?"),
        (both("CSAT"), both("NPS")),
        (
            WrongOption(
                {"fr": "attrition", "en": "churn"},
                {"fr": "Elle se compte.", "en": "It is counted."},
            ),
            WrongOption({"fr": "panier moyen", "en": "average basket"}),
            WrongOption({"fr": "aucune des deux", "en": "neither"}),
        ),
        several=True,
        last=(4,),
    )


def claim(answer: bool = False) -> TrueFalse:
    return TrueFalse(both("Le NPS est une part."), answer)


def recall_list(*, ordered: bool = False) -> ListRecall:
    items = (
        ("Déterminer les objectifs", "Set the objectives"),
        ("Choisir les indicateurs", "Choose the indicators"),
        ("Mesurer les écarts", "Measure the gaps"),
    )
    return ListRecall(
        both("Les étapes ?"),
        tuple(ListItem({"fr": fr, "en": en}) for fr, en in items),
        ordered=ordered,
    )


NPS: Mapping[str, Any] = {
    "title": {"fr": "NPS à partir des effectifs", "en": "NPS from counts"},
    "given": {
        "n": ["50", "80", "120", "150", "200", "250", "400", "500"],
        "P": "ceil(n/20)..floor(3*n/4) by 1",
        "D": "ceil(n/20)..n-P by 1",
    },
    "let": {"passifs": "n - P - D"},
    "where": ["P != D", "passifs > 0"],
    "ask": {"fr": "{n} réponses : {P} et {D}. Le NPS ?", "en": "{n} answers: {P} and {D}. NPS?"},
    "answer": {"formula": "(P - D) / n * 100", "unit": "points", "decimals": "0"},
    "hints": [{"fr": "Le dénominateur ?", "en": "Which denominator?"}, "({P} − {D}) ÷ {n}"],
    "steps": ["({P} − {D}) ÷ {n} × 100 = {answer}"],
    "mistakes": [
        {
            "wrong": "passifs-oublies",
            "formula": "(P - D) / (P + D) * 100",
            "say": {"fr": "Les passifs comptent.", "en": "Passives count."},
        }
    ],
}
"""A drill's source: the net promoter score, with one known mistake."""


def template(
    source: Mapping[str, Any] = NPS, name: str = "nps", languages: tuple[str, ...] = ("fr", "en")
) -> Template:
    built = build_template(name, source, languages)
    assert isinstance(built, Template), built
    return built


def drill(name: str = "nps", deck: str = "deck") -> Card:
    return card(name, Drill(template()), deck=deck)


def bare_drill(name: str = "nps", deck: str = "deck") -> Card:
    """A drill without steps: it has no example, and is asked when it is met."""
    source = {key: value for key, value in NPS.items() if key != "steps"}
    return card(name, Drill(template(source)), deck=deck)


def memory(**changes: Any) -> Memory:  # noqa: ANN401 - passed on
    """A card in review, last seen ten days before DAY and due on it."""
    fields = {
        "phase": Phase.REVIEW,
        "step": None,
        "stability": 10.0,
        "difficulty": 5.0,
        "due_day": DAY,
        "due_at": None,
        "last_day": DAY - 10,
        "last_at": noon(DAY - 10),
        "interval": 10,
        "reps": 3,
        "lapses": 0,
        **changes,
    }
    return Memory(**fields)


def learning(minutes: float = 10, **changes: Any) -> Memory:  # noqa: ANN401 - passed on
    """A card in learning, seen at noon of DAY and due some minutes later."""
    fields = {
        "phase": Phase.LEARNING,
        "step": 1,
        "due_at": noon(DAY, minutes),
        "last_day": DAY,
        "last_at": noon(DAY),
        "interval": 0,
        "reps": 1,
        **changes,
    }
    return memory(**fields)


def queued(name: str, memory: Memory | None = None, **state: Any) -> Queued:  # noqa: ANN401 - passed on
    return Queued(card(name), CardState(memory, **state))
