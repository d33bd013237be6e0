import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.lint.similar_questions import similar_questions
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.json_schema import FILE, MODELINE, schema_text
from kpitrainer.deckfile.write import scaffold
from kpitrainer.deckfile.write.scaffold import deck_text
from kpitrainer.domain.cards.card import CardKey, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.i18n import LANGUAGES, Translator
from tests.language_server import language_server, needs_server
from tests.typography import typography_faults

CHOICES = [
    (languages, reader)
    for languages, reader in product((["fr"], ["en"], ["fr", "en"], ["en", "fr"]), LANGUAGES)
]
QUOTED = re.compile(r'"([^"]+)"')
SHIPPED = Path(__file__).parents[2] / "decks"


@pytest.mark.parametrize(("languages", "reader"), CHOICES)
@pytest.mark.parametrize("deck", ["essai", "la-satisfaction-de-nos-clients-au-fil-des-ans"])
def test_a_new_deck_has_no_problem(
    deck: str, languages: list[str], reader: str, tmp_path: Path
) -> None:
    file = tmp_path / f"{deck}.yaml"
    file.write_text(deck_text(deck, None, languages, Translator(reader)), "utf-8")
    assert check_decks([file]) == ()


def test_its_questions_are_like_none_of_the_shipped_decks() -> None:
    text = deck_text("essai", None, ["fr", "en"], Translator("fr"))
    deck = read_deck(text.encode(), "essai.yaml").deck
    assert deck is not None
    shipped = [card for deck in load_decks([SHIPPED], None).decks for card in deck.cards]
    assert list(similar_questions([*shipped, *deck.cards])) == []
    assert list(similar_questions([*shipped, *deck.cards, *_renamed(deck, "autre").cards]))


def _renamed(deck: Deck, name: str) -> Deck:
    cards = (replace(card, key=CardKey(name, card.key.card)) for card in deck.cards)
    return replace(deck, id=name, cards=tuple(cards))


@pytest.mark.parametrize(("languages", "reader"), CHOICES)
def test_it_has_a_card_of_each_type_with_all_there_is_to_learn(
    languages: list[str], reader: str
) -> None:
    text = deck_text("essai", None, languages, Translator(reader))
    deck = read_deck(text.encode(), "essai.yaml").deck
    assert deck is not None
    assert deck.id == "essai"
    assert deck.languages == tuple(languages)
    for kind in card_schema.ENTRIES:
        assert f"  - {kind}: " in text
    contents = [card.content for card in deck.cards]
    assert any(isinstance(one, Basic) and not one.typed for one in contents)
    typed = [one for one in contents if isinstance(one, Basic) and one.typed]
    assert len(typed) == 2  # the second is the first, backwards
    assert typed[0].accept
    assert (typed[0].ask, typed[0].answer) == (typed[1].answer, typed[1].ask)
    assert any(isinstance(one, ListRecall) and one.ordered for one in contents)
    assert any(isinstance(one, Cloze) and one.typed for one in contents)
    (drill,) = (one.template for one in contents if isinstance(one, Drill))
    (part,) = drill.parts
    assert len(part.hints) == 2
    assert part.steps
    assert len(getattr(part, "mistakes", ())) == 2
    assert drill.tests


@pytest.mark.parametrize("reader", LANGUAGES)
def test_remarks_are_the_readers_texts_the_decks(reader: str) -> None:
    other = "fr" if reader == "en" else "en"
    first, *lines = deck_text("essai", None, [other], Translator(reader)).splitlines()
    assert first == MODELINE
    assert [line for line in lines if _is_remark(line)] == [
        line for line in _template(reader) if _is_remark(line)
    ]
    own = ("deck: ", "title: ", "languages: ")
    assert [line for line in lines if not _is_remark(line) and not line.startswith(own)] == [
        line for line in _template(other) if not _is_remark(line) and not line.startswith(own)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_is_made_from_is_well_typed(language: str) -> None:
    lines = _template(language)
    remarks = [line.strip(" #") for line in lines if _is_remark(line)]
    texts = [text for line in lines if not _is_remark(line) for text in QUOTED.findall(line)]
    assert len(remarks) > 15
    assert len(texts) > 25
    assert [fault for text in remarks + texts for fault in typography_faults(text, language)] == []
    assert max(map(len, remarks)) <= 100


def _template(language: str) -> list[str]:
    file = Path(scaffold.__file__).with_name(f"new_deck.{language}.yaml")
    return file.read_text("utf-8").splitlines()


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#")


def test_a_title_is_the_readers() -> None:
    def titles(title: str | None, languages: list[str], reader: str = "en") -> dict[str, str]:
        text = deck_text("mon-essai", title, languages, Translator(reader))
        deck = read_deck(text.encode(), "essai.yaml").deck
        assert deck is not None
        return dict(deck.title)

    assert titles(None, ["fr", "en"]) == {"fr": "Mon essai", "en": "Mon essai"}
    assert titles("My trial", ["fr", "en"]) == {"fr": "Mon essai", "en": "My trial"}
    assert titles("My trial", ["fr"]) == {"fr": "My trial"}
    awkward = 'a: "b" \\ {c} \\e #d'
    assert titles(awkward, ["en"]) == {"en": awkward}


@needs_server
def test_an_editor_underlines_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(schema_text(Translator("en")), "utf-8")
    files = []
    for number, (languages, reader) in enumerate(CHOICES):
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(deck_text("essai", None, languages, Translator(reader)), "utf-8")
    spoilt = tmp_path / "spoilt.yaml"
    spoilt.write_text(files[0].read_text("utf-8").replace("why:", "pourquoi:"), "utf-8")
    with language_server(tmp_path) as server:
        found = server.diagnostics(*files, spoilt)
    assert [found[file] for file in files] == [[]] * len(files)
    assert found[spoilt]
