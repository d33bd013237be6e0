"""`kpitrainer deck update` and `deck diff`: corrections on their way to learners."""

import json
from pathlib import Path

import pytest

from kpitrainer.storage.sql_store import open_store
from tests.cli.conftest import Cli, Ran
from tests.handover.served import CARD, Server, deck, repository, zipped

FIRST = deck("un", "deux", "trois", more="edition: 1\n")
SECOND = deck(
    "un",
    "quatre",
    more="edition: 2\n",
    cards="  - basic: drei\n    ask: Trois ?\n    answer: Autre\n    aliases: [trois]\n",
)
"""One card is gone, one new, one renamed with another answer."""

COUNTS = "1 nouvelle carte, 1 autre réponse, 1 renommée, 1 retirée"


@pytest.fixture
def cli(cli: Cli) -> Cli:
    """As ever, its sentences with plain spaces."""

    def call(*arguments: str, typed: str = "") -> Ran:
        ran = cli(*arguments, typed=typed)
        return ran._replace(out=_plain(ran.out), err=_plain(ran.err))

    return call


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def own(home: Path) -> Path:
    return home / ".local/share/kpitrainer/decks"


@pytest.fixture
def address(cli: Cli, server: Server) -> str:
    """The address of a deck that was added, of which three cards are learnt."""
    address = server.put("/cours.yaml", FIRST)
    assert cli("deck", "add", address, "--yes").code == 0
    assert cli("review", "cours", "--plain", typed="\n3\n" * 3).code == 0
    return address


def keys(home: Path) -> set[str]:
    store = open_store(home / "progress.db")
    found = {key.card for key in store.keys()}  # noqa: SIM118 - no mapping
    store.close()
    return found


def check(cli: Cli, *more: str) -> Ran:
    return cli("deck", "update", "--check", *more)


@pytest.mark.usefixtures("address")
def test_nothing_new_is_told(cli: Cli, own: Path) -> None:
    assert check(cli) == Ran(0, "cours : à jour, édition 1.\n", "")
    assert cli("deck", "update", "--yes").code == 0
    assert (own / "cours.yaml").read_text("utf-8") == FIRST


@pytest.mark.usefixtures("address")
def test_what_changes_is_shown_with_what_it_does_to_progress(
    cli: Cli, own: Path, server: Server
) -> None:
    server.put("/cours.yaml", SECOND)
    ran = check(cli)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"Cours (cours), 3 cartes, édition 2, après la 1 : {COUNTS}",
        "- deux, retirée : Deux ?",
        "+ quatre : Quatre ?",
        "→ drei, avant trois : Trois ?",
        "≠ drei, autre réponse : Trois ?",
        "1 carte que tu as apprise n’y est plus ; sa progression attend.",
        "1 carte que tu as apprise a une autre réponse ; sa progression reste.",
    ]
    assert (own / "cours.yaml").read_text("utf-8") == FIRST


@pytest.mark.usefixtures("address")
def test_what_its_author_says_of_a_change_is_told(cli: Cli, server: Server) -> None:
    again = "  - basic: un\n    ask: Un ?\n    answer: Réponse un\n    version: {2: Autre sens.}\n"
    server.put("/cours.yaml", deck("deux", "trois", cards=again))
    told = check(cli).out
    assert "~ un, autre texte : Un ? (Autre sens.)" in told
    assert "1 carte que tu as apprise a changé de sens" in told


@pytest.mark.usefixtures("address")
def test_an_update_keeps_progress_also_of_renamed_cards(
    cli: Cli, home: Path, own: Path, server: Server
) -> None:
    server.put("/cours.yaml", SECOND)
    assert cli("deck", "update", "--yes").code == 0
    assert (own / "cours.yaml").read_text("utf-8") == SECOND
    assert check(cli) == Ran(0, "cours : à jour, édition 2.\n", "")
    told = cli("deck", "orphans").out
    assert "cours/deux" in told
    assert "cours/trois" not in told
    assert {"un", "deux", "drei"} <= keys(home)
    server.put("/cours.yaml", FIRST)  # back again
    assert cli("deck", "update", "--yes").code == 0
    assert "cours/deux" not in cli("deck", "orphans").out


