from pathlib import Path

import pytest

from tests.formats.imports import brought_in, codes, entries, losses

HEAD = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)


def export(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "notes.txt"
    file.write_text(text, encoding)
    return file


def test_each_note_by_its_type(tmp_path: Path) -> None:
    notes = [
        "g1\tBasic\tA::un\tq <code>F4</code>\tr &lt; 1\tx y::z",
        "g2\tBasique (saisir la réponse)\tA::un\tTouche ?\tF4\t",
        'g3\tTexte à trous\tA::un\t"Le {{c1::chat}} ""dort"""\tcar\t',
        "g4\tBasic (and reversed card)\tA::deux\tCO<sub>2</sub>\tgaz\t",
        'g5\tMon type\tA::deux\t"L\'{{c1::eau}}\nbout"\t\t',
    ]
    deck = brought_in(export(tmp_path, HEAD + "\n".join(notes) + "\n"))
    found = entries(deck)
    assert [next(iter(card)) for card in found] == ["basic", "basic", "cloze", "basic", "cloze"]
    assert (found[0]["ask"], found[0]["answer"]) == ("q `F4`", "r < 1")
    assert found[0]["tags"] == ["x", "y::z", "un"]
    assert found[1]["typed"] is True
    assert (found[2]["text"], found[2]["why"]) == ('Le {{1: chat}} "dort"', "car")
    assert (found[3]["ask"], found[3]["reverse"]) == ("CO₂", True)
    assert [entry.place for entry in deck.entries][-1].number == 11
    assert deck.header["title"] == "A"
    assert [entry.key for entry in deck.entries] == [f"notes:g{number}" for number in range(1, 6)]
    assert (codes(deck), losses(deck)) == (["several-decks"], {})


def test_what_the_lines_above_say_for_all_notes(tmp_path: Path) -> None:
    head = "#separator:Semicolon\n#html:false\n#tags:a b\n#deck:Cours\n#notetype:Basic\n"
    deck = brought_in(export(tmp_path, head + "1 < 2 <b>?;oui *so*\n"))
    (card,) = entries(deck)
    assert (card["ask"], card["tags"]) == ("1 < 2 <b>?", ["a", "b"])
    assert card["answer"] == r"oui \*so\*"
    assert deck.header["title"] == "Cours"


def test_columns_by_their_names(tmp_path: Path) -> None:
    head = "#separator:tab\n#html:true\n#columns:Back\tFront\tSource\tX\tTags\n#tags column:5\n"
    deck = brought_in(export(tmp_path, head + "r\tq\tLivre\tperdu\tt\n"))
    (card,) = entries(deck)
    assert (card["ask"], card["answer"], card["source"], card["tags"]) == (
        "q", "r", ["Livre"], ["t"],
    )  # fmt: skip
    assert losses(deck) == {"q": ["lost-field"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    deck = brought_in(export(tmp_path, "#separator:tab\n#html:false\né ?\tà\n", encoding))
    assert entries(deck)[0]["answer"] == "à"


@pytest.mark.parametrize("flag", ["", "y"])
def test_an_optional_reverse(tmp_path: Path, flag: str) -> None:
    head = "#separator:tab\n#html:true\n#notetype:Basic (optional reversed card)\n"
    (card,) = entries(brought_in(export(tmp_path, f"{head}q\tr\t{flag}\n")))
    assert card.get("reverse", False) is bool(flag)


def test_one_deck_of_several(tmp_path: Path) -> None:
    text = HEAD + "g1\tBasic\tA::un\tq\tr\t\ng2\tBasic\tB\tq2\tr2\t\n"
    assert [card["ask"] for card in entries(brought_in(export(tmp_path, text), sheet="b"))] == [
        "q2"
    ]
