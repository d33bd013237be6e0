"""`drill`: a calculation on numbers drawn anew each time."""

from dataclasses import dataclass

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.text.localized import LocalizedText


@dataclass(frozen=True, slots=True)
class Drill(Content):
    """A template; what is asked and expected comes with the numbers of each exercise."""

    type_name = "drill"
    mode = Mode.DRILL

    template: Template

    @property
    def weight(self) -> int:
        """Three for its numbers, method and working, and one a question, by its longest variant.

        In minutes it is more, but then a course of many drills would hardly go on.
        """
        return 3 + max(len(form.parts) for form in self.template.forms)

    def asked(self) -> tuple[str, LocalizedText]:
        """None: it differs with the numbers."""
        return "", {}

    def solution(self, language: str) -> tuple[str, ...]:  # noqa: ARG002 - as above
        """None: as above."""
        return ()

    def label(self, language: str) -> str:
        """Its title."""
        return self.template.title[language]