@pytest.mark.usefixtures("address")
def test_without_a_yes_nothing_changes(cli: Cli, own: Path, server: Server) -> None:
    server.put("/cours.yaml", SECOND)
    asked = len(server.asked)
    ran = cli("deck", "update", typed="o\n")
    assert (ran.code, ran.out, "--yes" in ran.err) == (2, "", True)
    assert len(server.asked) == asked
    assert (own / "cours.yaml").read_text("utf-8") == FIRST


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (FIRST + "  - basic: x\n    ask: X ?\n", 200, "a une erreur à présent"),
        ("<!doctype html>", 200, "est une page web"),
        (deck("un", id="autre"), 200, "Le paquet « cours » n’est plus là"),
        ("", 404, "Il n’y a rien à"),
        ("", 500, "ne donne rien (réponse 500)"),
        (b"x" * 5_000_001, 200, "est trop gros"),
        (b"\xff\xff", 200, "a une erreur à présent"),
    ],
)
@pytest.mark.usefixtures("address")
def test_the_last_good_copy_stays(  # noqa: PLR0913, PLR0917 - each is used
    cli: Cli, own: Path, server: Server, body: str | bytes, status: int, told: str
) -> None:
    memory = (own.parent / "deck-origins.json").read_bytes()
    server.put("/cours.yaml", body, status)
    for ran in (check(cli), cli("deck", "update", "--yes")):
        assert ran.code == 1
        assert ran.out.startswith("cours : tu gardes ton exemplaire. ")
        assert told in ran.out
    assert (own / "cours.yaml").read_text("utf-8") == FIRST
    assert (own.parent / "deck-origins.json").read_bytes() == memory


@pytest.mark.usefixtures("address")
def test_a_server_that_is_gone_keeps_nobody_from_studying(cli: Cli, server: Server) -> None:
    server.close()
    ran = check(cli)
    assert (ran.code, "est hors d’atteinte" in ran.out) == (1, True)
    assert cli("review", "cours", "--plain").code == 0


@pytest.mark.usefixtures("address")
def test_what_the_learner_changed_is_kept_unless_the_deck_is_named(
    cli: Cli, own: Path, server: Server
) -> None:
    mine = FIRST.replace("Réponse un", "Ma réponse")
    (own / "cours.yaml").write_text(mine, "utf-8")
    assert check(cli).out == "cours : à jour, édition 1, avec tes changements.\n"
    server.put("/cours.yaml", SECOND)
    assert "Tu as changé" in check(cli).out
    ran = cli("deck", "update", "--yes")
    assert (ran.code, "reste comme tu l’as changé" in ran.out) == (1, True)
    assert (own / "cours.yaml").read_text("utf-8") == mine
    ran = cli("deck", "update", "cours", "--yes")
    assert ran.code == 0
    assert (own / "cours.yaml").read_text("utf-8") == SECOND
    assert (own / "cours.yaml.bak").read_text("utf-8") == mine
    assert str(own / "cours.yaml.bak") in ran.out


@pytest.mark.usefixtures("address")
def test_a_change_that_the_trainer_took_over_is_none(cli: Cli, own: Path, server: Server) -> None:
    (own / "cours.yaml").write_text(SECOND, "utf-8")
    server.put("/cours.yaml", SECOND)
    assert check(cli).code == 0


@pytest.mark.usefixtures("address")
def test_a_file_that_the_learner_broke_is_replaced_and_kept(
    cli: Cli, own: Path, server: Server
) -> None:
    (own / "cours.yaml").write_text("deck: [", "utf-8")
    server.put("/cours.yaml", SECOND)
    assert check(cli).code == 1
    assert cli("deck", "update", "cours", "--yes").code == 0
    assert (own / "cours.yaml").read_text("utf-8") == SECOND
    assert (own / "cours.yaml.bak").read_text("utf-8") == "deck: ["


def test_decks_of_one_archive_are_fetched_once_and_stand_for_themselves(
    cli: Cli, own: Path, server: Server
) -> None:
    address = server.put(
        "/t.zip", zipped({"a.yaml": deck("un", id="a"), "b.yaml": deck("x", id="b")})
    )
    assert cli("deck", "add", address, "--yes").code == 0
    broken = deck("x", id="b") + "  - basic: y\n"
    server.put("/t.zip", zipped({"a.yaml": deck("un", "deux", id="a"), "b.yaml": broken}))
    before = len(server.asked)
    ran = cli("deck", "update", "--yes")
    assert ran.code == 1
    assert len(server.asked) == before + 1
    assert (own / "a.yaml").read_text("utf-8") == deck("un", "deux", id="a")
    assert (own / "b.yaml").read_text("utf-8") == deck("x", id="b")


