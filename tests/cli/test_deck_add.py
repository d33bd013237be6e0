"""`kpitrainer deck add`, `remove` and `path`, with what a trainer may hand over."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran
from tests.handover.served import Server, deck, repository, serving, zipped

ABOUT = "edition: 2\nauthor: Mme Ibarra\nlicence: CC0\nhomepage: https://ecole.example\n"
BROKEN = deck("un") + "  - basic: deux\n    ask: Deux ?\n"


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
    """The learner's own folder, which is not there yet."""
    return home / ".local/share/kpitrainer/decks"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def added(cli: Cli, place: object, *more: str) -> Ran:
    return cli("deck", "add", str(place), "--yes", *more)


@pytest.mark.parametrize("how", ["file", "folder", "zip", "address", "zip-address", "git"])
def test_each_way_to_hand_a_deck_over(
    cli: Cli, home: Path, own: Path, server: Server, how: str
) -> None:
    text, class_ = deck("un", "deux", more=ABOUT), home / "classe"
    class_.mkdir()
    (class_ / "cours.yaml").write_text(text, "utf-8")
    (class_ / "lisez-moi.md").write_text("x")
    archive = home / "classe.zip"
    archive.write_bytes(zipped({"classe/cours.yaml": text, "classe/lisez-moi.md": "x"}))
    place = {
        "file": class_ / "cours.yaml",
        "folder": class_,
        "zip": archive,
        "address": server.put("/cours.yaml", text),
        "zip-address": server.put("/classe.zip", archive.read_bytes()),
        "git": repository(home / "depot", {"cours.yaml": text, "lisez-moi.md": "x"}),
    }[how]
    ran = added(cli, place)
    assert (ran.code, ran.err) == (0, "")
    assert (
        "Cours (cours), 2 cartes, édition 2, de Mme Ibarra, CC0, https://ecole.example" in ran.out
    )
    assert (own / "cours.yaml").read_text("utf-8") == text
    listed = cli("deck", "list").out
    [row] = [line for line in listed.splitlines() if line.startswith("cours ")]
    assert f"vient de {place}, édition 2, de Mme Ibarra" in row
    assert "un" in cli("review", "cours", "--plain").out.lower()


def test_where_it_came_from_is_remembered_outside_of_the_deck(
    cli: Cli, own: Path, server: Server
) -> None:
    address = server.put("/cours.yaml", deck("un", more=ABOUT))
    added(cli, address)
    [origin] = json.loads((own.parent / "deck-origins.json").read_text())["decks"]
    assert origin["at"] == address
    assert (origin["deck"], origin["edition"], origin["kind"]) == ("cours", "2", "web")
    assert origin["file"] == str(own / "cours.yaml")
    assert len(origin["sha256"]) == 64
    assert address not in (own / "cours.yaml").read_text()


