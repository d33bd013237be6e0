"""What French and English typography ask of a text a reader sees.

French: « » with a no-break space inside, one before `:`, `%` and `€`, a narrow one before `;`,
`?` and `!`. English: none of these spaces, and “ ”. Both: ’ and …, − before a number.
What stands between backticks is code and is left alone.
"""

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_CODE = re.compile(r"`[^`]*`")

# A colon inside a word (12:30, file:line) and a mark that opens a text (the key `?`) are no
# punctuation.
_EVERYWHERE = {
    "a straight apostrophe or quotation mark": r"['\"]",
    "three dots for an ellipsis": r"\.\.\.",
    "two spaces": r"[ \u00a0\u202f]{2}",
    "a space at the edge of a line": r"^[ \u00a0\u202f]|[ \u00a0\u202f]$",
    "a hyphen for a minus or a dash": r"(?<![\w…’)}])-(?=[\d{])|(?<=\s)--?(?=\s)",
    "a keyboard's operator": r"(?<=[\d})]) ?[*/] ?(?=[\d{(])|(?<=[\d})]) x (?=[\d{(])",
}
_IN = {
    "fr": {
        "« without its no-break space": r"«(?!\u00a0)",
        "» without its no-break space": r"(?<!\u00a0)»",
        "English quotation marks": r"[“”]",
        "a colon without its no-break space": r"(?<!\u00a0):(?=\s|$)",
        "a mark without its narrow no-break space": r"(?<=[^\s?!;])[;?!]|(?<=\S[ \u00a0])[;?!]",
        "a unit without its no-break space": r"(?<=[\d}])[%€]|(?<=[\d}][ \u202f])[%€]",
        "a letter without its accent": r"\bA (?=[a-zà-ÿ])",
    },
    "en": {
        "French quotation marks": r"[«»]",
        "a space before a mark": r"(?<=\S)[ \u00a0\u202f]+[:;?!](?=\s|$)",
        "a space before %": r"(?<=[\d}])[ \u00a0\u202f]%",
    },
}


def typography_faults(text: str, language: str) -> list[str]:
    """What is wrong with `text` in `language` ("fr" or "en"), each with where it stands."""
    prose = _CODE.sub("code", text)
    return [
        f"{fault}: …{prose[max(0, found.start() - 15) : found.end() + 15]!r}…"
        for fault, pattern in (_EVERYWHERE | _IN[language]).items()
        for found in re.finditer(pattern, prose, re.MULTILINE)
    ]
