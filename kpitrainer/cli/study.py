"""`kpitrainer review` and `kpitrainer drill`: in the interface, or line by line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import open_interface
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE, UsageError
from kpitrainer.cli.terminal import is_capable

# The interface opens before these are imported.
if TYPE_CHECKING:
    from kpitrainer.domain.cards.card import Card
    from kpitrainer.study.drilling import Drilling
    from kpitrainer.study.library import Selection
    from kpitrainer.study.review import Review
    from kpitrainer.study.trainer import Trainer


def start(call: Call) -> int:
    """Open the interface on Home, or where it cannot run review what is due in lines."""
    if is_capable():
        open_interface(call.options)
        return DONE
    return review(call, (), tag=None, limit=None, plain=True)


def review(
    call: Call, decks: Sequence[str], *, tag: str | None, limit: int | None, plain: bool
) -> int:
    """Review what is due of some decks and a tag, at most `limit` cards."""

    def opening(trainer: "Trainer") -> "Review":
        return _review(trainer, _selection(decks, tag), limit, call.translate.language)

    if not plain and is_capable():
        open_interface(call.options, opening)
        return DONE
    with call.trainer() as trainer:
        _review_in_lines(call, trainer, opening(trainer), _selection(decks, tag))
    return DONE


def drill(  # noqa: PLR0913 - what the command line may say
    call: Call,
    names: Sequence[str],
    *,
    tag: str | None,
    weakest: bool,
    seed: int | None,
    count: int | None,
    plain: bool,
) -> int:
    """Ask the named drills, or all, in turns: `count` problems, the first with seed `seed`.

    With a `tag` only those that carry it; with `weakest` in the order of `weakest_first`.
    """

    def opening(trainer: "Trainer") -> "Drilling":
        from kpitrainer.study.drilling import Drilling  # noqa: PLC0415
        from kpitrainer.study.practice import drill_records, weakest_first  # noqa: PLC0415

        cards = _drills(trainer, names, tag)
        if weakest:
            cards = tuple(each.card for each in weakest_first(drill_records(trainer, cards)))
        return Drilling(trainer, cards, call.translate.language, count=count, seed=seed)

    if not plain and is_capable():
        open_interface(call.options, opening)
        return DONE
    from kpitrainer.plain.drill_lines import practise  # noqa: PLC0415
    from kpitrainer.plain.plain_context import PlainContext  # noqa: PLC0415

    with call.trainer() as trainer:
        practise(PlainContext(trainer, call.translate, call.console), opening(trainer))
    return DONE


def _drills(trainer: "Trainer", names: Sequence[str], tag: str | None) -> "tuple[Card, ...]":
    cards = trainer.library.drills(names)
    if not cards:
        raise UsageError("cli.no-drills")
    if tag is None:
        return cards
    tagged = tuple(card for card in cards if tag in card.tags)
    if not tagged:
        known = sorted({each for card in cards for each in card.tags})
        raise UsageError("cli.no-tag", name=tag, known=", ".join(known))
    return tagged


def _selection(decks: Sequence[str], tag: str | None) -> "Selection":
    from kpitrainer.study.library import Selection  # noqa: PLC0415

    return Selection(decks=tuple(decks), tag=tag)


def _review(
    trainer: "Trainer", selection: "Selection", limit: int | None, language: str
) -> "Review":
    from kpitrainer.study.review import Review  # noqa: PLC0415

    if selection.tag is not None:
        tags = sorted(trainer.library.tags())
        if selection.tag not in tags:
            raise UsageError("cli.no-tag", name=selection.tag, known=", ".join(tags))
    plan = trainer.plan(selection)
    return Review(trainer, plan if limit is None else plan.limited(limit), language)


def _review_in_lines(
    call: Call, trainer: "Trainer", session: "Review", selection: "Selection"
) -> None:
    from kpitrainer.plain.plain_context import PlainContext  # noqa: PLC0415
    from kpitrainer.plain.review_lines import study, tell_nothing  # noqa: PLC0415

    context = PlainContext(trainer, call.translate, call.console)
    if session.attempt is None:
        tell_nothing(context, selection)
    else:
        study(context, session)
