from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Position, Severity
from kpitrainer.domain.schedule.memory import Memory, Phase
from kpitrainer.domain.verdict import Message, Outcome, Verdict
from kpitrainer.i18n import Translator
from kpitrainer.wording import (
    clock,
    days,
    diagnostic_line,
    duration,
    error,
    interval,
    interval_in_full,
    last_made,
    render,
    verdict_line,
    when,
)

FR, EN = Translator("fr"), Translator("en")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _memory(wait: timedelta) -> Memory:
    """A memory whose card comes back after `wait`."""
    within_day = wait < DAY
    return Memory(
        phase=Phase.LEARNING if within_day else Phase.REVIEW,
        step=None,
        stability=1.0,
        difficulty=5.0,
        due_day=20_000 + wait.days,
        due_at=NOW + wait if within_day else None,
        last_day=20_000,
        last_at=NOW,
        interval=wait.days,
        reps=1,
        lapses=0,
    )


@pytest.mark.parametrize(
    ("wait", "french", "english", "full"),
    [
        (timedelta(minutes=1), "< 1 min", "< 1 min", "moins d’une minute"),
        (timedelta(minutes=5.5), "6 min", "6 min", "6 minutes"),
        (timedelta(minutes=10), "10 min", "10 min", "10 minutes"),
        (timedelta(minutes=59.6), "1 h", "1 h", "1 heure"),
        (timedelta(hours=5), "5 h", "5 h", "5 heures"),
        (DAY, "1 j", "1 d", "1 jour"),
        (8 * DAY, "8 j", "8 d", "8 jours"),
        (29 * DAY, "29 j", "29 d", "29 jours"),
        (30 * DAY, "1 mois", "1 mo", "1 mois"),
        (75 * DAY, "2,5 mois", "2.5 mo", "2,5 mois"),
        (365 * DAY, "1 an", "1 y", "1 an"),
        (450 * DAY, "1,2 an", "1.2 y", "1,2 an"),
        (730 * DAY, "2 ans", "2 y", "2 ans"),
    ],
)
def test_intervals(wait: timedelta, french: str, english: str, full: str) -> None:
    memory = _memory(wait)
    assert _plain(interval(FR, NOW, memory)) == french
    assert _plain(interval(EN, NOW, memory)) == english
    assert _plain(interval_in_full(FR, NOW, memory)) == full
    # Asked a moment later, it is still the same.
    assert interval(FR, NOW + timedelta(milliseconds=300), memory) == interval(FR, NOW, memory)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_english_in_full_has_its_plurals() -> None:
    told = [interval_in_full(EN, NOW, _memory(wait)) for wait in (DAY, 2 * DAY, 45 * DAY)]
    assert told == ["1 day", "2 days", "1.5 months"]


@given(st.integers(1, 36_500))
def test_days_and_intervals_agree(count: int) -> None:
    assert days(FR, count) == interval(FR, NOW, _memory(count * DAY))


def test_no_days() -> None:
    assert (_plain(days(FR, 0)), _plain(days(EN, 0))) == ("< 1 j", "< 1 d")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (240, "4 min"), (3599, "1 h 00"), (3900, "1 h 05")],
)
def test_durations(seconds: int, told: str) -> None:
    assert _plain(duration(FR, seconds)) == told


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        (NOW - DAY, "maintenant", "now"),
        (NOW, "maintenant", "now"),
        (NOW + timedelta(seconds=59), "dans moins d’une minute", "in less than a minute"),
        (NOW + timedelta(minutes=12), "dans 12 min", "in 12 min"),
        (NOW.replace(hour=18, minute=5), "aujourd’hui 18 h 05", "today at 18:05"),
        (NOW + DAY, "demain 9 h", "tomorrow at 9:00"),
        ((NOW + DAY).replace(hour=4), "demain", "tomorrow"),
        (NOW + 3 * DAY, "dans 3 jours", "in 3 days"),
        (NOW + 30 * DAY, "dans 30 jours", "in 30 days"),
        (NOW + 31 * DAY, "le 22 décembre", "on 22 December"),
        (NOW + 40 * DAY, "le 31 décembre", "on 31 December"),
        (NOW + 60 * DAY, "le 20 janvier 2027", "on 20 January 2027"),
    ],
)
def test_coming_moments(at: datetime, french: str, english: str) -> None:
    assert _plain(when(FR, NOW, at)) == french
    assert _plain(when(EN, NOW, at)) == english


def test_the_time_of_day() -> None:
    assert [_plain(clock(FR, NOW)), clock(EN, NOW.replace(minute=7))] == ["9 h", "9:07"]


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict(Outcome.RIGHT), "Bien vu."),
        (Verdict(Outcome.NEAR), "Presque\u00a0: à toi de juger."),
        (Verdict(Outcome.WRONG), "Ce n’est pas ça."),
        (Verdict(Outcome.WRONG, text="Les passifs comptent."), "Les passifs comptent."),
        (Verdict(Outcome.WRONG, message=Message("answer.item-repeated")), "Déjà trouvé."),
        (
            Verdict(Outcome.UNCLEAR, text="En %.", message=Message("answer.item-repeated")),
            "En %. Déjà trouvé.",
        ),
    ],
)
def test_verdicts(verdict: Verdict, told: str) -> None:
    assert verdict_line(FR, verdict) == told


def test_a_message_may_stand_within_another() -> None:
    inner = Message("common.interval-day", {"number": 3})
    outer = Message("common.when-tomorrow-at", {"clock": inner})
    assert _plain(render(FR, outer)) == "demain 3 j"
    assert render(FR, "{text}") == "{text}"


def test_a_problem_is_a_line_like_a_compilers() -> None:
    found = Diagnostic(Position("d.yaml", 1200, 3), "common.near", {}, Severity.WARNING)
    assert diagnostic_line(EN, found) == "d.yaml:1200:3: warning: Close: you be the judge."
    wrong = replace(found, severity=Severity.ERROR)
    assert diagnostic_line(FR, wrong).startswith("d.yaml:1200:3: erreur: ")


def test_an_unknown_name_gets_the_nearest() -> None:
    fault = KpiTrainerError("library.no-deck", name="calcul", known="nps, calculs")
    assert error(EN, fault).endswith("Did you mean “calculs”?")
    far = KpiTrainerError("library.no-deck", name="zzz", known="nps, calculs")
    assert "Did you mean" not in error(EN, far)
    assert "calculs" in error(EN, far)


@pytest.mark.parametrize(
    ("ago", "french", "english"),
    [
        (None, "première fois", "first time"),
        (timedelta(0), "déjà faite aujourd’hui", "made earlier today"),
        (timedelta(hours=10), "déjà faite hier", "last made yesterday"),
        (-DAY, "déjà faite aujourd’hui", "made earlier today"),  # the clock was set back
        (30 * DAY, "déjà faite il y a 30 jours", "last made 30 days ago"),
        (31 * DAY, "déjà faite le 21 octobre 2026", "last made on 21 October 2026"),
    ],
)
def test_when_a_mistake_was_last_made(ago: timedelta | None, french: str, english: str) -> None:
    at = None if ago is None else NOW - ago
    assert _plain(last_made(FR, NOW, at)) == french
    assert _plain(last_made(EN, NOW, at)) == english


def test_an_error_may_hold_the_problem_of_a_deck() -> None:
    broken = Diagnostic(Position("a.yaml", 7, 3), "deck.missing-key", {"key": "ask"})
    told = error(EN, KpiTrainerError("library.drill-kept-out", name="roi", diagnostic=broken))
    assert diagnostic_line(EN, broken) in told.splitlines()
