"""The cache: never wrong, never in the way, and free of parsing."""

import os
import pickle
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from kpitrainer.deckfile import BaseWords, Loaded, load_decks
from kpitrainer.deckfile.files import deck_cache
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from tests.deckfile.decks import HEADER

LONG_AGO = 1_600_000_000
ONE = HEADER + "  - truefalse: a\n    claim: b\n    answer: true\n  - basic: broken\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    file = folder / "a.yaml"
    file.write_text(ONE)
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def load(deck: Path, words: bytes = b"") -> Loaded:
    return load_decks([deck.parent], deck.parent.parent / "cache", BaseWords(words))


def cached(deck: Path) -> Path:
    """The entry of the deck."""
    (entry,) = (deck.parents[1] / "cache").glob("*.deck")
    return entry


def sealed(content: bytes) -> bytes:
    """An entry that holds `content`."""
    return sha256(content).digest() + content


def claims(loaded: Loaded) -> list[str]:
    contents = [card.content for deck in loaded.decks for card in deck.cards]
    return [content.claim["fr"] for content in contents if isinstance(content, TrueFalse)]


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files parsed from here on."""
    names: list[str] = []
    read = deck_cache._read

    def noted(data: bytes, name: str, words: BaseWords) -> deck_cache.ReadResult:
        names.append(name)
        return read(data, name, words)

    monkeypatch.setattr(deck_cache, "_read", noted)
    return names


def test_an_unchanged_deck_is_neither_parsed_nor_read(
    deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = load(deck)
    names = parsed(monkeypatch)
    monkeypatch.setattr(deck_cache, "read_file", pytest.fail)

    again = load(deck)

    assert again == fresh
    assert [diagnostic.code for diagnostic in again.diagnostics] == ["deck.missing-key"] * 2
    assert names == []


def test_nothing_heavy_is_imported_for_an_unchanged_deck(deck: Path) -> None:
    load(deck)
    folder = f"Path({str(deck.parent)!r})"
    program = (
        "import sys; from pathlib import Path; from kpitrainer.deckfile import load_decks;"
        f"assert load_decks([{folder}], {folder}.parent / 'cache').decks;"
        "print({'yaml', 'pydantic', 'textual', 'sqlalchemy', 'sqlmodel'} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "set()\n"


def test_a_changed_deck_is_parsed_anew(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(deck)
    names = parsed(monkeypatch)
    deck.write_text(ONE.replace("claim: b", "claim: c"))

    assert claims(load(deck)) == ["c"]
    assert names == [str(deck)]


def test_a_change_within_the_same_tick_is_seen(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same size, same date: only the content tells, as the date is too fresh to be trusted."""
    deck.write_text(ONE)
    stamp = deck_cache.FileStamp.of(deck)
    monkeypatch.setattr(deck_cache.FileStamp, "of", lambda _: stamp)
    load(deck)
    deck.write_text(ONE.replace("claim: b", "claim: c"))

    assert claims(load(deck)) == ["c"]


def test_a_change_that_keeps_size_and_date_is_seen(deck: Path) -> None:
    load(deck)
    deck.write_text(ONE.replace("claim: b", "claim: c"))
    os.utime(deck, (LONG_AGO, LONG_AGO))

    assert claims(load(deck)) == ["c"]


def test_a_new_date_alone_costs_no_parsing(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(deck)
    names = parsed(monkeypatch)
    os.utime(deck, (LONG_AGO + 5, LONG_AGO + 5))

    assert load(deck).decks
    assert names == []


def test_other_words_beside_the_shipped_decks_read_anew(
    deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = b'lookalikes = ["rebond"]', b'lookalikes = ["rebord"]'
    load(deck, before)
    names = parsed(monkeypatch)

    assert load(deck, before).decks[0].vocabulary.lookalikes == {"rebond"}
    assert names == []
    assert load(deck, after).decks[0].vocabulary.lookalikes == {"rebord"}
    assert names == [str(deck)]


def test_the_words_are_only_parsed_where_a_deck_is(deck: Path) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        load(deck, b"no words")
    load(deck, b"")
    entry = cached(deck)
    (program, name, _), *rest = pickle.loads(entry.read_bytes()[32:])  # noqa: S301 - our own
    origin = program, name, b"no words"
    entry.write_bytes(sealed(pickle.dumps((origin, *rest))))

    assert load(deck, b"no words").decks


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80",
        b"not a pickle",
        pickle.dumps(()),
        pickle.dumps((("other program", "other file", b""), None, b"", b"")),
        pickle.dumps(5),
        b"cos\nno_such_name\n.",
    ],
)
def test_a_damaged_or_foreign_entry_is_ignored_and_rewritten(deck: Path, content: bytes) -> None:
    fresh = load(deck)
    entry = cached(deck)
    good = entry.read_bytes()
    for damaged in (content, sealed(content)):
        entry.write_bytes(damaged)

        assert load(deck) == fresh
        assert entry.read_bytes() == good


