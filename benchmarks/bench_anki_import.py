"""What bringing in a package costs beside Anki's own import of the same file.

`python -m benchmarks.bench_anki_import`, from the project's folder, with the extra `oracle`. Both
read one `.apkg` of 10,000 notes, in turns: ours until the deck is written, Anki's into an empty
collection. Goal: p50 at most twice Anki's.
"""

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.common import Table, options
from kpitrainer.atomic_write import create
from kpitrainer.collector import collector_paused
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.finish import finish
from kpitrainer.formats.known import format_of, importer_of

if TYPE_CHECKING:
    from anki.collection import Collection

OURS, ANKI = "ours: package to deck", "Anki: package to collection"
_WORDS = ["marge", "taux", "client", "prix", "vente", "stock", "panier", "campagne", "part"]


def _collection(path: Path) -> "Collection":
    from anki.collection import Collection  # noqa: PLC0415 - an extra of the tests'

    path.parent.mkdir(parents=True, exist_ok=True)
    return Collection(str(path))


def package(folder: Path, notes: int) -> Path:
    """A package of notes such as people write: two of three plain, every third a cloze."""
    from anki.collection import ExportAnkiPackageOptions  # noqa: PLC0415 - as above

    col, chance = _collection(folder / "made" / "collection.anki2"), Random(1)  # noqa: S311 - no secret
    basic, cloze = (col.models.by_name(name)["id"] for name in ("Basic", "Cloze"))
    deck = col.decks.id("Cours")

    def sentence() -> str:
        return " ".join(chance.choices(_WORDS, k=9))

    def contents(n: int) -> str:
        if n % 3:
            return f"Question {n}&nbsp;: {sentence()} <b>{n}</b> ?\x1f{sentence()}<br>{sentence()}"
        return (
            f"{{{{c1::{sentence()}}}}} est {{{{c2::{n}::combien}}}} {sentence()}\x1fcar <i>{n}</i>"
        )

    numbers = range(1, notes + 1)
    col.db.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, 0, 0, ' cours ', ?, '', 0, 0, '')",
        [(n, f"g{n}", basic if n % 3 else cloze, contents(n)) for n in numbers],
    )
    cards = [(n, at) for n in numbers for at in range(1 if n % 3 else 2)]
    col.db.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 2500, 0, 0, 0, 0, 0, 0, '')",
        [(key, n, deck, at) for key, (n, at) in enumerate(cards, 1)],
    )
    path = folder / "cours.apkg"
    wanted = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True)
    col.export_anki_package(out_path=str(path), options=wanted, limit=None)
    col.close()
    return path


def ours(path: Path, out: Path) -> None:
    """As `deck import` does."""
    given = ReadOptions()
    with collector_paused():
        deck = importer_of(format_of(path)).read(path, given)
        made = finish(deck, "cours", "cours", given, "fr")
    create(out, made.yaml().encode())


def anki(path: Path, col: "Collection") -> None:
    """As Anki's dialog does."""
    from anki.collection import (  # noqa: PLC0415 - as above
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    wanted = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=wanted))


def measure(table: Table, name: str, act: Callable[[], object]) -> None:
    """Note the milliseconds an act takes, and those of the processor."""
    gc.collect()
    began, spent = time.perf_counter(), time.process_time()
    act()
    table.add(name, (time.perf_counter() - began) * 1e3)
    table.add(f"{name}, processor", (time.process_time() - spent) * 1e3)


def main() -> None:
    """Make the package, then import it in turns."""
    asked = options(__doc__, notes=10_000, rounds=7)
    os.environ["ANKI_TEST_MODE"] = "1"
    with TemporaryDirectory(prefix="kpitrainer-bench-") as name:
        folder = Path(name)
        path = package(folder, asked["notes"])
        print(f"{asked['notes']:,} notes, {path.stat().st_size / 1e6:.1f} MB")
        table = Table()
        for _ in range(asked["rounds"]):
            into = folder / "into"
            col = _collection(into / "collection.anki2")
            measure(table, OURS, lambda into=into: ours(path, into / "cours.yaml"))
            measure(table, ANKI, lambda col=col: anki(path, col))
            count = col.note_count()
            assert count == asked["notes"], count  # noqa: S101 - else they did not do the same
            col.close()
            rmtree(into)
        table.show({OURS: ANKI, f"{OURS}, processor": f"{ANKI}, processor"})


if __name__ == "__main__":
    main()
