"""How many minutes a day each desired retention asks of this learner, with their own cards."""

from kpitrainer.domain.schedule.simulation import Course, SimulatedCard, Workload, simulate
from kpitrainer.study.day_limits import candidates
from kpitrainer.study.estimate import pace
from kpitrainer.study.library import Selection
from kpitrainer.study.trainer import Trainer

WORKLOAD_DAYS = 90
"""So far ahead it is simulated, unless asked otherwise: about a term."""

MOST_DAYS = 1095

RETENTIONS = tuple(percent / 100 for percent in range(70, 98))


def workloads(
    trainer: Trainer, deck: str | None = None, days: int = WORKLOAD_DAYS
) -> tuple[Workload, ...]:
    """The workload at each of RETENTIONS: of all that is studied, or of one deck alone.

    Cards keep the dates they have, and come back by the retention from their next answer on; new
    ones are met up to the daily limit. The same cards give the same figures.

    Raises:
        UnknownNameError: there is no such deck.
    """
    settings, today = trainer.settings, trainer.clock.today()
    states = trainer.store.states()
    chosen = trainer.library.select(Selection((deck,) if deck else ()), states)
    cards = [
        SimulatedCard(
            queued.card.weight,
            trainer.policy(queued.card).maximum_interval,
            queued.state.memory,
        )
        for queued in candidates(chosen, settings, today)
        if not queued.state.suspended
    ]
    limits = settings.options(deck) if deck else settings
    seconds = pace(trainer.store.latest_lengths(), trainer.library.by_key)
    course = Course(
        cards=cards,
        today=today,
        days=days,
        new_per_day=limits.new_per_day,
        reviews_per_day=limits.reviews_per_day,
        pace=seconds,
        parameters=settings.parameters,
    )
    return tuple(simulate(course, retention) for retention in RETENTIONS)
