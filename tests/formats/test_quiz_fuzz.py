"""Files that nobody wrote: they give cards, or a sentence, and never anything else."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.errors import KpiTrainerError, Severity
from kpitrainer.domain.text.formatting import plain
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.finish import finish
from kpitrainer.formats.known import format_named, importer_of
from tests.formats.test_gift import GRAMMAR
from tests.formats.test_moodle import BANK
from tests.formats.test_notes import HASHCARDS

NOTES = """---
tags: [flashcards/a]
---
# T #b

a :: b ^id

- c ::: d
e
?
- f
- g
<!--SR:!2026-08-11,4,270-->

Is ==1;;x;;hint== {{c2::y::z}} `==c==` $x$ [l](u) ![[p.png]]

```
a :: b
```
"""
SEEDS = {
    "gift": [GRAMMAR, "a {\n~%50%b#c\n\n=d\n####e}\n\n{1:SA:=a~b} x {#1..2} {=c}"],
    "moodle": [BANK, re.sub("<answer", "<hint><text>{1:SA:=a} [[1]]</text></hint><answer", BANK)],
    "markdown": [HASHCARDS, NOTES],
}
SIGNS = """
{ } ~ = # #### -> \\ :: ::: ? ?? [ ] ( ) == {{ }} ;; c1:: ` ``` $ $$ % %% %50% .. : // * _ | -
<b> </b> &lt; &#9; ]]> <text> </text> <!-- --> Q: A: C: --- [html] $CATEGORY:a/b {#1:2} {1:SA:=a}
{1:MC:=a~b} {} TRUE 1e99 0,5 ٣ é 💥 ^a #t
"""
PRIVATE = ("\ue0f8", "\ue0f80\ue0f9", "\ue0fb9\ue0fc", "\ufdd8", "\u2028", "\x00")
PIECES = (*SIGNS.split(), *PRIVATE, "\n", "\n\n", "\n?\n", " :: ", "\t", "  ", "\r")


def check(file: Path, form: str, languages: tuple[str, ...]) -> bool:
    """Whether the file gives cards, which then are a deck without errors, the same each time."""
    options = ReadOptions(languages=languages)
    importer = importer_of(format_named(form))
    try:
        deck = finish(importer.read(file, options), "essai", "source", options, "fr")
    except KpiTrainerError:
        return False
    if not deck.entries:
        return False
    text = deck.yaml()
    told = read_deck(text.encode(), "essai.yaml").diagnostics
    assert [each for each in told if each.severity is Severity.ERROR] == []
    assert not re.search("[\ue000-\uf8ff\ufdd0-\ufdef]", text)
    again = finish(importer.read(file, options), "essai", "source", options, "fr")
    assert again.yaml() == text
    return True


@pytest.mark.parametrize("form", SEEDS)
def test_changed_files_give_cards_or_a_sentence(tmp_path: Path, form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - it keeps no secret
    file = tmp_path / "quiz"
    good = 0
    for _ in range(700):
        text = chance.choice(SEEDS[form])
        for _ in range(chance.randrange(1, 6)):
            start = chance.randrange(len(text) + 1)
            end = start + chance.choice((0, 0, 1, 2, 8))
            text = text[:start] + chance.choice([*PIECES, text[start : end + 9]]) + text[end:]
        data = text.encode()
        if chance.randrange(20) == 0:
            at = chance.randrange(len(data))
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        file.write_bytes(data)
        good += check(file, form, chance.choice([(), ("fr",), ("fr", "en")]))
    assert good > (30 if form == "moodle" else 500)


@settings(max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30))
def test_any_text_gives_cards_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes("".join(pieces).encode(errors="surrogatepass"))
    for form in SEEDS:
        check(file, form, ())


TEXT = st.text(st.sampled_from("ab~=#{}:\\*`|<>&é 1-.\n"), min_size=1, max_size=30)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_what_gift_escapes_comes_back_letter_by_letter(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """What is written as Moodle escapes it is read as it was, in the plain format."""
    texts = [" ".join(text.split()) for text in texts]
    texts = list(dict.fromkeys(text for text in texts if text and not text.startswith("[")))
    if not texts:
        return
    escaped = [re.sub(r"([~=#{}:\\])", r"\\\1", text) for text in texts]
    options = "".join(f"~{text}\n" for text in escaped)
    file = tmp_path_factory.getbasetemp() / "escaped"
    file.write_text(f"::n::[plain]{escaped[0]} {{={escaped[0]} \n{options}~x}}", "utf-8")
    (draft,) = importer_of(format_named("gift")).read(file, ReadOptions()).drafts
    assert plain(draft.fields["ask"]) == texts[0]
    assert plain(draft.fields["answer"]) == texts[0]
    assert [plain(text) for text in draft.fields["wrong"]][:-1] == texts[1:]
