"""A text to look for, in which `*` stands for any letters and `_` for any one."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from kpitrainer.domain.text.dictionary import folded

_KEYBOARD = (("×", "*"), ("÷", "/"), ("−", "-"), ("’", "'"))


def searchable(text: str) -> str:
    """`text` without case, accents and typographic signs: « Rétention ÷ » is "retention /"."""
    for sign, typed in _KEYBOARD:
        text = text.replace(sign, typed)
    return folded(text)


_PARTS = re.compile(r"\\(.)|([*_])|([^\\*_]+)", re.DOTALL)


class Wild(Enum):
    """What stands for other letters."""

    ANY = "*"
    ONE = "_"


@dataclass(frozen=True)
class Pattern:
    r"""A text as it is typed: `\` takes their meaning from `*`, `_` and itself."""

    text: str

    @cached_property
    def parts(self) -> tuple[str | Wild, ...]:
        """Its wildcards, and the letters that stand between them."""
        return tuple(
            Wild(wild) if wild else escaped or plain
            for escaped, wild, plain in _PARTS.findall(self.text)
        )

    def is_whole(self, text: str) -> bool:
        """Whether all of `text` is so; case and accents do not count."""
        return self._regex.fullmatch(searchable(text)) is not None

    def is_in(self, folded_text: str) -> bool:
        """Whether some stretch of a text is so that is `searchable` already."""
        if self._letters is not None:
            return self._letters in folded_text
        return self._regex.search(folded_text) is not None

    @cached_property
    def _letters(self) -> str | None:
        """What it looks for where it has no wildcard, which is found much faster so."""
        parts = self.parts
        if any(isinstance(part, Wild) for part in parts):
            return None
        return searchable("".join(map(str, parts)))

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        signs = {Wild.ANY: ".*?", Wild.ONE: "."}
        written = (
            signs[part] if isinstance(part, Wild) else re.escape(searchable(part))
            for part in self.parts
        )
        return re.compile("".join(written), re.DOTALL)