def test_nothing_is_added_without_a_yes(cli: Cli, own: Path, server: Server) -> None:
    ran = cli("deck", "add", server.put("/cours.yaml", deck("un")), typed="o\n")
    assert (ran.code, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert not server.asked
    assert not own.exists()


def test_a_deck_with_errors_is_told_and_not_added(cli: Cli, own: Path, home: Path) -> None:
    (home / "cours.yaml").write_text(BROKEN, "utf-8")
    ran = added(cli, home / "cours.yaml")
    assert ran.code == 1
    assert "cours.yaml n’est pas pris" in ran.out
    assert "cours.yaml:9:5: erreur: Il manque « answer »" in ran.out
    assert names(own) == []


def test_of_several_decks_the_good_ones_are_added(cli: Cli, own: Path, home: Path) -> None:
    files = {
        "un.yaml": deck("un", id="un"),
        "b.yaml": BROKEN,
        "autre.yaml": "a: 1\n",
        "../x.yaml": deck("x", id="x"),
    }
    (home / "tout.zip").write_bytes(zipped(files))
    ran = added(cli, home / "tout.zip")
    assert ran.code == 1
    assert names(own) == ["un.yaml"]
    assert "Laissé de côté : ../x.yaml (son nom mène hors de l’archive)" in ran.out
    assert "Laissé de côté : autre.yaml (ce n’est pas un paquet)" in ran.out


def test_two_files_of_one_deck_are_refused(cli: Cli, own: Path, home: Path) -> None:
    (home / "deux.zip").write_bytes(zipped({"a.yaml": deck("un"), "b.yaml": deck("deux")}))
    ran = added(cli, home / "deux.zip")
    assert (ran.code, ran.out) == (1, "")
    assert "a.yaml, b.yaml" in ran.err
    assert names(own) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<!DOCTYPE html>\n<html><body>deck: x</body></html>", "est une page web"),
        ("\ufeff <!-- x --><HTML>", "est une page web"),
        (b"\x1f\x8b\x08", "une archive que je n’ouvre pas"),
        (b"PK\x03\x04 broken", "archive est abîmée"),
        (zipped({"collection.anki2": "x"}), "kpitrainer deck import"),
        (zipped({"a.txt": "x"}), "pas de paquet"),
        (zipped({}), "pas de paquet"),
        ("{}", "n’est pas pris"),
        ("", "n’est pas pris"),
        (b"\xff\xfe\x00", "n’est pas pris"),
        ("a: &a [*a]\n", "n’est pas pris"),
        (b"x: 1\n" + b"#" * 5_000_001, "est trop gros"),
    ],
)
def test_what_is_no_deck_is_told(
    cli: Cli, own: Path, server: Server, body: str | bytes, told: str
) -> None:
    ran = added(cli, server.put("/cours.yaml", body))
    assert ran.code == 1
    assert told in ran.out + ran.err
    assert names(own) == []
    assert not (own.parent / "deck-origins.json").exists()


def test_refusals_are_told_in_the_readers_language(cli: Cli, server: Server) -> None:
    assert "is no safe address" in added(cli, "http://e.example/d.yaml", "--lang", "en").err
    assert "n’est pas une adresse sûre" in added(cli, "http://e.example/d.yaml").err
    assert "Il n’y a rien à" in added(cli, server.address("/rien.yaml")).err
    assert "There is nothing at" in added(cli, server.address("/rien.yaml"), "--lang", "en").err
    with serving(secure=True) as outside:
        ran = added(cli, outside.put("/d.yaml", deck("un")))
    assert ran.code == 1
    assert "n’est pas reconnu" in ran.err


def test_a_deck_that_is_there_already_is_left_as_it_is(cli: Cli, own: Path, server: Server) -> None:
    address = server.put("/cours.yaml", deck("un"))
    added(cli, address)
    again = added(cli, address)
    assert again.code == 0
    assert "le même" in again.out
    server.put("/cours.yaml", deck("un", "deux"))
    ran = added(cli, address)
    assert (ran.code, "kpitrainer deck update cours" in ran.out) == (1, True)
    assert (own / "cours.yaml").read_text("utf-8") == deck("un")


def test_a_deck_of_ones_own_is_never_written_over(cli: Cli, own: Path, server: Server) -> None:
    own.mkdir(parents=True)
    (own / "mien.yaml").write_text(deck("zwei"), "utf-8")
    (own / "cours2.yaml").write_text(deck("drei", id="drei"), "utf-8")
    ran = added(cli, server.put("/cours.yaml", deck("un")))
    assert (ran.code, "kpitrainer deck remove cours" in ran.out) == (1, True)
    other = added(cli, server.put("/cours2.yaml", deck("un", id="quatre")))
    assert other.code == 0
    assert names(own) == ["cours2.yaml", "mien.yaml", "quatre.yaml"]
    assert (own / "cours2.yaml").read_text("utf-8") == deck("drei", id="drei")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/01%20Mon%20cours.yaml", "01 Mon cours.yaml"),
        ("/%C3%A9cole.yaml", "école.yaml"),
        ("/..%2f..%2fevil.yaml", "evil.yaml"),
        ("/.hidden.yaml", "cours.yaml"),
        ("/con.yaml", "cours.yaml"),
        ("/a%1b%5b31m.yaml", "cours.yaml"),
        ("/download?id=3", "cours.yaml"),
        ("/", "cours.yaml"),
    ],
)
def test_the_file_is_called_as_it_was_where_that_is_harmless(
    cli: Cli, own: Path, server: Server, path: str, name: str
) -> None:
    assert added(cli, server.put(path, deck("un"))).code == 0
    assert names(own) == [name]


