"""Packages that lie, are damaged or are meant to do harm: always a sentence, never more."""

import json
import sqlite3
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
import zstandard

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.formats import limits
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.finish import finish
from kpitrainer.formats.known import format_of, importer_of
from tests.formats.imports import codes, entries
from tests.formats.packages import BASIC, by_hand, packed

NOTES = [["un ?", "a"], ["deux ?", "b"]]
MUTATIONS = 1_500


def read(path: Path, *, history: bool = True) -> DraftDeck:
    return importer_of(format_of(path)).read(path, ReadOptions(history=history))


def refused(path: Path) -> str:
    with pytest.raises(KpiTrainerError) as told:
        read(path)
    return told.value.code.removeprefix("import.")


def collection_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("collection.anki2")


def today(path: Path, data: bytes, media: bytes = b"") -> Path:
    """A package of today with this collection in it."""
    pack = zstandard.ZstdCompressor().compress
    return packed(path, {"meta": b"\x08\x03", "collection.anki21b": pack(data), "media": media})


def test_only_plain_tables_are_read(tmp_path: Path) -> None:
    for more in (
        "ALTER TABLE notes RENAME TO other; CREATE VIEW notes AS SELECT * FROM other;",
        "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds);",
        "ALTER TABLE notes ADD COLUMN more AS (abs(id)); ",
        "ALTER TABLE notes DROP COLUMN tags;",
        "DROP TABLE cards;",
        "DROP TABLE revlog;",
    ):
        assert refused(by_hand(tmp_path / "p.apkg", NOTES, more=more)) == "no-collection"


def test_nothing_in_a_collection_is_carried_out(tmp_path: Path) -> None:
    more = (
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END;"
        "CREATE VIEW v AS SELECT writefile('x', 'y');"
        "CREATE INDEX i ON notes (flds COLLATE nocase);"
    )
    deck = read(by_hand(tmp_path / "p.apkg", NOTES, more=more))
    assert len(deck.drafts) == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["p.apkg"]


