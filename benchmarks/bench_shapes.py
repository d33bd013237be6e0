"""Whether reading, checking and naming stay in step with a deck file's length, whatever its shape.

    python -m benchmarks.bench_shapes [--cards N]

Each shape is made of N cards and of 2N. Printed are the times of the longer file as ratios: to the
shorter one (2 is in step, 4 goes with the square), and to plain cards of as many bytes.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.write.ids_writer import name_cards

HEADER = "deck: essai\ntitle: Essai\nlanguages: [fr]\nlevel: 1\ncards:\n"
_DRILL = """\
  - drill: d{n}
    title: T
    given: {{n: 1..9}}
    where: [n > 10]
    ask: Combien ?
    answer: {{formula: n * 2}}
"""


def _basic(name: str, ask: str, more: str = "") -> str:
    return f"  - basic: {name}\n    ask: {ask}\n    answer: Réponse\n{more}"


def _words(count: int) -> Iterator[str]:
    chance = Random(1)  # noqa: S311 - a benchmark wants the same every time
    for _ in range(count):
        yield "".join("abc"[int(chance.random() * 3)] for _ in range(12))


SHAPES: Mapping[str, Callable[[int], Iterator[str]]] = {
    "plain cards": lambda n: (_basic(f"c{i}", f"Question {i} ?") for i in range(n)),
    "empty cards": lambda n: ("  - \n" for _ in range(10 * n)),
    "half-open gaps": lambda n: (
        f'  - cloze: c{i}\n    text: "{"{{" * 990}"\n' for i in range(n // 20)
    ),
    "one name": lambda n: (_basic("A", f"Question {i} ?") for i in range(n)),
    "no names": lambda n: (_basic("", f"Question {i} ?") for i in range(n)),
    "chain of siblings": lambda n: (
        _basic(f"c{i}", f"Question {i} ?", f"    sibling: c{i + 1}\n") for i in range(n)
    ),
    "unknown siblings": lambda n: (
        _basic(f"c{i}", f"Question {i} ?", f"    sibling: z{i}\n") for i in range(n)
    ),
    "impossible drills": lambda n: (_DRILL.format(n=i) for i in range(n // 4)),
    "words alike": lambda n: (
        _basic(f"c{i}", f"Que veut dire le mot {word} ici ?") for i, word in enumerate(_words(n))
    ),
    "one question": lambda n: (_basic(f"c{i}", "Que mesure le NPS ?") for i in range(n)),
}


def main() -> None:
    """Print a line a shape."""
    parser = ArgumentParser()
    parser.add_argument("--cards", type=int, default=2_000)
    cards = parser.parse_args(sys.argv[1:]).cards
    print(f"{cards} and {2 * cards} cards: twice the length, then beside plain cards")
    plain: tuple[float, ...] = ()
    for name, shape in SHAPES.items():
        short, long = (HEADER + "".join(shape(size)) for size in (cards, 2 * cards))
        few, many = _times(short), _times(long)
        each = tuple(seconds / len(long.encode()) for seconds in many)
        plain = plain or each
        shown = (
            f"{task} × {two / max(one, 1e-9):4.1f}, {mine / usual:5.1f}"
            for task, one, two, mine, usual in zip(TASKS, few, many, each, plain, strict=True)
        )
        print(f"{name:18} {'   '.join(shown)}")


TASKS: Mapping[str, Callable[[bytes, Path], object]] = {
    "read": lambda data, _: read_deck(data, "essai.yaml"),
    "check": lambda _, file: check_decks([file]),
    "ids": lambda data, _: name_cards(data, "essai.yaml"),
}


def _times(text: str) -> tuple[float, ...]:
    """Seconds of the processor for each of TASKS."""
    times = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "essai.yaml"
        file.write_text(text, "utf-8")
        for task in TASKS.values():
            began = process_time()
            task(text.encode(), file)
            times.append(process_time() - began)
    return tuple(times)


if __name__ == "__main__":
    main()
