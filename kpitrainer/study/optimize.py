"""FSRS's parameters fitted to the learner's own log."""

from kpitrainer.domain.schedule.initial_fit import ParameterFit, first_recalls, fit_initial
from kpitrainer.domain.schedule.replay import effective
from kpitrainer.study.trainer import Trainer


def optimize(trainer: Trainer) -> ParameterFit:
    """Fit the four initial stabilities to all cards ever answered; stores nothing."""
    recalls = (
        recall for rows in trainer.store.histories() for recall in first_recalls(effective(rows))
    )
    return fit_initial(recalls, trainer.settings.parameters)
