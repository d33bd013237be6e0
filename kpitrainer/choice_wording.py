"""What choosing formulas and numbers says in the program's own words."""

from kpitrainer.domain.drill.contrast import ContrastWords
from kpitrainer.domain.drill.formula_choice import FormulaWords
from kpitrainer.i18n import LANGUAGES, Translator


def formula_words() -> FormulaWords:
    """What a problem says whose formula is chosen first, in every language."""
    return FormulaWords(
        which=_said("choice.which"),
        result=_said("choice.result"),
        of=_said("choice.of"),
        both=_said("choice.both"),
    )


def contrast_words() -> ContrastWords:
    """What two questions on one set of figures say, in every language."""
    return ContrastWords(of=_said("choice.number-of"))


def _said(code: str) -> dict[str, str]:
    """The sentence in every language; the names it has are filled in by the domain."""
    kept = {name: f"{{{name}}}" for name in ("name", "one", "other")}
    return {language: Translator(language)(code, **kept) for language in LANGUAGES}
