from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import drill
from tests.plain.conftest import Studied


def _problem(language: str = "en", seed: int = 1) -> Attempt:
    return Attempt(drill(), language, seed)


def _right(seed: int = 1) -> str:
    exercise = _problem(seed=seed).exercise
    assert exercise
    return str(exercise.answer)


def _mistaken() -> str:
    exercise = _problem().exercise
    assert exercise
    return exercise.mistake_working("passifs-oublies", "en").rpartition("= ")[2]


def test_a_right_answer_is_scored_and_the_next_problem_comes(
    drilled: Studied, store: SqlStore
) -> None:
    said = drilled(drill(), _right(), "", "q")
    assert "Well spotted." in said
    assert "1 right of 1." in said
    assert said.count("NPS from counts") == 2
    assert [row.entry.rating for row in store.rows()] == [Rating.GOOD]


def test_a_known_mistake_is_explained_with_the_learners_numbers(drilled: Studied) -> None:
    said = drilled(drill(), _mistaken(), "q")
    told = said.index("Passives count.")
    assert said[told + 1].startswith("Your calculation: (")
    assert said[told + 2].startswith("Answer: ")
    assert "Traps met:" in said
    assert "- Passives count." in said


def test_a_mistake_made_before_tells_when(drilled: Studied) -> None:
    drilled(drill(), _mistaken(), "q")
    assert "- Passives count. (made earlier today)" in drilled(drill(), _mistaken(), "q")
    french = drilled(drill(), _mistaken(), "", _mistaken(), "q", language="fr")
    assert any(line.endswith("(erreur déjà faite aujourd’hui)") for line in french)


def test_a_mistake_no_longer_made_is_gone(drilled: Studied) -> None:
    right = [line for seed in (2, 3, 4) for line in (_right(seed), "")]
    said = drilled(drill(), _mistaken(), "", *right, "q")
    assert said[said.index("Traps you now avoid:") + 1] == "- Passives count."
    assert "Traps met:" not in said


def test_what_cannot_be_read_is_free(drilled: Studied, store: SqlStore) -> None:
    said = drilled(drill(), "abc", "1.234", "--5", _right(), "q")
    assert "1 right of 1." in said
    assert len(list(store.rows())) == 1


def test_a_calculation_is_an_answer_whose_value_is_said_first(drilled: Studied) -> None:
    exercise = _problem().exercise
    assert exercise
    values = exercise.given
    said = drilled(drill(), f"({values['P']}-{values['D']})/{values['n']}*100", "q")
    told = said.index("Well spotted.")
    assert said[told - 1] == "That makes 44.25."
    typed = drilled(drill(), _right(), "q")
    assert not any(line.startswith("That makes") for line in typed)


def test_a_wrong_calculation_is_valued_too(drilled: Studied) -> None:
    said = drilled(drill(), "(2+3)*4 euros", "2+3", "q")
    assert said.index("That makes 20.") < said.index("That makes 5.")


def test_an_answer_is_taken_back_with_the_same_numbers(drilled: Studied, store: SqlStore) -> None:
    said = drilled(drill(), "99", "u", _right(), "q")
    asked = _problem().question
    assert said.count(asked) == 2
    assert "1 right of 1." in said
    assert len(list(store.rows())) == 3  # the answer, its tombstone, the answer


def test_a_solution_that_was_asked_for_is_taken_back(drilled: Studied, store: SqlStore) -> None:
    said = drilled(drill(), "u", "", "u", _right(), "", "u", _right(), "q")
    assert said.count("NPS from counts") == 4
    assert said.count("Nothing to undo.") == 1
    assert said.count("Undone. Here is that card again:") == 2
    assert "1 right of 1." in said
    kinds = [row.entry.kind for row in store.rows()]
    assert kinds == [LogKind.PRACTICE, LogKind.UNDO] * 2 + [LogKind.PRACTICE]


def test_hints_come_one_after_another(drilled: Studied, store: SqlStore) -> None:
    said = drilled(drill(), "h", "h", "h", "h", "?", _right(), "q")
    told = said.index("Hint: Which denominator?")
    assert said[told + 1].startswith("Hint: (")
    assert said[told + 2].startswith("Last hint, which gives the solution: (")
    assert said[told + 2].endswith("× 100")
    assert said[told + 3] == "No hint left here."
    assert sum(line.startswith("Type a number or a calculation") for line in said) == 1
    # The solution was given away: known it was not.
    assert "Well spotted." in said
    assert "0 right of 1." in said
    assert "Enter: another one. u: undo your answer. q: finish." in said
    assert [row.entry.rating for row in store.rows()] == [Rating.AGAIN]


def test_two_hints_of_three_make_it_hard(drilled: Studied, store: SqlStore) -> None:
    drilled(drill(), "h", "h", _right(), "q")
    assert [row.entry.rating for row in store.rows()] == [Rating.HARD]


def test_count_ends_it(drilled: Studied) -> None:
    said = drilled(drill(), "", "", "", "", "", "", "", count=2)
    assert said.count("NPS from counts") == 2
    assert "0 right of 2." in said
    assert any(line.startswith("2 problems, 0 right") for line in said)


def test_the_end_of_input_ends_it(drilled: Studied, store: SqlStore) -> None:
    assert drilled(drill())[-1] == "Nothing rated this time. See you soon."
    assert list(store.rows()) == []


def test_french(drilled: Studied) -> None:
    said = drilled(drill(), _right(), "", "q", language="fr")
    assert "NPS à partir des effectifs" in said
    assert "1 juste sur 1." in said
    assert "Entrée\u00a0: un autre. u\u00a0: annuler ta réponse. q\u00a0: finir." in said
