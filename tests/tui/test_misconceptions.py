import pytest

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.results import NumberResult
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.tui.text.preview_text import misconceptions
from tests.factories import NPS, template
from tests.shipped import FORMS, per_form


@pytest.mark.parametrize("language", LANGUAGES)
@per_form
def test_every_mistake_of_every_shipped_drill_is_told(name: str, language: str) -> None:
    for seed in range(3):
        exercise = draw(FORMS[name], seed)
        told = misconceptions(Translator(language), exercise, language).plain
        for place, result in enumerate(exercise.results):
            part = exercise.at(place)
            assert part.answer_text(language) in told
            if isinstance(result, NumberResult):
                for wrong in result.mistakes:
                    assert wrong in told
                    assert part.mistake_text(wrong, language) in told


def test_a_drill_without_known_mistakes() -> None:
    bare = template({name: value for name, value in NPS.items() if name != "mistakes"})
    assert "Aucune erreur connue." in misconceptions(Translator("fr"), draw(bare, 1), "fr").plain