@pytest.mark.parametrize("damage", [slice(0, -20), slice(0, 300)])
def test_an_entry_cut_short_is_ignored(deck: Path, damage: slice) -> None:
    fresh = load(deck)
    entry = cached(deck)
    entry.write_bytes(entry.read_bytes()[damage])

    assert load(deck) == fresh


def test_a_result_damaged_within_its_entry_is_read_anew(deck: Path) -> None:
    fresh = load(deck)
    entry = cached(deck)
    *key, packed = pickle.loads(entry.read_bytes()[32:])  # noqa: S301 - our own
    entry.write_bytes(sealed(pickle.dumps((*key, packed[:-9]))))

    assert load(deck) == fresh


def test_another_version_of_the_program_reads_anew(
    deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(deck)
    names = parsed(monkeypatch)
    monkeypatch.setattr(deck_cache, "_program", lambda: "another")

    assert load(deck).decks
    assert names == [str(deck)]


def test_a_cache_that_cannot_be_written_is_no_error(deck: Path) -> None:
    (deck.parents[1] / "cache").write_text("a file where the folder should be")

    assert load(deck).decks


def test_nothing_but_entries_is_left_in_the_cache(deck: Path) -> None:
    load(deck)
    deck.write_text(ONE + "\n")
    load(deck)

    kept = sorted(file.suffix for file in (deck.parents[1] / "cache").iterdir())
    assert kept == [".deck", ".folder"]


def test_one_damaged_letter_is_never_shown(deck: Path) -> None:
    deck.write_text(ONE.replace("claim: b", "claim: etapes"))
    load(deck)
    entry = cached(deck)
    entry.write_bytes(entry.read_bytes().replace(b"etapes", b"etbpes"))

    assert claims(load(deck)) == ["etapes"]


def test_the_entries_of_decks_that_are_gone_are_removed(deck: Path) -> None:
    other = deck.with_name("b.yaml")
    other.write_text(ONE.replace("essai", "autre"))
    load(deck)
    other.unlink()
    load(deck)

    assert cached(deck).is_file()


class Evil:
    """Where its pickle is read, the file `mark` is made."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


owners = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no such owners here")


def poisoned(deck: Path) -> Path:
    """What appears where an entry is read that another program wrote."""
    mark = deck.parents[1] / "run"
    cached(deck).write_bytes(sealed(pickle.dumps(Evil(mark))))
    return mark


@owners
def test_an_entry_that_others_could_write_is_not_read(deck: Path) -> None:
    load(deck)
    mark = poisoned(deck)
    cached(deck).chmod(0o666)

    assert load(deck).decks
    assert not mark.exists()
    assert cached(deck).stat().st_mode & 0o777 == 0o600


@owners
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("whose", ["entry", "folder", "link"])
def test_what_another_user_owns_is_not_read(deck: Path, whose: str) -> None:
    load(deck)
    mark = poisoned(deck)
    if whose == "link":
        real = cached(deck).rename(deck.parents[1] / "entry")
        entry = deck.parents[1] / "cache" / f"{deck_cache.path_number(str(deck))}.deck"
        entry.symlink_to(real)
        os.lchown(entry, 65534, 65534)
    else:
        os.chown(cached(deck) if whose == "entry" else cached(deck).parent, 65534, 65534)

    assert load(deck).decks
    assert not mark.exists()


@owners
def test_others_lose_their_rights_in_the_folder(deck: Path) -> None:
    load(deck)
    folder = deck.parents[1] / "cache"
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    load(deck)

    assert folder.stat().st_mode & 0o022 == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(deck: Path) -> None:
    load(deck)
    entry = cached(deck)
    entry.unlink()
    os.mkfifo(entry)

    assert load(deck).decks
    assert entry.is_file()