def test_a_broken_page_is_told(tmp_path: Path) -> None:
    file = by_hand(tmp_path / "p.apkg", [[f"question {n} ?", "r" * 500] for n in range(200)])
    data = bytearray(collection_of(file))
    for at in range(4096 * 6, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    packed(file, {"collection.anki2": bytes(data)})
    assert refused(file) == "damaged-collection"


def test_a_schema_whose_names_are_no_text_is_told(tmp_path: Path) -> None:
    file = by_hand(tmp_path / "p.apkg", NOTES)
    data = collection_of(file).replace(b"CREATE TABLE cards", b"CREATE \xff\xfe\x8fLE cards")
    packed(file, {"collection.anki2": data})
    assert refused(file) == "damaged-collection"


@pytest.mark.parametrize("cut", [0, 1, 99, 5_000])
def test_a_file_cut_short_is_told(tmp_path: Path, cut: int) -> None:
    file = by_hand(tmp_path / "p.apkg", [[f"question {n} ?", "r" * 500] for n in range(200)])
    data = collection_of(file)[:cut]
    packed(file, {"collection.anki2": data})
    assert refused(file) in ("damaged-collection", "no-collection")
    assert refused(today(file, data)) in ("damaged-collection", "no-collection")


def test_members_are_never_unpacked_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "ici"
    folder.mkdir()
    data = collection_of(by_hand(folder / "p.apkg", NOTES))
    names = {"collection.anki2": data, "../dehors": b"x", "/dehors-kpitrainer": b"x"}
    assert len(read(packed(folder / "p.apkg", names)).drafts) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["ici"]


def test_a_link_as_collection_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "p.apkg"
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("collection.anki2")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(file) == "member-is-link"


def test_what_is_packed_to_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(today(tmp_path / "a.apkg", bytes(30_000_000))) == "bomb"
    assert refused(packed(tmp_path / "b.apkg", {"collection.anki2": bytes(30_000_000)})) == "bomb"
    twice = zstandard.ZstdCompressor().compress(bytes(30_000_000))
    assert refused(today(tmp_path / "c.apkg", twice)) in ("damaged-collection", "no-collection")
    monkeypatch.setattr(limits, "_SMALL", 1 << 40)
    monkeypatch.setattr("kpitrainer.formats.read.zstd.LARGEST_MEMBER", 1)
    from kpitrainer.formats.read.zstd import unpacked  # noqa: PLC0415

    with pytest.raises(KpiTrainerError) as told:
        unpacked(twice, "x", 1_000_000)
    assert told.value.code == "import.large-member"


@pytest.mark.parametrize(
    "media",
    [b"", b"\xff" * 40, b"[" * 100_000, b'{"0": "../../x"}', b"9" * 10_000, b"\x0a\xff\xff\x03"],
)
def test_a_list_of_media_that_lies_does_no_harm(tmp_path: Path, media: bytes) -> None:
    assert len(read(by_hand(tmp_path / "p.apkg", NOTES, media=media)).drafts) == 2
    data = collection_of(by_hand(tmp_path / "p.apkg", NOTES))
    packing = zstandard.ZstdCompressor().compress(media)
    assert len(read(today(tmp_path / "q.apkg", data, packing)).drafts) == 2


def _models(written: str) -> str:
    return f"UPDATE col SET models = '{written}'"  # noqa: S608


@pytest.mark.parametrize(
    "more",
    [
        "UPDATE col SET models = '{'",
        "UPDATE col SET models = '[1]'",
        _models("[" * 50_000),
        "UPDATE col SET models = '{\"5\": 1}'",
        "UPDATE col SET decks = 'x'",
        "UPDATE col SET models = x'ff00'",
        "DELETE FROM col",
        _models(json.dumps({"5": {"flds": [{}] * 300}})),
    ],
)
def test_json_that_is_none_is_told(tmp_path: Path, more: str) -> None:
    assert refused(by_hand(tmp_path / "p.apkg", NOTES, more=more)) == "damaged-collection"


@pytest.mark.parametrize(
    "more",
    [
        "UPDATE notes SET flds = x'fffe00'",
        "UPDATE notes SET flds = NULL, guid = NULL, tags = NULL",
        "UPDATE notes SET mid = 'x'",
        "UPDATE notes SET flds = 12.5, guid = 1e300",
        "UPDATE cards SET nid = 1e300, ord = -1",
        "UPDATE cards SET did = 'x', ord = 99",
        'UPDATE col SET models = \'{"5": {"flds": [{"name": 5}], "tmpls": [{"qfmt": 7}]}}\'',
        "INSERT INTO revlog VALUES (9e18, 1, 3, -4, 1, 1)",
        "INSERT INTO revlog VALUES (1, 1, 'x', NULL, 1e300, x'ff')",
    ],
)
def test_values_of_any_kind_do_no_harm(tmp_path: Path, more: str) -> None:
    deck = read(by_hand(tmp_path / "p.apkg", NOTES, more=more))
    finish(deck, "d", "p", ReadOptions(), "fr")


def test_a_megabyte_in_a_field(tmp_path: Path) -> None:
    notes = [["q ?", "<b>" * 400_000], ["<i" * 500_000, "x"], ["{{c1::" * 200_000, "x"], *NOTES]
    file = by_hand(tmp_path / "p.apkg", notes)
    deck = finish(read(file), "d", "p", ReadOptions(), "fr")
    assert [card["answer"] for card in entries(deck)][-2:] == ["a", "b"]
    assert codes(deck) == []


def test_templates_that_take_long_are_read_all_the_same(tmp_path: Path) -> None:
    kind = json.loads(json.dumps(BASIC))
    for text in ("<script" * 90_000, "<!--" * 90_000, "{{" * 90_000, "{{#A}}" * 90_000):
        kind["tmpls"][0]["qfmt"] = "{{Front}}" + text
        with suppress(KpiTrainerError):
            read(by_hand(tmp_path / "p.apkg", NOTES, kind))


@pytest.mark.parametrize("count", [limits.MOST_NOTES + 1])
def test_too_many_notes_are_refused(tmp_path: Path, count: int) -> None:
    assert refused(by_hand(tmp_path / "p.apkg", ([f"q{n}", "r"] for n in range(count)))) == (
        "too-many-notes"
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"__type__": "Deck", "notes": [1, {}, {"fields": 3}]}',
        '{"__type__": "Deck", "note_models": [{"flds": 3}], "children": [[]]}',
        '{"__type__": "Deck", "children": [' * 2_000,
        '{"__type__": "Deck"',
        '{"__type__": ' + "9" * 9_000 + "}",
    ],
)
def test_crowd_anki_that_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "d.json"
    file.write_text(text, "utf-8")
    with suppress(KpiTrainerError):
        finish(read(file), "d", "d", ReadOptions(), "fr").yaml()


