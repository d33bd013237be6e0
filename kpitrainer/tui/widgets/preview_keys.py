"""Which keys do what, at each moment of a preview."""

from kpitrainer.i18n import Words
from kpitrainer.trainer.preview import Preview
from kpitrainer.tui.widgets.key_bar import Key


def preview_keys(words: Words, preview: Preview, *, asks: bool, typing: bool) -> list[Key]:
    """The keys to show, most wanted first, help last.

    `asks` says whether an answer is to be typed, `typing` whether letters go into its field.
    """
    attempt = preview.attempt
    if typing:
        return [
            Key("⏎", words("review.key-submit"), "screen.go"),
            Key("F2", words("review.key-hint"), "screen.hint"),
            Key("⎋", words("review.key-leave-field"), "screen.leave"),
            Key("F4", words("edit.key"), "screen.edit"),
            Key("F1", words("help.key"), "screen.help"),
        ]
    edit = Key("e", words("edit.key"), "screen.edit")
    found = preview.files and preview.problems
    problem = [Key("g", words("preview.key-problem"), "screen.problem")] if found else []
    last = Key("q", words("home.key-quit"), "app.quit"), Key("?", words("help.key"), "screen.help")
    if attempt is None:
        return [edit, *problem, *last]
    go = "preview.key-answer" if asks else "review.key-show"
    drill = [Key("m", words("preview.key-mistakes"), "screen.mistakes")]
    deck = [Key("d", words("preview.key-deck"), "screen.deck(1)")]
    return [
        Key("⏎", words("preview.key-next" if attempt.closed else go), "screen.go"),
        edit,
        Key("←→", words("preview.key-card"), "screen.move(1)"),
        *problem,
        *(drill if attempt.problem else []),
        Key("r", words("preview.key-draw"), "screen.draw"),
        *(deck if len(preview.files) > 1 else []),
        Key("l", words("preview.key-language"), "screen.language"),
        *last,
    ]
