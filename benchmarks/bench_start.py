"""Start of the program in a terminal, beside a bare Textual app and beside the imports alone.

`python -m benchmarks.bench_start`, from the project's folder. Goals: first screen within 1.2
times a bare app's; counts shown, and first card answerable, within 1.2 times the imports; counts
shown of a large deck within 1.25 times those of a small one.
"""

from benchmarks.common import (
    ANSWER,
    BARE_APP,
    COUNTS,
    IMPORTS,
    IMPORTS_APP,
    QUESTION,
    SOMETHING,
    Learner,
    Table,
    Terminal,
    learner,
    options,
    run,
)

BARE = "bare Textual app: first screen"
IMPORTED = "import textual, sqlmodel; os._exit"
IMPORTED_APP = "import textual.app, sqlmodel; os._exit"
FIRST = "kpitrainer: first screen"
SHOWN = "kpitrainer: counts shown"
FIRST_REVIEW = "kpitrainer review: first screen"
ANSWERABLE = "kpitrainer review: first card"
LARGE = "large deck, counts shown"
KILLED = "large deck, counts shown after a kill"
RATIOS = {
    IMPORTED_APP: IMPORTED,
    FIRST: BARE,
    SHOWN: IMPORTED,
    FIRST_REVIEW: BARE,
    ANSWERABLE: IMPORTED,
    LARGE: SHOWN,
    KILLED: SHOWN,
}


def bare(someone: Learner, table: Table) -> None:
    """The app that shows one `Static`."""
    with Terminal(BARE_APP, someone.environment) as terminal:
        at, _ = terminal.wait_for(SOMETHING)
        table.add(BARE, (at - terminal.began) * 1e3)


def home(someone: Learner, table: Table) -> None:
    """`kpitrainer`."""
    with Terminal(someone.command, someone.environment) as terminal:
        at, _ = terminal.wait_for(SOMETHING)
        table.add(FIRST, (at - terminal.began) * 1e3)
        at, _ = terminal.wait_for(COUNTS)
        table.add(SHOWN, (at - terminal.began) * 1e3)
        terminal.quit()


def review(someone: Learner, table: Table) -> None:
    """`kpitrainer review`; that the card can be answered is tried after the clock has stopped."""
    with Terminal((*someone.command, "review", "banc"), someone.environment) as terminal:
        at, _ = terminal.wait_for(SOMETHING)
        table.add(FIRST_REVIEW, (at - terminal.began) * 1e3)
        at, _ = terminal.wait_for(QUESTION)
        table.add(ANSWERABLE, (at - terminal.began) * 1e3)
        terminal.press(" ")
        terminal.wait_for(ANSWER)
        terminal.quit()


def large(someone: Learner, table: Table) -> None:
    """`kpitrainer` with many cards, and after it was killed, when it looks at all rows."""
    for name in (LARGE, KILLED):
        with Terminal(someone.command, someone.environment) as terminal:
            at, _ = terminal.wait_for(COUNTS)
            table.add(name, (at - terminal.began) * 1e3)
            if name is KILLED:
                terminal.quit()


def one_round(someone: Learner, many: Learner, table: Table) -> None:
    """Each measured once."""
    bare(someone, table)
    home(someone, table)
    large(many, table)
    table.add(IMPORTED, run(IMPORTS, someone.environment))
    review(someone, table)
    table.add(IMPORTED_APP, run(IMPORTS_APP, someone.environment))


def main() -> None:
    """Measure all in turns, after one round that fills the caches."""
    asked = options(__doc__, cards=300, many=10_000, runs=20)
    with learner(asked["cards"]) as someone, learner(asked["many"]) as many:
        one_round(someone, many, Table())
        table = Table()
        for _ in range(asked["runs"]):
            one_round(someone, many, table)
    studied = f"{asked['cards']:,} cards studied, {asked['many']:,} in the large deck"
    print(f"{studied}, {asked['runs']} rounds, milliseconds\n")
    table.show(RATIOS)


if __name__ == "__main__":
    main()
