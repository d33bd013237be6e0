"""The most memory a program holds, beside a bare Textual app and beside the imports alone.

`python -m benchmarks.bench_memory`, from the project's folder; on Linux only.
"""

import re
import sys

from benchmarks.common import (
    ANSWER,
    BARE_APP,
    COUNTS,
    QUESTION,
    SOMETHING,
    Learner,
    Terminal,
    learner,
    options,
)

IMPORTED = (sys.executable, "-c", "import textual.app, sqlmodel; input('imported')")
PLAIN = ("review", "--plain", "banc")


def show(name: str, mib: float) -> None:
    """One line."""
    print(f"{name:48} {mib:6.0f} MiB")


def peak(someone: Learner, command: tuple[str, ...], sign: re.Pattern[str]) -> float:
    """What a program holds until it has shown a sign."""
    with Terminal(command, someone.environment) as terminal:
        terminal.wait_for(sign)
        terminal.settle(0.3)
        return terminal.peak_mib()


def reviewed(someone: Learner, answers: int) -> float:
    """What a review of some cards holds."""
    with Terminal((*someone.command, "review", "banc"), someone.environment) as terminal:
        terminal.wait_for(QUESTION)
        for _ in range(answers):
            terminal.settle()
            terminal.press(" ")
            terminal.wait_for(ANSWER)
            terminal.settle()
            terminal.press("3")
            terminal.wait_for(QUESTION)
        return terminal.peak_mib()


def main() -> None:
    """Measure each once: peaks hardly vary."""
    asked = options(__doc__, few=300, cards=10_000, answers=50)
    answers = asked["answers"]
    with learner(asked["few"]) as someone:
        show("import textual.app, sqlmodel", peak(someone, IMPORTED, SOMETHING))
        show("bare Textual app", peak(someone, BARE_APP, SOMETHING))
    for cards in (asked["few"], asked["cards"]):
        with learner(cards) as someone:
            show(
                f"{cards:,} cards: first start, decks parsed",
                peak(someone, someone.command, COUNTS),
            )
            show(f"{cards:,} cards: Home", peak(someone, someone.command, COUNTS))
            show(f"{cards:,} cards: {answers} reviewed", reviewed(someone, answers))
            plain = peak(someone, (*someone.command, *PLAIN), QUESTION)
            show(f"{cards:,} cards: review --plain", plain)


if __name__ == "__main__":
    main()
