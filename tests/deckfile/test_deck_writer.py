from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.syntax.source import HOSTILE
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq
from kpitrainer.deckfile.write.deck_writer import deck_yaml, entry_lines
from kpitrainer.formats.mend import as_read

HEADER = {"deck": "d", "title": "D", "languages": ["fr"], "level": 1}


def test_an_entry_is_written_as_an_author_would() -> None:
    fields = {
        "ask": "Quoi : « # » ?",
        "answer": {"fr": "court", "en": "short"},
        "why": "une ligne\n- deux\n\ntrois",
        "wrong": ["a", {"fr": "b", "say": {"fr": "non", "en": "no"}}],
        "typed": True,
        "tags": ["un-mot", "deux mots", "no"],
    }
    assert "\n".join(entry_lines("choice", "nom", fields)) == (
        "  - choice: nom\n"
        '    ask: "Quoi : « # » ?"\n'
        '    answer: {fr: "court", en: "short"}\n'
        "    why: |\n"
        "      une ligne\n"
        "      - deux\n"
        "\n"
        "      trois\n"
        "    wrong:\n"
        '      - "a"\n'
        '      - fr: "b"\n'
        '        say: {fr: "non", en: "no"}\n'
        "    typed: true\n"
        '    tags: [un-mot, "deux mots", "no"]'
    )


SIGNS = st.sampled_from("\n:#'\"\\-{}[]|>&*!%@` ~,?=é«»\u00a0")
TEXTS = st.text(SIGNS | st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
TEXTS = TEXTS.map(str.strip).filter(lambda text: text and not HOSTILE.search(text))


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_what_is_written_is_read_back(ask: str, why: str, source: list[str]) -> None:
    fields = {"ask": ask, "answer": {"fr": why}, "source": source}
    read = read_deck(deck_yaml(HEADER, [entry_lines("basic", "a", fields)]).encode(), "d.yaml")
    assert read.header is not None
    assert isinstance(read.header.node, Map)
    cards = read.header.node["cards"]
    assert isinstance(cards, Seq)
    (card,) = cards
    assert isinstance(card, Map)
    assert as_read(card) == {"basic": "a", **as_read(fields)}
