import json
import re
from pathlib import Path

import pytest

from kpitrainer.deckfile.schema.json_schema import FILE, schema_text
from kpitrainer.i18n import Translator
from tests.cli.conftest import Cli
from tests.program import run_program


@pytest.fixture
def own(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's own folder, not yet there."""
    folder = home / "mes paquets"
    monkeypatch.setenv("KPITRAINER_DECKS", str(folder))
    return folder


@pytest.mark.parametrize("languages", [None, "fr", "en", "fr,en"])
def test_a_new_deck_is_where_the_trainer_finds_it_and_passes_the_check(
    cli: Cli, own: Path, languages: str | None
) -> None:
    chosen = ["--languages", languages] if languages else []
    ran = cli("deck", "new", "mon-paquet", *chosen)
    file = own / "mon-paquet.yaml"
    written, check, study = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert str(file) in written
    assert check.endswith(f"kpitrainer deck check '{file}'")
    assert study.endswith("kpitrainer review mon-paquet")
    assert cli("deck", "check", "--strict", str(file)) == (0, "Aucun problème.\n", "")
    spoken = f"[{', '.join((languages or 'fr').split(','))}]"
    assert f"languages: {spoken}\n" in file.read_text("utf-8")
    assert (own / FILE).read_text("utf-8") == schema_text(Translator("fr"))
    listed = cli("deck", "list").out
    assert f"mon-paquet\u00a0: Mon paquet, niveau 1, 8 cartes, à toi ({file})" in listed


def test_it_can_be_studied_at_once(tmp_path: Path) -> None:
    assert run_program(["deck", "new", "essai", "--lang", "en"], tmp_path).returncode == 0
    ran = run_program(
        ["review", "essai", "--plain", "--limit", "1", "--lang", "en"], tmp_path, "q\n"
    )
    assert "What does the answer rate of a helpline tell?" in ran.stdout


def test_elsewhere_the_way_to_study_it_names_the_folder(cli: Cli, own: Path, home: Path) -> None:
    ran = cli("deck", "new", "essai", "--to", str(home))
    assert ran.out.endswith(f"kpitrainer review essai --decks {home}\n")
    assert (home / "essai.yaml").exists()
    assert not own.exists()


def test_a_title(cli: Cli, own: Path) -> None:
    assert (
        cli("deck", "new", "a", "--title", '  Mes  "chiffres" ', "--languages", "fr,en").code == 0
    )
    assert 'title: {fr: "Mes \\"chiffres\\"", en: "A"}' in (own / "a.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Été 1"], "write for example “ete-1”"),
        (["a" * 81], "cannot be a deck’s name"),
        (["../a"], "write for example “a”"),
        (["aux"], "write for example “deck-aux”"),
        (["com1.yaml"], "write for example “deck-com1”"),
        (["kpi-crm"], "would replace “kpi-crm” ("),
        (["a", "--languages", "fr,zz"], "“fr,zz” does not suit --languages"),
        (["a", "--languages", "spanish"], "did you mean es?"),
        (["a", "--languages", ""], "does not suit --languages"),
        (["a", "--title", " "], "This title is empty"),
        (["a", "--title", "\x1b[2J"], "forbidden character"),
        (["a", "--title", "x" * 201], "over 200 characters"),
        (["a", "--to", "no/such"], "given to --to, does not exist"),
        (["a", "--to", "x" * 5000], "given to --to, does not exist"),
        (["a", "--to"], "A value is missing after --to."),
        ([], "kpitrainer deck new --help"),
    ],
)
def test_what_cannot_be_meant(cli: Cli, own: Path, arguments: list[str], said: str) -> None:
    ran = cli("deck", "new", *arguments, "--lang", "en")
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not own.exists()


def test_no_file_is_overwritten(cli: Cli, own: Path) -> None:
    own.mkdir()
    file = own / "a.yaml"
    file.write_text("précieux", "utf-8")
    for more in ([], ["--replace"]):
        ran = cli("deck", "new", "a", *more, "--lang", "en")
        assert ran.code == 2
        assert f"The file “{file}” exists already" in ran.err
    assert file.read_text("utf-8") == "précieux"
    assert list(own.iterdir()) == [file]


@pytest.mark.usefixtures("own")
def test_a_shipped_deck_is_replaced_on_request_only(cli: Cli) -> None:
    assert cli("deck", "new", "kpi-crm").code == 2
    assert cli("deck", "new", "kpi-crm", "--replace").code == 0
    assert "kpi-crm\u00a0: Kpi crm, niveau 1, 8 cartes, à toi, remplace" in cli("deck", "list").out


def test_a_folder_holds_no_two_decks_of_one_name(cli: Cli, own: Path, home: Path) -> None:
    assert cli("deck", "new", "a").code == 0
    (own / "a.yaml").rename(own / "b.yaml")
    for more in ([], ["--replace"]):
        ran = cli("deck", "new", "a", *more, "--lang", "en")
        assert ran.code == 2
        assert f"The deck “a” already is in {own / 'b.yaml'}" in ran.err
    # Elsewhere it would take the other's place once it is installed.
    assert cli("deck", "new", "a", "--to", str(home)).code == 2
    assert cli("deck", "new", "a", "--to", str(home), "--replace").code == 0


