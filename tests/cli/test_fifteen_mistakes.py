"""A deck as a trainer might write it, with fifteen mistakes: one check tells them all."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

DECK = Path(__file__).parents[1] / "data" / "fifteen-mistakes.yaml"

MISTAKES = [
    # Place, code, and the remedy in French and in English.
    ("13:12", "deck.bad-id", "écris par exemple", "write for example “fidelite”"),
    ("18:1", "deck.tab", "mets des espaces à la place", "use spaces instead"),
    ("20:20", "deck.colon-in-text", "entre guillemets droits", "in straight quotes"),
    ("24:13", "deck.missing-language", 'ajoute `en: "…"`', 'add `en: "…"`'),
    ("27:5", "deck.unknown-key", "on peut écrire why,", "you can write why,"),
    ("31:5", "deck.duplicate-key", "garde un seul des deux", "keep one of the two"),
    ("33:12", "deck.duplicate-id", "donne un autre nom", "give this card another one"),
    ("38:13", "deck.not-true-or-false", "écris l’un des deux", "write one of the two"),
    ("41:43", "deck.gap-without-number", "écris `{{2: fuir}}`", "write `{{2: fuir}}`"),
    ("45:12", "deck.too-few", "il en faut au moins 2", "there must be at least 2"),
    ("51:33", "drill.unknown-name-near", "voulais-tu dire", "did you mean “entrees”?"),
    ("59:18", "drill.always-mistake-is-answer", "corrige sa formule", "fix its formula"),
    # Warnings come after the errors.
    ("8:9", "deck.unknown-deck-near", "voulais-tu écrire", "did you mean “controle-etapes”?"),
    ("63:12", "deck.long-list", "coupe-la en deux listes", "split it into two lists"),
    ("65:65", "deck.untranslated", "traduis-le", "translate it"),
]


def test_the_deck_has_fifteen_mistakes() -> None:
    assert len({place for place, *_ in MISTAKES}) == 15
    assert len({code for _, code, *_ in MISTAKES}) == 15


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_are_told_at_their_places_with_the_remedy(cli: Cli, language: str) -> None:
    ran = cli("deck", "check", str(DECK), "--lang", language)
    *told, counts = ran.out.splitlines()
    assert ran.code == 1
    places = [line.removeprefix(f"{DECK}:").split(": ")[0] for line in told]
    assert places == [place for place, *_ in MISTAKES]
    by_place = dict(zip(places, told, strict=True))
    for place, _, french, english in MISTAKES:
        assert (french if language == "fr" else english) in by_place[place]
    assert (
        counts
        == {
            "fr": "12 erreurs, 3 avertissements.",
            "en": "12 errors, 3 warnings.",
        }[language]
    )


def test_programs_get_them_too(cli: Cli) -> None:
    found = json.loads(cli("deck", "check", "--json", str(DECK)).out)
    told = {f"{one['line']}:{one['column']}": one["code"] for one in found}
    assert {place: code for place, code, *_ in MISTAKES}.items() <= told.items()
