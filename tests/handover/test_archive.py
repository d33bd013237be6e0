"""Deck files out of archives, honest ones and others."""

import random
import stat
import struct
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kpitrainer.deckfile.syntax.source import LARGEST as LARGEST_DECK
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.archive import read_zip
from kpitrainer.handover.found import LARGEST, Found
from tests.handover.served import deck, zipped

ONE, TWO = deck("un"), deck("deux", id="autre")


def read(data: bytes) -> Found:
    return read_zip(data)


def left(found: Found) -> dict[str, str]:
    return {each.name: each.reason.removeprefix("handover.left-") for each in found.left_out}


def refused(data: bytes) -> str:
    with pytest.raises(KpiTrainerError) as raised:
        read_zip(data)
    return raised.value.code


def test_decks_of_all_folders_are_found_and_others_are_told() -> None:
    files: dict[str, str | bytes] = {
        "x/un.yaml": ONE,
        "y/z/deux.YML": TWO,
        "lisez-moi.txt": "x",
        "x/image.png": b"\x89",
    }
    unseen = {"__MACOSX/x/._un.yaml": "x", ".git/config": "x", "x/": "", ".DS_Store": "x"}
    found = read(zipped({**files, **unseen}))
    assert [(each.name, each.data.decode()) for each in found.files] == [
        ("x/un.yaml", ONE),
        ("y/z/deux.YML", TWO),
    ]
    assert left(found) == {"lisez-moi.txt": "no-deck", "x/image.png": "no-deck"}


@pytest.mark.parametrize(
    "name",
    [
        "../un.yaml",
        "x/../../un.yaml",
        "/etc/un.yaml",
        "C:/un.yaml",
        "..\\un.yaml",
        "\\\\h\\s\\u.yaml",
    ],
)
def test_a_name_that_leads_out_is_left_out(name: str) -> None:
    found = read(zipped({name: ONE, "deux.yaml": TWO}))
    assert left(found) == {name: "outside"}
    assert [each.name for each in found.files] == ["deux.yaml"]


def test_links_and_devices_are_left_out() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, kind in (("lien.yaml", stat.S_IFLNK), ("tube.yaml", stat.S_IFIFO)):
            member = zipfile.ZipInfo(name)
            member.external_attr = (kind | 0o777) << 16
            archive.writestr(member, "/etc/passwd")
    assert left(read(data.getvalue())) == {"lien.yaml": "link", "tube.yaml": "link"}


def test_a_file_that_unpacks_to_more_than_a_deck_is_left_out_within_little_memory() -> None:
    bomb = zipped({"bombe.yaml": b"\0" * 300_000_000, "un.yaml": ONE})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        found = read(bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert left(found) == {"bombe.yaml": "large"}
    assert [each.name for each in found.files] == ["un.yaml"]
    assert most < 4 * LARGEST_DECK


def test_many_large_files_are_refused_together() -> None:
    large = b"\0" * (LARGEST_DECK - 1)
    files = {f"{number}.yaml": large for number in range(LARGEST // LARGEST_DECK + 2)}
    assert refused(zipped(files)) == "handover.zip-much"
    assert refused(zipped({f"{number}.yaml": "a" for number in range(201)})) == "handover.zip-much"


@pytest.mark.parametrize("count", [60_000, 100_000])
def test_very_many_files_are_refused_before_their_list_is_read(count: int) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"")
    packed = data.getvalue()
    tracemalloc.start()
    try:
        assert refused(packed) == "handover.zip-many"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000


def test_a_file_that_is_there_twice_is_found_twice(recwarn: pytest.WarningsRecorder) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("un.yaml", ONE)
        archive.writestr("un.yaml", TWO)
    assert recwarn  # Python itself warns
    assert len(read(data.getvalue()).files) == 2


def test_what_is_encrypted_or_packed_in_a_rare_way_is_left_out() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("rare.yaml", ONE)
    assert left(read(data.getvalue())) == {"rare.yaml": "packed"}
    closed = bytearray(zipped({"secret.yaml": ONE}))
    at = closed.index(b"PK\x01\x02")
    closed[at + 8] |= 1
    assert left(read(bytes(closed))) == {"secret.yaml": "encrypted"}


def test_sizes_are_not_believed() -> None:
    data = bytearray(zipped({"un.yaml": b"\0" * 10_000_000}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 100)  # it says: 100 bytes
    assert refused(bytes(data)) == "handover.zip-damaged"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_but_its_beginning_is_told(data: bytes) -> None:
    assert refused(data) in ("handover.zip-damaged", "handover.zip-many")


def test_an_archive_with_any_bytes_changed_is_read_or_refused() -> None:
    whole = zipped({"x/un.yaml": ONE, "y/deux.yaml": TWO, "lisez-moi.txt": "x" * 500})
    chance = random.Random(20)  # noqa: S311 - the same each time
    told = set()
    for _ in range(3_000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            found = read(bytes(data))
        except KpiTrainerError as fault:
            told.add(fault.code)
        else:
            assert all(len(each.data) <= LARGEST_DECK for each in found.files)
    assert "handover.zip-damaged" in told


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read(zipped({"../un.yaml": ONE, "deux.yaml": TWO}))
    assert [*tmp_path.iterdir()] == []