def test_from_files_folders_and_repositories_too(cli: Cli, home: Path, own: Path) -> None:
    (home / "partage").mkdir()
    (home / "partage/a.yaml").write_text(deck("un", id="a"), "utf-8")
    url = repository(home / "depot", {"b.yaml": deck("un", id="b")})
    for place in (home / "partage", url):
        assert cli("deck", "add", str(place), "--yes").code == 0
    (home / "partage/a.yaml").write_text(deck("un", "deux", id="a"), "utf-8")
    repository(home / "depot", {"b.yaml": deck("un", "deux", id="b")})
    assert cli("deck", "update", "--yes").code == 0
    assert (own / "a.yaml").read_text("utf-8") == deck("un", "deux", id="a")
    assert (own / "b.yaml").read_text("utf-8") == deck("un", "deux", id="b")


@pytest.mark.usefixtures("address")
def test_for_other_programs(cli: Cli, server: Server) -> None:
    server.put("/cours.yaml", SECOND)
    ran = check(cli, "--json")
    [told] = json.loads(ran.out)
    assert ran.code == 1
    assert (told["deck"], told["standing"], told["taken"]) == ("cours", "newer", False)
    assert told["difference"]["cost"] == ["cours/deux"]
    assert told["difference"]["edition"] == ["1", "2"]
    [taken] = json.loads(cli("deck", "update", "--yes", "--json").out)
    assert taken["taken"] is True
    assert cli("deck", "update", "--json").code == 2


@pytest.mark.usefixtures("address")
def test_names_of_decks_that_were_not_added(cli: Cli) -> None:
    ran = check(cli, "kpi-crm")
    assert (ran.code, "n’a pas été ajouté" in ran.err) == (2, True)
    assert check(cli, "cours").code == 0


def test_where_none_was_added(cli: Cli, home: Path) -> None:
    assert check(cli).code == 0
    assert json.loads(check(cli, "--json").out) == []
    assert not (home / "progress.db").exists()


def test_a_difference_is_told_to_the_trainer(cli: Cli, home: Path) -> None:
    old, new = home / "v1.yaml", home / "v2.yaml"
    old.write_text(FIRST, "utf-8")
    new.write_text(SECOND, "utf-8")
    ran = cli("deck", "diff", str(old), str(new))
    assert (ran.code, ran.err) == (1, "")
    assert "- deux, retirée" in ran.out
    assert "écris `version: 2`" in ran.out
    told = json.loads(cli("deck", "diff", str(old), str(new), "--json").out)
    assert told["cost"] == ["cours/deux"]
    assert cli("deck", "diff", str(old), str(old)).code == 0


def test_a_rename_without_the_former_name_costs_progress(cli: Cli, home: Path) -> None:
    old, new = home / "v1.yaml", home / "v2.yaml"
    old.write_text(FIRST, "utf-8")
    renamed = CARD.format("ein", "Un", "un")
    new.write_text(FIRST.replace(CARD.format("un", "Un", "un"), renamed), "utf-8")
    ran = cli("deck", "diff", str(old), str(new))
    assert ran.code == 1
    assert "! ein, sans doute un renommée : Un ?" in ran.out
    assert "`aliases`" in ran.out
    assert "L’édition est la même qu’avant" in ran.out
    new.write_text(
        new.read_text("utf-8").replace(renamed, f"{renamed}    aliases: [un]\n"), "utf-8"
    )
    assert cli("deck", "diff", str(old), str(new)).code == 0


def test_what_is_no_pair_of_editions(cli: Cli, home: Path) -> None:
    old, new = home / "v1.yaml", home / "v2.yaml"
    old.write_text(FIRST, "utf-8")
    new.write_text(deck("un", id="autre"), "utf-8")
    assert cli("deck", "diff", str(old), str(new)).code == 2
    new.write_text(FIRST + "  - basic: x\n    ask: X ?\n", "utf-8")
    ran = cli("deck", "diff", str(old), str(new))
    assert (ran.code, "passerait pour retirée" in ran.err) == (1, True)
    assert cli("deck", "diff", str(old), str(home)).code == 2
    assert cli("deck", "diff", str(old), str(home / "v3.yaml")).code == 2