def test_a_shipped_deck_that_gives_way_is_told(cli: Cli, server: Server) -> None:
    ran = added(cli, server.put("/x.yaml", deck("un", id="kpi-crm")))
    assert ran.code == 0
    assert "Le paquet fourni « kpi-crm » laisse sa place" in ran.out


def test_a_folder_that_cannot_be_written_is_told(cli: Cli, home: Path, server: Server) -> None:
    (home / ".local/share/kpitrainer").mkdir(parents=True)
    (home / ".local/share/kpitrainer/decks").write_text("a file")
    ran = added(cli, server.put("/cours.yaml", deck("un")))
    assert (ran.code, "Impossible d’écrire" in ran.err) == (1, True)


def test_a_damaged_memory_is_told_and_not_written_over(cli: Cli, own: Path, server: Server) -> None:
    memory = own.parent / "deck-origins.json"
    own.mkdir(parents=True)
    for damaged in ("{", "[]", '{"decks": [{"file": 3}]}', '{"decks": [{"kind": "x"}]}'):
        memory.write_text(damaged)
        ran = added(cli, server.put("/cours.yaml", deck("un")))
        assert (ran.code, str(memory) in ran.err) == (1, True)
        assert memory.read_text() == damaged
        assert cli("deck", "list").code == 0
    assert names(own) == []


def test_a_removed_deck_is_set_aside_and_its_progress_waits(
    cli: Cli, own: Path, server: Server
) -> None:
    address = server.put("/cours.yaml", deck("un", "deux"))
    added(cli, address)
    assert cli("review", "cours", "--plain", typed="\n3\n").code == 0
    ran = cli("deck", "remove", "cours", "--yes")
    assert ran.code == 0
    assert "sa progression attend" in ran.out
    assert names(own) == ["cours.yaml.bak"]
    assert f"{own / 'cours.yaml.bak'}" in ran.out
    assert not [line for line in cli("deck", "list").out.splitlines() if line.startswith("cours ")]
    assert "cours.yaml.bak" not in cli("deck", "list").err
    assert cli("deck", "update", "--check").out.startswith("Aucun paquet")
    assert added(cli, address).code == 0
    assert cli("deck", "orphans").out.startswith("Toutes tes révisions")
    assert cli("deck", "remove", "cours", "--yes").code == 0
    assert names(own) == ["cours.yaml.bak", "cours.yaml.bak2"]


def test_what_cannot_be_removed_is_told(cli: Cli) -> None:
    shipped = cli("deck", "remove", "kpi-crm", "--yes")
    assert (shipped.code, "kpitrainer config set hide kpi-crm" in shipped.err) == (2, True)
    assert cli("deck", "remove", "rien", "--yes").code == 2
    assert cli("deck", "remove", "kpi-crm").code == 2


def test_the_folder_is_told(cli: Cli, own: Path, home: Path) -> None:
    assert cli("deck", "path").out == f"{own}\n"
    for name in ("a", "b"):
        (home / name).mkdir()
    both = cli("deck", "path", "--decks", str(home / "a"), "--decks", str(home / "b"))
    assert both.out.splitlines() == [str(home / "b"), str(home / "a")]
