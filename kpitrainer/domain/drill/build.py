"""Building a template from an author's source, with every fault of it at once."""

from collections.abc import Mapping, Sequence

from kpitrainer.domain.drill.template import Template, TemplateFault

FIELDS = (
    "title",
    "context",
    "given",
    "let",
    "where",
    "ask",
    "answer",
    "hints",
    "steps",
    "mistakes",
    "tests",
)
"""The source's keys that are a template's own; others are left to the caller."""

NOT_YET = ("variants", "parts", "solve_for", "table")
"""Keys of the format that a later version of the program reads."""


def build_template(
    template_id: str, source: Mapping[str, object], languages: Sequence[str]
) -> Template | tuple[TemplateFault, ...]:
    """Compile `source`, the drill's entry as plain data.

    Its shape is already checked: mappings, lists and scalars stand where the format wants them,
    and every scalar is the string as written ("50", "true"); a text is a string that serves
    every language or a mapping from language to string. Keys outside FIELDS are ignored, but
    those in NOT_YET are faults. Returns the template, or all faults in the order of the source.
    """
    raise NotImplementedError
