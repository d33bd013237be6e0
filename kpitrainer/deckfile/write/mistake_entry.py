"""An entry of a drill's `mistakes`, as text to paste into a deck file."""

import json
import re
from collections.abc import Mapping

from kpitrainer.domain.formula.formula import Formula

_PLAIN = re.compile(r"[A-Za-z_(][\w ()+*/^-]{2,}")
"""What YAML reads as the text that it is."""


def mistake_entry(name: str, formula: Formula, say: Mapping[str, str]) -> str:
    """The entry: its name, its formula, and what to `say` in each of the deck's languages."""
    source = formula.source
    written = source if _PLAIN.fullmatch(source) else json.dumps(source, ensure_ascii=False)
    lines = [f"- wrong: {name}", f"  formula: {written}", "  say:"]
    lines += [f"    {one}: {json.dumps(text, ensure_ascii=False)}" for one, text in say.items()]
    return "\n".join(lines)
