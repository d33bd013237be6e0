"""Reading an author's texts and formulas, noting every fault."""

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction

from kpitrainer.domain.drill.phrase import Phrase, parse_phrase
from kpitrainer.domain.drill.template import Phrases
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.formula.arithmetic import Exact
from kpitrainer.domain.formula.formula import (
    Formula,
    FormulaError,
    ValueType,
    compile_formula,
)
from kpitrainer.domain.formula.parser import FUNCTIONS, WORDS
from kpitrainer.domain.text.localized import LocalizedText

_NAME = re.compile(r"[^\W\d]\w*")
_TAKEN = frozenset({*FUNCTIONS, *WORDS, "by", "of", "to", "answer", "context"})
_PART = re.compile(r"part\d+")
_NOTHING = Formula("0", {})


class Reader:
    """Compiles what it is given; what is wrong with it goes to `faults`.

    `names` may be used in formulas, those of `shown` in texts; `wrongs` are the mistakes so far.
    `hidden` is a name that texts may not show yet, because it is asked for.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.faults: list[Fault] = []
        self.names: dict[str, ValueType] = {}
        self.shown: set[str] = set()
        self.wrongs: set[str] = set()
        self.hidden = ""

    def fault(self, path: FieldPath, code: str, *, at_key: bool = False, **values: object) -> None:
        """Note a fault of the whole value at `path`, or of its key."""
        self.faults.append(Fault(path, code, values, at_key=at_key))

    def define(self, path: FieldPath, name: str, kind: ValueType) -> None:
        """Let `name`, the key at `path`, be used from here on."""
        code = ""
        if not _NAME.fullmatch(name):
            code = "drill.name-form"
        elif name in _TAKEN or _PART.fullmatch(name):
            code = "drill.name-taken"
        elif name in self.names:
            code = "drill.name-twice"
        if code:
            values = {"name": name, "proposal": _proposed(name)}
            self.faults.append(Fault(path, code, values, at_key=True))
        self.names[name] = kind
        self.shown.add(name)

    def formula(
        self, path: FieldPath, written: str, kind: ValueType = ValueType.NUMBER, *, column: int = 1
    ) -> Formula:
        """The formula at `path`, from `column` of its scalar on.

        One without names is evaluated at once, for the errors it may hold.
        """
        begins = column + len(written) - len(written.lstrip())
        try:
            formula = compile_formula(written.strip(), self.names, kind, column=begins)
            if not formula.names:
                formula.holds({})
        except FormulaError as error:
            self.faults.append(error.fault(path))
            return _NOTHING
        return formula

    def constant(self, path: FieldPath, written: str) -> Exact:
        """The number written at `path`, or the value of a formula without names."""
        try:
            return compile_formula(written, {}).value({})
        except FormulaError as error:
            self.faults.append(error.fault(path))
            return Fraction(0)

    def text(self, path: FieldPath, raw: str | Mapping[str, str]) -> LocalizedText:
        """The text at `path` in every language."""
        if isinstance(raw, str):
            return dict.fromkeys(self.languages, raw)
        for language in self.languages:
            if language not in raw:
                self.fault(path, "deck.missing-language", language=language)
        return dict(raw)

    def phrases(self, path: FieldPath, raw: str | Mapping[str, str]) -> Phrases:
        """The text with placeholders at `path` in every language."""
        if isinstance(raw, str):
            return dict.fromkeys(self.languages, self._phrase(path, raw))
        texts = self.text(path, raw)
        return {key: self._phrase((*path, key), text) for key, text in texts.items()}

    def _phrase(self, path: FieldPath, raw: str) -> Phrase:
        phrase, faults = parse_phrase(raw.rstrip(), self.shown, path)
        for fault in faults:
            asked_for = bool(self.hidden) and fault.values.get("name") == self.hidden
            self.faults.append(fault._replace(code="drill.asked-for-shown") if asked_for else fault)
        return phrase

    def keys(self, path: FieldPath, used: Iterable[str], known: Collection[str], code: str) -> None:
        """Note each key at `path` that is not `known`."""
        for key in used:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                values = {"name": key, "near": near[0]} if near else {"name": key}
                named = f"{code}-near" if near else code
                self.faults.append(Fault((*path, key), named, values, at_key=True))


def _proposed(name: str) -> str:
    """The nearest thing to `name` that may be one: "e-mails" gives "e_mails"."""
    plain = re.sub(r"\W+", "_", name).strip("_")
    return plain if _NAME.fullmatch(plain) else f"n_{plain}".rstrip("_")