def sources(folder: Path) -> list[bytes]:
    """Files of each form, small ones, so that a mutation hits."""
    log = "INSERT INTO revlog VALUES (1000, 1, 3, 4000, 1, 2500);"
    old = by_hand(folder / "a.apkg", [*NOTES, ["{{c1::a::b}}", "x"]], more=log)
    data = collection_of(old)
    found = [old.read_bytes(), today(folder / "b.apkg", data).read_bytes()]
    stored = folder / "c.apkg"
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("collection.anki2", data)
        archive.writestr("media", b"{}")
    found.append(stored.read_bytes())
    crowd = {
        "__type__": "Deck", "name": "D", "crowdanki_uuid": "x",
        "note_models": [{"crowdanki_uuid": "m", **BASIC}],
        "notes": [{"guid": "g", "note_model_uuid": "m", "fields": ["q", "r"], "tags": ["t"]}],
    }  # fmt: skip
    found.append(json.dumps(crowd).encode())
    head = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#tags column:5\n"
    found.append(f'{head}g\tCloze\t"a {{{{c1::b::c}}}} <b>d</b>"\te\tf\n'.encode())
    return found


def mutated(data: bytes, chance: Random) -> bytes:
    """Some bytes changed, doubled or taken out."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randrange(1, 40)]
            case 2:
                made[at:at] = made[at : at + chance.randrange(1, 40)]
            case 3:
                made[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
            case _:
                made[at : at + 1] = chance.choice((b'"', b"{{", b"}}", b"<", b"\t", b"\n", b"::"))
    return bytes(made)


def tried(folder: Path, count: int, seed: int) -> int:
    """Read so many mutated files, each form in turn; tells how many gave a deck."""
    chance, good = Random(seed), 0  # noqa: S311 - no secret
    forms, file = sources(folder), folder / "m"
    for number in range(count):
        data = mutated(forms[number % len(forms)], chance)
        file.write_bytes(data)
        try:
            finish(read(file), "d", "m", ReadOptions(), "fr").yaml()
            good += 1
        except KpiTrainerError:
            pass
        except BaseException:
            (folder / "crash").write_bytes(data)
            raise
    return good


def test_a_mutated_file_is_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    good = tried(tmp_path, MUTATIONS, 1)
    assert 0 < good < MUTATIONS


def test_sqlite_lets_a_collection_do_nothing(tmp_path: Path) -> None:
    from kpitrainer.formats.read.collection_file import open_collection  # noqa: PLC0415

    inner = tmp_path / "c.anki2"
    inner.write_bytes(collection_of(by_hand(tmp_path / "p.apkg", NOTES)))
    before = inner.read_bytes()
    with open_collection(inner) as file:
        for statement in (
            "DELETE FROM notes",
            "SELECT load_extension('x')",
            "SELECT * FROM sqlite_master",
            "ATTACH 'x' AS x",
            "PRAGMA writable_schema = ON",
            "SELECT abs(id) FROM notes",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r",
        ):
            with pytest.raises(sqlite3.Error):
                file._connection.execute(statement)
    assert inner.read_bytes() == before
    with closing(sqlite3.connect(inner)) as plain:
        assert plain.execute("SELECT count(*) FROM notes").fetchone() == (2,)
