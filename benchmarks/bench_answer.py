"""From the key that rates a card to the next card on the terminal, in a large deck.

`python -m benchmarks.bench_answer`, from the project's folder. Goals at 10,000 cards: median
within one frame of 60 Hz plus 5 ms (21.7 ms), 99th percentile under 50 ms.
"""

import re

from benchmarks.common import ANSWER, QUESTION, Table, Terminal, learner, options

START = "start to first card"
REVEAL = "reveal: key to answer"
RATE = "rating: key to next card"

AGAIN_EVERY = 10
"""Every so many cards one was forgotten, so that cards in learning come back among the others."""


def answer(terminal: Terminal, shown: str, key: str, table: Table) -> str:
    """Reveal and rate the card `shown`; the next one."""
    began = terminal.press(" ")
    at, _ = terminal.wait_for(ANSWER)
    table.add(REVEAL, (at - began) * 1e3)
    terminal.settle()
    began = terminal.press(key)
    at, following = terminal.wait_for(re.compile(rf"Question (?!{shown})\d{{5}}"))
    table.add(RATE, (at - began) * 1e3)
    terminal.settle()
    return following[-5:]


def main() -> None:
    """Answer card after card as a learner would."""
    asked = options(__doc__, cards=10_000, answers=300)
    table = Table()
    with (
        learner(asked["cards"]) as someone,
        Terminal((*someone.command, "review", "banc"), someone.environment) as terminal,
    ):
        at, shown = terminal.wait_for(QUESTION)
        table.add(START, (at - terminal.began) * 1e3)
        terminal.settle(0.5)
        shown = shown[-5:]
        for place in range(asked["answers"]):
            shown = answer(terminal, shown, "3" if place % AGAIN_EVERY else "1", table)
    print(f"{asked['cards']:,} cards studied, {asked['answers']} answers, milliseconds\n")
    table.show({})


if __name__ == "__main__":
    main()
