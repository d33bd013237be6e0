"""What is said besides the cards: of the days to come, of a card put off, of a leech."""

from kpitrainer.plain.console import PlainContext
from kpitrainer.study.days_told import days_told, exam_told
from kpitrainer.study.review import Review
from kpitrainer.wording import render


def tell_days(context: PlainContext) -> None:
    """Say what is to be known of the days to come, and of exams."""
    trainer, translate = context.trainer, context.translate
    overview = trainer.overview()
    exams = (
        exam_told(standing, overview, trainer.library, translate.language)
        for standing in overview.exams
    )
    for told in (*days_told(overview), *exams):
        context.console.say(render(translate, told))


def tell_after_answer(context: PlainContext, review: Review) -> None:
    """Say what became of the card that was just rated, where it is out of the ordinary."""
    library, language = context.trainer.library, context.translate.language
    if review.leech is not None:
        label, at = library.label(review.leech, language), review.leech.at
        context.tell("plain.leech", label=label, file=at.file, line=str(at.line))
    if review.put_off is not None:
        code = "plain.put-off-practice" if review.practice else "plain.put-off"
        context.tell(code, label=library.label(review.put_off, language))
