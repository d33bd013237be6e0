"""What `deck check` says of files that change under it, cannot be read, or clash."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import Diagnostic
from tests.deckfile.decks import GOOD, HEADER

WHOLE = HEADER + "".join(
    f'  - basic: carte-{number}\n    ask: {{fr: "Q{number} ?", en: "Q{number}?"}}\n'
    f'    answer: {{fr: "r{number}", en: "a{number}"}}\n'
    for number in range(20)
)


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


@contextmanager
def meanwhile(*acts: object) -> Iterator[threading.Event]:
    """Do the acts in turn, again and again, until the end of the block."""
    done = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while not done.is_set():
                for act in acts:
                    act()  # type: ignore[operator] # they are callable
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield done
    finally:
        done.set()
        worker.join()
    assert not failed


def test_a_file_being_written_is_read_as_it_is_at_some_moment(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    data = WHOLE.encode()
    ends = [0, len(data) // 3, len(data) // 2 + 7, len(data)]

    def write() -> None:
        with file.open("wb", buffering=0) as target:
            for begin, end in pairwise(ends):
                target.write(data[begin:end])

    write()
    # What a check may find: the problems of the file as it is after any of the writes.
    possible = []
    for end in ends:
        (tmp_path / "state").write_bytes(data[:end])
        possible.append(codes(check_decks([tmp_path / "state"])))
    seen = []
    with meanwhile(write):
        for _ in range(150):
            found = check_decks([file])
            assert all(diagnostic.at.file == str(file) for diagnostic in found)
            seen.append(codes(found))
            load_decks([tmp_path], tmp_path / "cache")
    assert [found for found in seen if found not in possible] == []
    assert len({tuple(found) for found in possible}) == 4
    assert check_decks([file]) == ()
    # Nothing that was read halfway is remembered for good.
    os.utime(file, ns=(0, 0))
    assert len(load_decks([tmp_path], tmp_path / "cache").decks[0].cards) == 20


def test_an_editor_that_saves_by_renaming_is_never_caught_halfway(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    texts = [WHOLE, WHOLE.replace("carte-", "fiche-")]
    wanted = [[card.key.card for card in _cards(text)] for text in texts]

    def save(text: str) -> None:
        draft = tmp_path / ".a.yaml.swp"
        draft.write_text(text, "utf-8")
        draft.replace(file)

    save(texts[0])
    with meanwhile(lambda: save(texts[1]), lambda: save(texts[0])):
        for _ in range(150):
            assert check_decks([tmp_path]) == ()
            (deck,) = load_decks([tmp_path], tmp_path / "cache").decks
            assert [card.key.card for card in deck.cards] in wanted


def _cards(text: str) -> tuple[Card, ...]:
    deck = read_deck(text.encode(), "a").deck
    assert deck is not None
    return deck.cards


def test_a_file_that_goes_away_is_told_not_raised(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with meanwhile(lambda: file.write_text(WHOLE, "utf-8"), file.unlink):
        for _ in range(150):
            assert codes(check_decks([tmp_path])) in (
                [],
                ["deck.unreadable"],
                ["deck.not-a-deck"],  # it is there, but empty still
                ["deck.no-deck-here"],
            )


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    """The drive that it leads to may not be there."""
    (tmp_path / "lien.yaml").symlink_to(tmp_path / "nulle-part")
    (tmp_path / "bon.yaml").write_text(HEADER + GOOD, "utf-8")
    loaded = load_decks([tmp_path], None)
    assert len(loaded.decks) == 1
    assert [found.at.file for found in loaded.diagnostics] == [str(tmp_path / "lien.yaml")]
    assert check_decks([tmp_path]) == loaded.diagnostics


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_what_is_no_file_is_told_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    odd = ["deck.no-regular-file"] * 2
    assert codes(load_decks([tmp_path], None).diagnostics) == odd
    assert codes(check_decks([tmp_path])) == odd
    assert codes(check_decks([tmp_path / "zero.yaml"])) == odd[:1]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root"
)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read_is_told(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "paquets"
    folder.mkdir()
    file = folder / "a.yaml"
    file.write_text(WHOLE, "utf-8")
    closed = file if what == "file" else folder
    closed.chmod(0)
    try:
        (diagnostic,) = check_decks([folder])
    finally:
        closed.chmod(0o700)
    code = "deck.unreadable" if what == "file" else "deck.unreadable-folder"
    assert (diagnostic.code, diagnostic.at.file) == (code, str(closed))


def test_two_decks_of_one_id_in_a_folder_are_told_however_they_are_named(tmp_path: Path) -> None:
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_text(HEADER + GOOD, "utf-8")
    other.write_text(HEADER + GOOD.replace("CSAT", "NPS"), "utf-8")
    for paths in ([tmp_path], [one, other], [other, one], [tmp_path, one], [one, tmp_path]):
        assert codes(check_decks(paths)) == ["deck.copy"], paths


def test_in_two_folders_one_replaces_the_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(HEADER + GOOD, "utf-8")
    assert check_decks([tmp_path / "a", tmp_path / "b"]) == ()
    assert check_decks([tmp_path / "a" / "a.yaml", tmp_path / "b" / "a.yaml"]) == ()


def test_a_file_named_twice_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(HEADER + GOOD.replace("ask", "aks"), "utf-8")
    monkeypatch.chdir(tmp_path)
    once = codes(check_decks([Path("a.yaml")]))
    assert once
    assert codes(check_decks([Path("a.yaml"), tmp_path / "a.yaml", Path()])) == once
