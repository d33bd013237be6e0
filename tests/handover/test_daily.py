"""The look at a start, at most once a day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpitrainer.domain.text.vocabulary import NO_WORDS
from kpitrainer.handover.daily import look_today
from kpitrainer.handover.fetch import fetch
from kpitrainer.handover.origins import Origins
from kpitrainer.handover.own_folder import add
from kpitrainer.handover.sources import source_of
from kpitrainer.study.deck_offers import DeckOffers
from tests.handover.served import Server, deck

DAY = date(2026, 11, 21)
FIRST, SECOND = deck("un", "deux"), deck("un", "trois")

Look = Callable[..., DeckOffers | None]


class Learner:
    """Someone with a folder of decks."""

    def __init__(self, home: Path) -> None:
        self.own, self.path = home / "decks", home / "origins.json"

    def add(self, place: str) -> Path:
        source = source_of(place)
        origins = Origins.read(self.path)
        for each in fetch(source, NO_WORDS).decks.values():
            origin = add(each, source, self.own, DAY)
            origins = origins.with_origin(origin)
        origins.keep()
        return Path(origin.file)

    def look(self, days: int = 0) -> DeckOffers | None:
        return look_today(self.path, [self.own], NO_WORDS, DAY + timedelta(days=days))


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def test_a_newer_edition_is_offered_once_a_day(learner: Learner, server: Server) -> None:
    file = learner.add(server.put("/d.yaml", FIRST))
    server.put("/d.yaml", SECOND)
    offers = learner.look()
    assert offers is not None
    [difference] = offers.differences
    assert [str(each.kind) for each in difference.changes] == ["new", "gone"]
    asked = len(server.asked)
    assert learner.look() is None
    assert len(server.asked) == asked
    assert learner.look(1) is not None
    assert file.read_text("utf-8") == FIRST


def test_taken_it_is_there_and_not_offered_again(learner: Learner, server: Server) -> None:
    file = learner.add(server.put("/d.yaml", FIRST))
    server.put("/d.yaml", SECOND)
    offers = learner.look()
    assert offers is not None
    offers.take()
    assert file.read_text("utf-8") == SECOND
    assert learner.look(1) is None


def test_left_it_is_offered_again_only_where_it_changes(learner: Learner, server: Server) -> None:
    learner.add(server.put("/d.yaml", FIRST))
    server.put("/d.yaml", SECOND)
    offers = learner.look()
    assert offers is not None
    offers.refuse()
    assert learner.look(1) is None
    server.put("/d.yaml", deck("un", "vier"))
    assert learner.look(2) is not None


def test_nothing_is_asked_of_decks_that_came_from_no_address(
    learner: Learner, server: Server, tmp_path: Path
) -> None:
    assert learner.look() is None
    (tmp_path / "d.yaml").write_text(FIRST, "utf-8")
    learner.add(str(tmp_path / "d.yaml"))
    (tmp_path / "d.yaml").write_text(SECOND, "utf-8")
    assert learner.look() is None
    assert not server.asked


def test_what_the_learner_changed_is_not_offered_to_be_lost(
    learner: Learner, server: Server
) -> None:
    file = learner.add(server.put("/d.yaml", FIRST))
    file.write_text(FIRST.replace("Réponse", "Réplique"), "utf-8")
    server.put("/d.yaml", SECOND)
    assert learner.look() is None


@pytest.mark.parametrize(("body", "status"), [("x", 200), ("", 404), ("<html>", 200)])
def test_what_is_wrong_there_troubles_nobody_here(
    learner: Learner, server: Server, body: str, status: int
) -> None:
    file = learner.add(server.put("/d.yaml", FIRST))
    server.put("/d.yaml", body, status)
    assert learner.look() is None
    assert file.read_text("utf-8") == FIRST


def test_without_a_network_it_is_looked_again_at_the_next_start(
    learner: Learner, server: Server
) -> None:
    address = server.put("/d.yaml", FIRST)
    learner.add(address)
    server.put("/d.yaml", SECOND, 500)
    assert learner.look() is None
    server.put("/d.yaml", SECOND)
    assert learner.look() is not None


def test_a_damaged_memory_troubles_nobody(learner: Learner) -> None:
    learner.path.write_text("{")
    assert learner.look() is None
    assert learner.path.read_text() == "{"
