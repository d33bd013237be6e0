"""Whether reading, checking and naming stay in step with a deck file's length, whatever its shape.

    python -m benchmarks.bench_shapes [--kilobytes N]

Each shape is made to N kilobytes and to twice as many. Printed are for the longer file the seconds
of the processor for each megabyte, the ratio of these to the bare event stream of YAML over as many
bytes of plain cards, and the ratio of its time to that of the shorter one: 2 is in step with the
length, 4 goes with its square.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.syntax.yaml_tree import LOADER
from kpitrainer.deckfile.write.ids_writer import name_cards

HEADER = "deck: essai\ntitle: Essai\nlanguages: [fr]\nlevel: 1\ncards:\n"
_DRILL = """\
  - drill: d{n}
    title: T
    given: {{n: 1..9, m: 2..20}}
{more}    ask: Combien font {{n}} et {{m}} pour {n} ?
    answer: {{formula: n * m + {n}, unit: "€"}}
"""
_LETS = "    let:\n" + "".join(
    f"      l{k}: n ^ 9 + {' + '.join(f'n ^ {power}' for power in range(2, 20))}\n"
    for k in range(199)
)
_VARIANTS = "    variants:\n" + "".join(f"      - variant: v{k}\n" for k in range(200))


def _basic(name: str, ask: str, more: str = "") -> str:
    return f"  - basic: {name}\n    ask: {ask}\n    answer: Réponse\n{more}"


def _drill(number: int, more: str = "", behind: str = "") -> str:
    return _DRILL.format(n=number, more=more) + behind


def _alike(number: int) -> str:
    chance = Random(number)  # noqa: S311 - the same every time
    word = "".join("abc"[int(chance.random() * 3)] for _ in range(12))
    return _basic(f"c{number}", f"Que veut dire le mot {word} ici ?")


SHAPES: Mapping[str, Callable[[int], str]] = {
    "plain cards": lambda i: _basic(f"c{i}", f"Question {i} ?"),
    "tiny cards": lambda i: f"  - {{basic: c{i}, ask: Q{i}, answer: R{i}}}\n",
    "lists": lambda i: f"  - list: c{i}\n    ask: Cite {i} ?\n    items: [a{i}, b{i}, c{i}]\n",
    "empty cards": lambda _: "  - \n",
    "half-open gaps": lambda i: f'  - cloze: c{i}\n    text: "{"{{" * 990}"\n',
    "one name": lambda i: _basic("A", f"Question {i} ?"),
    "no names": lambda i: _basic("", f"Question {i} ?"),
    "chain of siblings": lambda i: _basic(f"c{i}", f"Question {i} ?", f"    sibling: c{i + 1}\n"),
    "unknown siblings": lambda i: _basic(f"c{i}", f"Question {i} ?", f"    sibling: z{i}\n"),
    "words alike": _alike,
    "one question": lambda i: _basic(f"c{i}", "Que mesure le NPS ?"),
    "long dashes": lambda i: _basic(f"c{i}", f"Question {i} ?").replace("-", "–", 1),
    "merge marks": lambda _: "<<<<<<< HEAD\n",
    "broken cards": lambda i: _basic(f"c{i}", f"Question: {i} : ?"),
    "drills": _drill,
    "impossible drills": lambda i: _drill(i, "    where: [n > 10]\n"),
    "heavy drills": lambda i: _drill(i, _LETS + "    where: [n > 10]\n"),
    "many variants": lambda i: _drill(i, "", _VARIANTS),
}

TASKS: Mapping[str, Callable[[bytes, Path], object]] = {
    "read": lambda data, _: read_deck(data, "essai.yaml"),
    "check": lambda _, file: check_decks([file]),
    "ids": lambda data, _: name_cards(data, "essai.yaml"),
}


def main() -> None:
    """Print a line a shape."""
    parser = ArgumentParser()
    parser.add_argument("--kilobytes", type=int, default=500)
    kilobytes = parser.parse_args(sys.argv[1:]).kilobytes
    plain = _made(SHAPES["plain cards"], 2_000 * kilobytes)
    bare = min(_seconds(lambda: _events(plain)) for _ in range(5)) / len(plain.encode())
    print(f"{2 * kilobytes} kB: s/MB, × bare YAML ({bare * 1e6:.2f} s/MB), × half as long")
    for name, shape in SHAPES.items():
        short, long = (_made(shape, size * kilobytes) for size in (1_000, 2_000))
        size = len(long.encode())
        shown = (
            f"{task} {two / size * 1e6:5.2f} {two / size / bare:6.1f} {two / max(one, 1e-9):4.1f}"
            for task, one, two in zip(TASKS, _times(short), _times(long), strict=True)
        )
        print(f"{name:18} {'   '.join(shown)}")


def _made(shape: Callable[[int], str], size: int) -> str:
    """A deck of at least `size` bytes."""

    def pieces() -> Iterator[str]:
        left = size
        for number in count():
            piece = shape(number)
            yield piece
            left -= len(piece.encode())
            if left <= 0:
                return

    return HEADER + "".join(pieces())


def _events(text: str) -> None:
    parser = LOADER(text)
    while parser.get_event():
        pass


def _seconds(task: Callable[[], object]) -> float:
    began = process_time()
    task()
    return process_time() - began


def _times(text: str) -> tuple[float, ...]:
    """Seconds of the processor for each of TASKS."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "essai.yaml"
        file.write_text(text, "utf-8")
        data = text.encode()
        return tuple(_seconds(lambda task=task: task(data, file)) for task in TASKS.values())


if __name__ == "__main__":
    main()