def test_an_older_schema_gives_way(cli: Cli, own: Path) -> None:
    own.mkdir()
    (own / FILE).write_text(json.dumps({"title": Translator("fr")("schema.title")}), "utf-8")
    assert cli("deck", "new", "a", "--lang", "en").code == 0
    assert (own / FILE).read_text("utf-8") == schema_text(Translator("en"))


@pytest.mark.parametrize("mine", ['{"mine": 1}', "[]", "", "no JSON", "[" * 100_000])
def test_a_schema_of_the_authors_own_stays(cli: Cli, own: Path, mine: str) -> None:
    own.mkdir()
    (own / FILE).write_text(mine, "utf-8")
    ran = cli("deck", "new", "a", "--lang", "en")
    assert (ran.code, (own / FILE).read_text("utf-8")) == (0, mine)
    assert f"{own / FILE} is not kpitrainer’s schema" in ran.out


def test_no_schema_is_written_through_a_link(cli: Cli, own: Path, home: Path) -> None:
    own.mkdir()
    elsewhere = home / "schema.json"
    before = schema_text(Translator("fr"))
    elsewhere.write_text(before, "utf-8")
    (own / FILE).symlink_to(elsewhere)
    assert cli("deck", "new", "a", "--lang", "en").code == 0
    assert elsewhere.read_text("utf-8") == before


def test_the_ending_of_a_file_is_taken_off_the_name(cli: Cli, own: Path) -> None:
    assert cli("deck", "new", "gestion-stock.yaml").code == 0
    assert "deck: gestion-stock\n" in (own / "gestion-stock.yaml").read_text("utf-8")


def test_advice_on_a_folder_that_begins_with_a_dash_can_be_followed(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "-tiret").mkdir()
    monkeypatch.chdir(home)
    ran = cli("deck", "new", "a", "--to", "-tiret", "--lang", "fr")
    advice = ran.out.splitlines()[1].partition("kpitrainer ")[2]
    assert cli(*advice.split()).code == 0


def test_a_place_that_cannot_be_written_is_told(cli: Cli, own: Path) -> None:
    own.write_text("no folder", "utf-8")
    ran = cli("deck", "new", "a", "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"Cannot write in {own}: ")


def test_the_schema_is_printed(cli: Cli) -> None:
    for language in ("fr", "en"):
        assert cli("deck", "schema", "--lang", language).out == schema_text(Translator(language))


def test_the_schema_is_ascii_where_nothing_else_passes(tmp_path: Path) -> None:
    ran = run_program(["deck", "schema"], tmp_path, PYTHONIOENCODING="ascii")
    assert ran.stdout.isascii()
    assert json.loads(ran.stdout) == json.loads(schema_text(Translator("fr")))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_vs_code_reads_the_sentences_of_the_check(cli: Cli, own: Path, language: str) -> None:
    ran = cli("deck", "new", "essai", "--vscode", "--lang", language)
    assert (ran.code, ran.err, str(own) in ran.out) == (0, "", True)
    (task,) = json.loads((own / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    (own / "essai.yaml").write_text(
        "deck: essai\ntitle: Essai\nlanguages: [fr]\nlevel: 1\ncards:\n"
        "  - basic: a\n    ask: Question\n  - basic: b\n    ask: Même ?\n    answer: '**Oui**'\n",
        "utf-8",
    )
    told = cli(*(each.replace("${workspaceFolder}", str(own)) for each in task["args"])).out
    found = [
        (matcher["severity"], match[pattern["file"]], int(match[pattern["line"]]))
        for matcher in task["problemMatcher"]
        for line in told.splitlines()
        if (match := re.match((pattern := matcher["pattern"])["regexp"], line))
    ]
    listed = json.loads(cli("deck", "check", str(own), "--json").out)
    assert sorted(found) == sorted(
        (each["severity"], each["file"], each["line"]) for each in listed
    )
    assert {severity for severity, _, _ in found} >= {"error"}
    schema = json.loads((own / ".vscode" / "settings.json").read_text())["yaml.schemas"]
    assert [(own / name).is_file() for name in schema] == [True]


def test_files_of_vs_code_that_were_there_stay(cli: Cli, own: Path) -> None:
    (own / ".vscode").mkdir(parents=True)
    mine = own / ".vscode" / "settings.json"
    mine.write_text("{}")
    ran = cli("deck", "new", "essai", "--vscode", "--lang", "en")
    assert (ran.code, mine.read_text()) == (0, "{}")
    assert f"{mine} was there and stays as it is." in ran.out
    assert (own / ".vscode" / "tasks.json").is_file()
    again = cli("deck", "new", "autre", "--vscode", "--lang", "en")
    assert again.out.count("stays as it is") == 1
