"""The most memory a program holds, beside a bare Textual app and beside the imports alone.

`python -m benchmarks.bench_memory`, from the project's folder.
"""

from benchmarks.common import (
    ANSWER,
    BARE_APP,
    COUNTS,
    IMPORTS_APP,
    QUESTION,
    SOMETHING,
    Learner,
    Terminal,
    learner,
    options,
    run,
)


def show(name: str, kib: int) -> None:
    """One line."""
    print(f"{name:50} {kib / 1024:6.0f} MiB")


def bare(someone: Learner) -> int:
    """The app that shows one `Static`."""
    with Terminal(BARE_APP, someone.environment) as terminal:
        terminal.wait_for(SOMETHING)
        terminal.settle(0.3)
    return terminal.peak_kib


def home(someone: Learner) -> int:
    """Home, with its counts."""
    with Terminal(someone.command, someone.environment) as terminal:
        terminal.wait_for(COUNTS)
        terminal.settle(0.3)
    return terminal.peak_kib


def review(someone: Learner, answers: int) -> int:
    """A review of some cards."""
    with Terminal((*someone.command, "review", "banc"), someone.environment) as terminal:
        terminal.wait_for(QUESTION)
        for _ in range(answers):
            terminal.settle()
            terminal.press(" ")
            terminal.wait_for(ANSWER)
            terminal.settle()
            terminal.press("3")
            terminal.wait_for(QUESTION)
    return terminal.peak_kib


def main() -> None:
    """Measure each once: peaks hardly vary."""
    asked = options(__doc__, few=300, cards=10_000, answers=50)
    answers = asked["answers"]
    with learner(asked["few"]) as someone:
        show("import textual.app, sqlmodel", run(IMPORTS_APP, someone.environment)[1])
        show("bare Textual app", bare(someone))
    for cards in (asked["few"], asked["cards"]):
        with learner(cards) as someone:
            show(f"first start, {cards:,} cards: decks are parsed", home(someone))
            show(f"Home, {cards:,} cards", home(someone))
            show(f"{answers} cards reviewed, {cards:,} cards", review(someone, answers))
            _, peak = run((*someone.command, "due"), someone.environment)
            show(f"kpitrainer due, {cards:,} cards", peak)


if __name__ == "__main__":
    main()
