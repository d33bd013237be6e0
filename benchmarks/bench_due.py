"""`kpitrainer due`, start to end, beside the import of sqlmodel alone.

`python -m benchmarks.bench_due`, from the project's folder.
"""

import sys

from benchmarks.common import Learner, Table, learner, options, run

IMPORTED = "import sqlmodel; os._exit"
VERSION = "kpitrainer --version"
SMALL, LARGE = "kpitrainer due, {:,} cards", "kpitrainer due --json, {:,} cards"


def one_round(learners: dict[int, Learner], table: Table) -> None:
    """Each measured once."""
    for cards, someone in learners.items():
        for name, arguments in ((SMALL, ("due",)), (LARGE, ("due", "--json"))):
            spent = run((*someone.command, *arguments), someone.environment)
            table.add(name.format(cards), spent)
    someone = next(iter(learners.values()))
    command = (sys.executable, "-c", "import os, sqlmodel; os._exit(0)")
    table.add(IMPORTED, run(command, someone.environment))
    table.add(VERSION, run((*someone.command, "--version"), someone.environment))


def main() -> None:
    """Measure all in turns, after one round that fills the caches."""
    asked = options(__doc__, few=300, cards=10_000, runs=15)
    with learner(asked["few"]) as few, learner(asked["cards"]) as many:
        learners = {asked["few"]: few, asked["cards"]: many}
        one_round(learners, Table())
        table = Table()
        for _ in range(asked["runs"]):
            one_round(learners, table)
    print(f"{asked['runs']} rounds, milliseconds\n")
    table.show(dict.fromkeys(table.times.keys() - {IMPORTED}, IMPORTED))


if __name__ == "__main__":
    main()
