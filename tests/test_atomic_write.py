import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kpitrainer.atomic_write import ChangedMeanwhileError, create, replace, write, write_out


def rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_new_file_is_made_as_any_program_makes_one(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    create(tmp_path / "a.yaml", b"new")
    assert (tmp_path / "a.yaml").read_bytes() == b"new"
    assert rights(tmp_path / "a.yaml") == rights(plain)
    assert {file.name for file in tmp_path.iterdir()} == {"plain", "a.yaml"}


def test_an_existing_file_is_not_created_again(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        create(file, b"new")
    assert file.read_bytes() == b"old"
    dangling = tmp_path / "b.yaml"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        create(dangling, b"new")
    assert {file.name for file in tmp_path.iterdir()} == {"a.yaml", "b.yaml"}


def test_without_links_it_is_created_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "a.yaml"
    create(file, b"new")
    assert file.read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        create(file, b"newer")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_a_replaced_file_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(mode)
    replace(file, b"new", b"old")
    assert (file.read_bytes(), rights(file)) == (b"new", mode)
    assert list(tmp_path.iterdir()) == [file]


def test_behind_a_link_the_file_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    file = tmp_path / "there" / "a.yaml"
    file.write_bytes(b"old")
    link = tmp_path / "a.yaml"
    link.symlink_to(file)
    replace(link, b"new", b"old")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert [found.name for found in file.parent.iterdir()] == ["a.yaml"]


def test_a_file_that_changed_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"newest")
    with pytest.raises(ChangedMeanwhileError):
        replace(file, b"new", b"old")
    assert file.read_bytes() == b"newest"
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_there_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "a.toml"
    for data in (b"old", b"new"):
        write(file, data)
        assert file.read_bytes() == data
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX")
def test_a_pipe_takes_what_is_written_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as reader:
        taken = reader.submit(pipe.read_bytes)
        write_out(pipe, [b"one ", b"two"])
        assert taken.result(timeout=10) == b"one two"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_is_handed_on_has_the_rights_of_any_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_out(tmp_path / "page.html", b"")
    assert rights(tmp_path / "page.html") == rights(plain)
    write(tmp_path / "progress", b"")
    assert rights(tmp_path / "progress") == 0o600


def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(file, b"new", b"old")
    with pytest.raises(OSError, match="No space"):
        create(tmp_path / "b.yaml", b"new")
    with pytest.raises(OSError, match="No space"):
        write(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_folders_made_on_the_way_are_their_users_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write(tmp_path / "data" / "own" / "file", b"new")
    assert [rights(tmp_path / "data" / "own"), rights(tmp_path / "data")] == [0o700, 0o700]
    assert rights(tmp_path) == 0o755
    create(tmp_path / "private", b"", 0o600)
    assert rights(tmp_path / "private") == 0o600
