from datetime import date

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.study.typed_dates import coming_date, read_date, read_stretch

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "2027-06-12", "12/06/2027", "12.6.2027", "12-06-2027", "12 juin", "le 12 juin 2027",
        "samedi 12 juin", "12 June", "June 12", "june 12, 2027", "12th of June".replace(" of", ""),
        " 12  JUIN ", "12/06", "12.6.", "on June 12th",
    ],
)  # fmt: skip
def test_dates_as_they_are_typed(typed: str) -> None:
    assert read_date(typed, TODAY) == date(2027, 6, 12)


def test_what_has_no_year_is_the_next_one() -> None:
    assert read_date("21 novembre", TODAY) == TODAY
    assert read_date("20 nov.", TODAY) == date(2027, 11, 20)
    assert read_date("1er févr.", TODAY) == date(2027, 2, 1)
    assert read_date("15 Fevrier", TODAY) == date(2027, 2, 15)
    assert read_date("29 février", TODAY) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("demain peut-être", "goal.no-date"), ("12", "goal.no-date"), ("", "goal.no-date"),
        ("12 brumaire", "goal.no-date"), ("12/06/27", "goal.no-date"), ("१२/०६", "goal.no-date"),
        ("31 juin", "goal.no-such-day"), ("2027-02-29", "goal.no-such-day"),
        ("12/13/2027", "goal.no-such-day"), ("0000-01-01", "goal.no-such-day"),
        ("21 novembre", "goal.past"), ("2026-11-20", "goal.past"),
    ],
)  # fmt: skip
def test_what_is_no_date_to_come(typed: str, code: str) -> None:
    with pytest.raises(KpiTrainerError) as caught:
        coming_date(typed, TODAY)
    assert caught.value.code == code


def test_a_stretch_of_days() -> None:
    over_the_year = (date(2026, 12, 20), date(2027, 1, 3))
    assert read_stretch(["20 décembre", "3 janvier"], TODAY) == over_the_year
    assert read_stretch(["du", "20", "décembre", "au", "3", "janvier"], TODAY) == over_the_year
    assert read_stretch(["December", "20", "to", "January", "3"], TODAY) == over_the_year
    assert read_stretch(["2026-11-10", "2026-11-25"], TODAY)[1] == date(2026, 11, 25)
    for shared in (
        ["du", "24", "au", "31", "décembre"],
        ["24", "31", "déc.", "2026"],
        ["December", "24", "to", "31"],
        ["Dec", "24th", "31st,", "2026"],
    ):
        assert read_stretch(shared, TODAY) == (date(2026, 12, 24), date(2026, 12, 31))
    assert read_stretch(["du", "1er", "au", "5", "novembre"], TODAY)[0] == date(2026, 11, 1)
    one_day = date(2027, 6, 12)
    assert read_stretch(["12", "juin", "2027"], TODAY) == (one_day, one_day)
    # Announced afterwards, without a year: as far back as a month.
    assert read_stretch(["22/10", "30/10"], TODAY) == (date(2026, 10, 22), date(2026, 10, 30))
    assert read_stretch(["20/10"], TODAY)[0] == date(2027, 10, 20)
    for first, last, code in (
        ("2026-12-20", "2026-12-03", "goal.no-stretch"),
        ("2026-12-20", "2028-12-03", "goal.no-stretch"),
        ("2026-12-20", "31 juin", "goal.no-such-day"),
        ("20", "30", "goal.no-date"),
        ("24", "2 janvier", "goal.no-date"),
        ("24", "31 brumaire", "goal.no-date"),
    ):
        with pytest.raises(KpiTrainerError) as caught:
            read_stretch([first, last], TODAY)
        assert caught.value.code == code
