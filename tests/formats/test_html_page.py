from html.parser import HTMLParser

import pytest

from kpitrainer.formats.outgoing import WriteOptions
from tests.formats.exports import ALL, deck_of, left_out_of, losses_of, taken_out
from tests.shipped import DECKS

EVIL = (
    "</style></title><script>alert(1)</script>&lt; \" ' javascript:alert(2) <img src=x onerror=y>"
)
QUOTED = EVIL.replace('"', '\\"')
HOSTILE = f"""
deck: d
title: "{QUOTED}"
description: "{QUOTED}"
languages: [fr]
level: 1
author: "{QUOTED}"
edition: "{QUOTED}"
licence: "{QUOTED}"
homepage: "https://example.org/?a='onmouseover='b&<script>"
cards:
  - basic: a
    ask: "{QUOTED}"
    answer: "*{QUOTED}* `{QUOTED}`"
    why: "{QUOTED}"
    hint: "{QUOTED}"
    mnemonic: "{QUOTED}"
    typed: true
    accept: ["{QUOTED} 2"]
    source: ["{QUOTED}"]
  - choice: b
    ask: Q ?
    answer: "{QUOTED}"
    wrong: [{{text: "{QUOTED} 1", say: "{QUOTED}"}}, "{QUOTED} 3"]
  - list: c
    ask: "{QUOTED} c"
    items: ["{QUOTED}", "{QUOTED} 2"]
  - cloze: d
    text: "{{{{{QUOTED}}}}} x"
  - truefalse: e
    claim: "{QUOTED}"
    answer: true
"""
"""A deck of somebody who would like more than to ask."""

VOID = {"meta", "br", "img"}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "nav", "ul"),
    *("ol", "li", "a", "div", "span", "i", "b", "em", "code", "main", "section", "details"),
    *("summary", "table", "tr", "th", "td"),
}


class Reader(HTMLParser):
    """Reads a page as a browser would, and notes what is in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, wanted: str) -> list[str | None]:
        return [value for _, name, value in self.attributes if name == wanted]


def page_of(text: str, language: str = "fr", options: WriteOptions | None = None) -> Reader:
    _, data = taken_out(deck_of(text), "html", (language,), options)
    return Reader(data.decode())


def test_what_authors_write_is_text_and_never_markup() -> None:
    page = page_of(HOSTILE)
    assert page.open == []
    assert set(page.tags) <= KNOWN
    assert "script" not in page.tags
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert {value for value in page.values("href") if value and value[0] != "#"} == {
        "https://example.org/?a='onmouseover='b&<script>"
    }
    assert page.values("src") == []
    assert "".join(page.text).count("<script>alert(1)</script>") > 12


def test_the_page_may_load_and_run_nothing() -> None:
    page = page_of(ALL)
    (policy,) = (value for value in page.values("content") if value and "default-src" in value)
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in "".join(page.text)
    assert "@import" not in "".join(page.text)


@pytest.mark.parametrize(("language", "heads"), [("fr", "Corrigé"), ("en", "Answers")])
def test_language_landmarks_and_headings(language: str, heads: str) -> None:
    page = page_of(ALL, language)
    assert page.values("lang") == [language]
    assert heads in page.text
    assert [tag for tag in page.tags if tag in ("header", "nav", "main", "h1", "h2")] == [
        *("header", "h1", "nav", "main", "h2", "h2", "h2")
    ]
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert {value[1:] for value in page.values("href") if value and value[0] == "#"} <= set(ids)


def test_each_card_is_asked_answered_and_turned_once() -> None:
    deck = deck_of(ALL)
    _, data = taken_out(deck, "html", ("fr",))
    sheet, key, cards = data.decode().split("<section ")[1:]
    count = len(deck.cards)
    assert [part.count('<li><div class="wide">') for part in (sheet, key, cards)] == [count] * 3
    assert cards.count("<summary>Réponse</summary>") == count
    assert cards.count("<summary>Indice</summary>") == 3
    assert "un chat ; ou / deux" in key
    assert "un chat" not in sheet
    assert "<em>Deux</em> ; <code>x|y</code>" in key
    assert "Comme les doigts." in cards
    assert "faux ; hélas" in key


@pytest.mark.parametrize("ordered", [True, False])
def test_an_order_that_counts_is_asked_for_and_told(ordered: bool) -> None:
    card = "  - list: etapes\n    ask: Quelles étapes ?\n    items: [un, deux]\n"
    deck = deck_of(_HEAD + card + ("    ordered: true\n" if ordered else ""))
    _, data = taken_out(deck, "html", ("fr",))
    sheet, key, cards = data.decode().split("<section ")[1:]
    assert ("À retrouver dans l’ordre." in sheet) is ordered
    for part in (key, cards):
        assert ("1. un\n2. deux" in part, "un\ndeux" in part) == (ordered, not ordered)


_HEAD = "deck: essai\ntitle: Essai\nlanguages: [fr]\nlevel: 1\ncards:\n"


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.id)
def test_each_shipped_deck_is_whole_in_it(deck: object) -> None:
    outgoing, data = taken_out(deck, "html", ("fr",))  # type: ignore[arg-type] # of the parameters
    assert (losses_of(outgoing), left_out_of(outgoing)) == ({}, [])
    page = Reader(data.decode())
    assert page.open == []
    assert set(page.tags) <= KNOWN


def test_drills_are_drawn_with_their_working_and_what_is_said_of_mistakes() -> None:
    deck = next(each for each in DECKS if each.id == "calculs-evolutions")
    drills = sum(card.type_name == "drill" for card in deck.cards)
    others = len(deck.cards) - drills

    def drawn(draws: int, seed: int) -> str:
        _, data = taken_out(deck, "html", ("fr",), WriteOptions(draws=draws, seed=seed))
        return data.decode()

    assert drawn(2, 7).split("<section ")[1].count('<li><div class="wide">') == others + 2 * drills
    assert drawn(2, 7) == drawn(2, 7) != drawn(2, 8)
    key = drawn(1, 7).split("<section ")[2]
    assert "La division est à l’envers" in key
    assert "÷ 400 × 100 = " in key or "× 100 = " in key
