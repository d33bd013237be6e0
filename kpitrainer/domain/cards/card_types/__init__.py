"""The card types: one file each, and all that is particular to the type in it."""

from collections.abc import Mapping

from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse

CARD_TYPES: Mapping[str, type[Content]] = {
    content.type_name: content for content in (Basic, ListRecall, Cloze, Choice, TrueFalse, Drill)
}
"""Every card type by the key that opens such a card in a deck file."""
