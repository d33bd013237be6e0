"""What a package for Anki costs beside Anki's own export of the same notes.

`python -m benchmarks.bench_export`, from the project's folder, with the extra `oracle`. A deck of
10,000 cards is exported, brought into an empty collection of Anki's, and exported from there in the
old form, which ours is in, and in the new one, in turns. Goal: at most twice Anki’s time in
the old form.
"""

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import Table, options, write_deck
from kpitrainer.bootstrap import base_words
from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.files.cache_folder import CacheFolder
from kpitrainer.deckfile.files.deck_cache import read_remembered
from kpitrainer.formats.outgoing import outgoing_deck
from kpitrainer.formats.write import apkg

OURS, WHOLE = "ours", "ours, with reading the deck"
OLD, NEW = "Anki, old form", "Anki, new form"


def main() -> None:
    """Print the times."""
    given = options(__doc__, cards=10_000, rounds=7)
    os.environ["ANKI_TEST_MODE"] = "1"
    with TemporaryDirectory(prefix="kpitrainer-bench-") as name:
        _measure(Path(name), given["cards"], given["rounds"])


def _measure(folder: Path, cards: int, rounds: int) -> None:
    from anki.collection import (  # noqa: PLC0415 - an extra
        Collection,
        ExportAnkiPackageOptions,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    source, cache = folder / "banc.yaml", CacheFolder(folder / "cache")
    write_deck(source, cards)
    words = base_words()
    deck, _ = read_remembered(source, cache, words)
    assert deck is not None  # noqa: S101 - we wrote it
    ours = folder / "ours.apkg"

    def export() -> None:
        with collector_paused():
            ours.write_bytes(apkg.write(outgoing_deck(deck, ("fr",))))

    def read_and_export() -> None:
        with collector_paused():
            read, _ = read_remembered(source, cache, words)
            assert read is not None  # noqa: S101 - as above
            ours.write_bytes(apkg.write(outgoing_deck(read, ("fr",))))

    export()
    anki = Collection(str(folder / "collection.anki2"))
    anki.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(ours), options=ImportAnkiPackageOptions())
    )

    def anki_export(*, legacy: bool) -> Callable[[], object]:
        wanted = ExportAnkiPackageOptions(legacy=legacy)
        path = str(folder / f"anki{legacy}.apkg")
        return lambda: anki.export_anki_package(out_path=path, options=wanted, limit=None)

    runs = {
        OURS: export,
        WHOLE: read_and_export,
        OLD: anki_export(legacy=True),
        NEW: anki_export(legacy=False),
    }
    table = Table()
    for number in range(rounds + 1):
        for name, run in runs.items():
            gc.collect()
            began = time.perf_counter()
            run()
            if number:  # the first round fills the caches
                table.add(name, (time.perf_counter() - began) * 1e3)
    print(f"{cards} cards, {anki.note_count()} notes in Anki, {rounds} rounds")
    table.show({OURS: OLD, WHOLE: OLD, NEW: OLD})
    anki.close()


if __name__ == "__main__":
    main()
