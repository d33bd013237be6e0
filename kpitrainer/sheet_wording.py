"""What a sheet to correct says in the program's own words."""

from kpitrainer.domain.drill.correction import SheetWords
from kpitrainer.domain.drill.sheet_plan import MOST_LINES
from kpitrainer.i18n import LANGUAGES, Translator


def sheet_words() -> SheetWords:
    """What a sheet says in the program's words, in every language."""
    speakers = {language: Translator(language) for language in LANGUAGES}

    def said(code: str) -> dict[str, str]:
        return {language: translate(code) for language, translate in speakers.items()}

    return SheetWords(
        which=said("sheet.which"),
        nothing=said("sheet.nothing"),
        wrong={
            language: tuple(
                translate("sheet.wrong", number=number, say="{say}")
                for number in range(1, MOST_LINES + 1)
            )
            for language, translate in speakers.items()
        },
        right=said("sheet.right"),
        result=said("sheet.result"),
        last=said("sheet.last"),
    )
