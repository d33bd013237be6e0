"""`after`: read with its places, ordered across files, checked."""

from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, read, told


def with_after(after: str, deck: str = "essai", level: int = 1) -> str:
    """A deck whose `after` stands on line 5."""
    header = HEADER.replace("deck: essai", f"deck: {deck}").replace("level: 1", f"level: {level}")
    return header.replace("cards:", f"after: {after}\ncards:") + GOOD


def places(deck: Deck | None) -> list[tuple[str, int, int]]:
    assert deck is not None
    return [(need.deck, need.at.line, need.at.column) for need in deck.after]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("[un, deux]", [("un", 5, 9), ("deux", 5, 13)]),
        ('["un"]  # quoted', [("un", 5, 9)]),
        ("\n  - un # a remark\n  - deux", [("un", 6, 5), ("deux", 7, 5)]),
        ("[]", []),
    ],
)
def test_prerequisites_have_their_places(after: str, expected: list[tuple[str, int, int]]) -> None:
    found = read(with_after(after))
    assert found.diagnostics == ()
    assert places(found.deck) == expected


def test_the_key_may_come_after_the_cards_and_cards_may_say_after() -> None:
    text = HEADER + GOOD.replace("CSAT\n", "after\n") + "after: [un]\n"
    assert places(read(text).deck) == [("un", 9, 9)]


@pytest.mark.parametrize(
    ("after", "diagnostic"),
    [
        ("un", "5:8 deck.wants-brackets"),
        ("[Un]", "5:9 deck.bad-name"),
        ("[un, un]", "5:13 deck.twice"),
        ("[{fr: un}]", "5:9 deck.starts-with"),
    ],
)
def test_a_wrong_one_costs_no_card(after: str, diagnostic: str) -> None:
    found = read(with_after(after))
    assert told(found) == [diagnostic]
    assert found.deck is not None
    assert len(found.deck.cards) == 1
    assert len(found.deck.after) <= 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three decks: cc (level 1) waits for bb (level 2), and aa for two unknown ones."""
    (tmp_path / "a.yaml").write_text(with_after("[xyz, uvw]", "aa"), "utf-8")
    (tmp_path / "b.yaml").write_text(with_after("[]", "bb", level=2), "utf-8")
    (tmp_path / "c.yaml").write_text(with_after("[bb]", "cc"), "utf-8")
    return tmp_path


def test_loading_orders_and_tells_also_from_the_cache(folder: Path) -> None:
    cache = folder / "cache"
    for _ in range(2):
        loaded = load_decks([folder], cache)
        assert [deck.id for deck in loaded.decks] == ["aa", "bb", "cc"]
        assert [diagnostic.code for diagnostic in loaded.diagnostics] == ["deck.unknown-deck"] * 2
    (folder / "a.yaml").write_text(with_after("[cc, bb]", "aa"), "utf-8")
    loaded = load_decks([folder], cache)
    assert [deck.id for deck in loaded.decks] == ["bb", "cc", "aa"]
    assert loaded.diagnostics == ()


def test_a_circle_is_told_where_it_is_closed(folder: Path) -> None:
    (folder / "b.yaml").write_text(with_after("[cc]", "bb", level=2), "utf-8")
    (folder / "a.yaml").write_text(with_after("[cc]", "aa"), "utf-8")
    (diagnostic,) = check_decks([folder])
    assert (diagnostic.code, diagnostic.severity) == ("deck.circle", Severity.ERROR)
    assert (diagnostic.at.file, diagnostic.at.line) == (str(folder / "c.yaml"), 5)
    loaded = load_decks([folder], None)
    assert loaded.diagnostics == (diagnostic,)
    assert len(loaded.decks) == 3


def test_a_deck_checked_alone_may_name_an_installed_one(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "own" / "mine.yaml"
    mine.parent.mkdir()
    mine.write_text(with_after("[bb, dd]", "mine"), "utf-8")
    (near, far) = check_decks([mine])
    assert (near.code, far.code) == ("deck.unknown-deck", "deck.unknown-deck")
    (diagnostic,) = check_decks([mine], beside=[folder])
    assert diagnostic.code == "deck.unknown-deck"
    assert diagnostic.values == {"id": "dd"}


@pytest.mark.parametrize(("level", "told_at"), [(1, "own/bb.yaml"), (2, "c.yaml")])
def test_a_circle_through_an_installed_deck_is_told(
    folder: Path, tmp_path: Path, level: int, told_at: str
) -> None:
    mine = tmp_path / "own" / "bb.yaml"
    mine.parent.mkdir()
    mine.write_text(with_after("[cc]", "bb", level), "utf-8")
    (diagnostic,) = check_decks([mine], beside=[folder])
    assert (diagnostic.code, diagnostic.at.file) == ("deck.circle", str(tmp_path / told_at))
    # What is wrong with the installed decks alone is not of this file.
    mine.write_text(with_after("[aa]", "other"), "utf-8")
    assert check_decks([mine], beside=[folder]) == ()


def test_what_is_wrong_is_told_of_a_deck_in_the_folder_of_installed_ones(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (folder, folder / "a.yaml"):
        diagnostics = check_decks([path], beside=[folder])
        assert [diagnostic.values for diagnostic in diagnostics] == [{"id": "xyz"}, {"id": "uvw"}]
        assert {diagnostic.at.file for diagnostic in diagnostics} == {str(folder / "a.yaml")}
    monkeypatch.chdir(folder)
    assert len(check_decks([Path("a.yaml")], beside=[folder])) == 2
    (folder / "c.yaml").write_text(with_after("[bb, nope]", "cc"), "utf-8")
    assert check_decks([folder / "b.yaml"], beside=[folder]) == ()
    (folder / "b.yaml").write_text(with_after("[cc, zz]", "bb", level=2), "utf-8")
    diagnostics = check_decks([folder / "b.yaml"], beside=[folder])
    assert {(diagnostic.code, Path(diagnostic.at.file).name) for diagnostic in diagnostics} == {
        ("deck.circle", "c.yaml"),
        ("deck.unknown-deck", "b.yaml"),
    }
