from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.errors import KpiTrainerError, Severity
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.finish import finish
from kpitrainer.formats.known import format_of, importer_of
from kpitrainer.formats.limits import ForeignFileError
from kpitrainer.formats.read import table_file
from kpitrainer.formats.read.cells import rows_of, separator_of
from kpitrainer.formats.read.column_roles import ROLES, chosen_roles
from kpitrainer.i18n import Translator
from tests.formats.imports import brought_in, codes, entries, left_out, losses

CAPITALS = (
    "Pays;Capitale;Remarque (fr);Remark (en);Hinweis (de)\r\n"
    "Monténégro;Podgorica;Cetinje est une capitale honoraire.;Cetinje is an honorary capital.;x\r\n"
    'Suisse;Berne / Bern;"La Suisse ; la « ville fédérale ».";"The ""federal city"".";\r\n'
    'Afrique du Sud;Pretoria;"Trois villes :\nPretoria, Le Cap et Bloemfontein.";Three cities.;\r\n'
    "Burkina Faso;Ouagadougou;;;Auch Wagadugu.\r\n"
    "Côte d’Ivoire;Yamoussoukro;50 % de l’activité.;Half of it.;\r\n"
)
"""As a French spreadsheet saves it, once in the encoding of western Windows."""

MAP = (
    ("question", "Pays"),
    ("answer", "Capitale"),
    ("why", "Remarque (fr)"),
    ("why", "Remark (en)"),
)


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "table.csv"
    file.write_bytes(text.encode(encoding))
    return file


def cards(
    folder: Path,
    text: str,
    **options: Any,  # noqa: ANN401 - as ReadOptions has them
) -> list[dict[str, Any]]:
    return entries(brought_in(table(folder, text), **options))


def test_a_french_spreadsheet_without_a_map(tmp_path: Path) -> None:
    deck = brought_in(table(tmp_path, CAPITALS, "cp1252"))
    assert deck.languages == ["fr"]
    assert [(card["ask"], card["answer"]) for card in entries(deck)] == [
        ("Monténégro", "Podgorica"),
        ("Suisse", "Berne / Bern"),
        ("Afrique du Sud", "Pretoria"),
        ("Burkina Faso", "Ouagadougou"),
        ("Côte d’Ivoire", "Yamoussoukro"),
    ]
    assert all(set(card) == {"basic", "ask", "answer"} for card in entries(deck))
    told = next(each for each in deck.told if each.code == "import.unused-columns")
    assert told.values["columns"] == "Remarque (fr), Remark (en), Hinweis (de)"
    assert losses(deck) == {"suisse": ["several-answers"]}


def test_a_french_spreadsheet_with_a_map(tmp_path: Path) -> None:
    deck = brought_in(table(tmp_path, CAPITALS, "cp1252"), columns=MAP)
    assert deck.languages == ["fr", "en"]
    found: dict[str, Any] = {card["basic"]: card.get("why") for card in entries(deck)}
    assert found["suisse"] == {
        "fr": "La Suisse ; la « ville fédérale ».",
        "en": 'The "federal city".',
    }
    assert found["afrique-du-sud"]["fr"].split("\n")[0] == "Trois villes :"
    assert found["burkina-faso"] is None
    assert not deck.left_out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_each_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = table(tmp_path, "Question;Réponse\nOù est l’œuvre ?;« Ici »\n", encoding)
    (card,) = entries(brought_in(file))
    assert (card["ask"], card["answer"]) == ("Où est l’œuvre ?", "« Ici »")


def test_two_encodings_in_a_file_are_told_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("Question;Réponse\nété ?;a\n".encode() + "né ?;b\n".encode("cp1252"))
    deck = brought_in(file)
    assert [card["ask"] for card in entries(deck)] == ["été ?", "né ?"]
    told = next(each for each in deck.told if each.code == "import.mixed-encodings")
    assert told.values["line"] == "3"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a\tb\nc\td\n", "\t"),
        ("Produit;Prix\nPain;1,20\nLait;0,95\n", ";"),
        ("1,5;2,5\n2,5;3,5\n", ";"),
        ("a,b\nc; d,e\n", ","),
        ("a|b\nc|d\n", "|"),
        ("a/////b, c\nd/////e, f\n", "/////"),
        ('"a;b",c\n"d;e",f\n', ","),
    ],
)
def test_the_separator_is_found(text: str, separator: str) -> None:
    assert separator_of(text)[0] == separator


def test_a_spreadsheets_own_line_on_the_separator_is_no_card(tmp_path: Path) -> None:
    assert len(cards(tmp_path, "sep=;\nQuestion;Réponse\na;b\n")) == 1


def test_decimal_commas_stay_within_their_cell(tmp_path: Path) -> None:
    found = cards(tmp_path, "Question;Réponse\nPrix du pain ?;1,20\nPrix du lait ?;0,95\n")
    assert [card["answer"] for card in found] == ["1,20", "0,95"]


def test_quotes_separators_and_line_breaks_in_a_cell() -> None:
    text = 'a;"b ""q"";\nx";c\n"un" deux;"ouvert;3\n'
    assert [row.cells for row in rows_of(text, ";")] == [
        ["a", 'b "q";\nx', "c"],
        ['"un" deux', '"ouvert', "3"],
    ]
    assert [row.number for row in rows_of(text, ";")] == [1, 3]


def test_a_line_goes_on_where_the_separator_cannot_be_text() -> None:
    found = [row.cells for row in rows_of("a/////b\nc\nd/////e", "/////")]
    assert found == [["a", "b\nc"], ["d", "e"]]


def test_empty_rows_are_counted_and_half_empty_ones_told(tmp_path: Path) -> None:
    text = "Question;Réponse\na ?;b\n;\n;;\nseule ?;\n;sans question\nc ?;d\n;\n"
    deck = brought_in(table(tmp_path, text))
    assert left_out(deck) == [(5, "no-answer"), (6, "no-question")]
    told = next(each for each in deck.told if each.code == "import.empty-rows")
    assert told.values["count"] == 2


def test_true_and_false_in_either_language(tmp_path: Path) -> None:
    text = "Affirmation,Réponse\nUn ?,VRAI\nDeux ?,FAUX\nTrois ?,TRUE\nQuatre ?,false\n"
    found = cards(tmp_path, text)
    assert [card["answer"] for card in found] == [True, False, True, False]
    assert all("truefalse" in card for card in found)


@pytest.mark.parametrize("right", ["B", "b)", "2", "Rome", "rome"])
def test_options_with_the_letter_number_or_text_of_the_right_one(
    tmp_path: Path, right: str
) -> None:
    text = f"Question;Option A;Option B;Option C;Bonne réponse\nOù ?;Paris;Rome;Berne;{right}\n"
    (card,) = cards(tmp_path, text)
    assert (card["answer"], card["wrong"]) == ("Rome", ["Paris", "Berne"])


@pytest.mark.parametrize(("right", "told"), [("E", "E"), ("d)", "D"), ("A, E", "E")])
def test_a_letter_that_no_option_has_gives_no_card(tmp_path: Path, right: str, told: str) -> None:
    text = f"Question;A;B;C;D;Bonne réponse\nOù ?;Paris;Rome;Berne;;{right}\nQui ?;x;yy;;;B\n"
    deck = brought_in(table(tmp_path, text))
    assert left_out(deck) == [(2, "no-such-option")]
    assert deck.left_out[0].reason.values["letter"] == told
    assert len(deck.entries) == 1


def test_a_letter_is_an_answer_beside_options_that_are_letters(tmp_path: Path) -> None:
    (card,) = cards(tmp_path, "Question;Option 1;Option 2;Réponse\nQuelle note ?;G;H;E\n")
    assert (card["answer"], card["wrong"]) == ("E", ["G", "H"])


def test_true_and_false_as_options_are_a_claim(tmp_path: Path) -> None:
    text = "Question;A;B;Bonne réponse\nUn ?;Vrai;Faux;B\nDeux ?;Non;Oui;A\n"
    deck = brought_in(table(tmp_path, text))
    first, second = entries(deck)
    assert (first["claim"], first["answer"]) == ("Un ?", False)
    assert "truefalse" not in second
    assert list(losses(deck)) == [second["basic"]]


def test_a_row_has_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    text = 'Question;Réponse\na ?;"b\nc\nd"\n\nseule ?;\n'
    (left,) = brought_in(table(tmp_path, text)).left_out
    assert (left.place.unit, left.place.number) == ("row", 4)
    text = "Question/////Réponse\na ?/////b\nc\nseule ?/////\n"
    (left,) = brought_in(table(tmp_path, text)).left_out
    assert (left.place.unit, left.place.number) == ("line", 4)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_column_is_is_told_in_a_word_that_names_it(language: str) -> None:
    translate = Translator(language)
    for role in dict.fromkeys(ROLES):
        word = translate(f"import.role-{role}")
        ((_, found, _, _),) = chosen_roles([(word, "1")], ["x"], 1)
        assert found == role


def test_several_right_options_are_kept(tmp_path: Path) -> None:
    text = "Question;A;B;C;D;Correct\nPairs ?;2;3;4;5;A, C\n"
    (card,) = cards(tmp_path, text)
    assert set(card["answers"]) == {"2", "4"}


def test_wrong_answers_in_columns_or_in_one_cell(tmp_path: Path) -> None:
    text = "Question;Réponse;Mauvaise réponse 1;Mauvaise réponse 2\na ?;b;c;d\n"
    assert cards(tmp_path, text)[0]["wrong"] == ["c", "d"]
    text = "Question,Answer,Wrong answers\na ?,b,c;d;e\n"
    assert cards(tmp_path, text)[0]["wrong"] == ["c", "d", "e"]


def test_all_else_that_a_column_can_be(tmp_path: Path) -> None:
    text = (
        "id;question;answer;alternatives;tags;source;why\n"
        "mon-id;Quoi ?;ceci;cela | ça;un, deux trois;livre p. 3;car\n"
    )
    assert cards(tmp_path, text) == [
        {
            "basic": "mon-id",
            "ask": "Quoi ?",
            "answer": "ceci",
            "typed": True,
            "accept": ["cela", "ça"],
            "why": "car",
            "tags": ["un", "deux trois"],
            "source": ["livre p. 3"],
        }
    ]


def test_gaps_and_a_column_that_says_the_type(tmp_path: Path) -> None:
    text = (
        "type,question,answer\ntexte à trous,Le {{c1::chat}} dort.,\nliste,Deux fruits ?,a;b\n"
        "vrai/faux,Un ?,V\ninconnu,Quoi ?,x\n"
    )
    deck = brought_in(table(tmp_path, text))
    kinds = [next(iter(card)) for card in entries(deck)]
    assert kinds == ["cloze", "list", "truefalse", "basic"]
    assert losses(deck) == {"quoi": ["lost-type"]}


def test_both_languages_in_columns(tmp_path: Path) -> None:
    text = "Question (fr),Question (en),Réponse (fr),Réponse (en)\nUn ?,One?,oui,yes\nDeux ?,,a,b\n"
    deck = brought_in(table(tmp_path, text))
    assert deck.languages == ["fr", "en"]
    assert entries(deck)[0]["ask"] == {"fr": "Un ?", "en": "One?"}
    assert losses(deck) == {"deux": ["lost-translation"]}


def test_without_a_header_the_first_line_is_a_card_and_that_is_told(tmp_path: Path) -> None:
    deck = brought_in(table(tmp_path, "Paris\tFrance\nRome\tItalie\n"))
    assert len(deck.entries) == 2
    assert "no-header" in codes(deck)
    assert len(cards(tmp_path, "question;mot\nanswer;b\n", header=False)) == 2


def test_a_table_below_a_title_as_kahoot_and_teachers_have_it(tmp_path: Path) -> None:
    text = (
        "Quiz template;;;\nAdd questions below;;;\n"
        "Question - max 120 characters;Answer 1 - max 75;Answer 2 - max 75;Answer 3 - max 75;"
        "Time limit (sec) – 5, 10;Correct answer(s) - choose at least one\n"
        "Où ?;Paris;Rome;Berne;20;2\nQuand ?;hier;demain;jamais;20;1,3\n"
    )
    deck = brought_in(table(tmp_path, text))
    assert [card.get("answer", card.get("answers")) for card in entries(deck)] == [
        "Rome",
        ["hier", "jamais"],
    ]
    assert next(each.values["count"] for each in deck.told if "above" in each.code) == 2
    assert "unused-columns" in codes(deck)


def test_columns_by_number(tmp_path: Path) -> None:
    (card,) = cards(tmp_path, "x;Paris;France\n", columns=(("answer", "2"), ("question", "3")))
    assert (card["ask"], card["answer"]) == ("France", "Paris")


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ((("question", "Pay"), ("answer", "Capitale")), "import.unknown-column"),
        ((("questoin", "Pays"),), "import.unknown-role"),
        ((("question", "9"),), "import.no-such-column"),
        ((("answer", "Capitale"),), "import.no-question-column"),
    ],
)
def test_a_wrong_map_is_told(
    tmp_path: Path, columns: tuple[tuple[str, str], ...], code: str
) -> None:
    with pytest.raises(KpiTrainerError) as told:
        brought_in(table(tmp_path, CAPITALS), columns=columns)
    assert told.value.code == code


def test_a_megabyte_in_a_cell_is_left_out_with_the_reason(tmp_path: Path) -> None:
    text = f"Question;Réponse;Explication\na ?;{'x' * 1_000_000};\nb ?;c;{'y' * 1_000_000}\n"
    deck = brought_in(table(tmp_path, text))
    assert left_out(deck) == [(2, "too-long")]
    assert losses(deck) == {"b": ["lost-end"]}


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitrainer.formats.read.cells.MOST_CELLS", 5)
    with pytest.raises(ForeignFileError) as told:
        brought_in(table(tmp_path, "a;b\nc;d\ne;f\n"))
    assert told.value.code == "import.many-cells"


@given(
    st.lists(
        st.sampled_from(
            ["a", "b ?", ";", ",", '"', '""', "\n", "\r\n", "\t", "é", "VRAI", "{{", "}}"]
        )
        | st.text(max_size=5),
        max_size=40,
    )
)
def test_any_text_gives_cards_or_a_sentence(parts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_bytes("".join(parts).encode("utf-8", "surrogatepass"))
        options = ReadOptions()
        with suppress(KpiTrainerError):
            deck = finish(table_file.read(file, options), "d", "t", options, "fr")
            read = read_deck(deck.yaml().encode(), "d.yaml")
            assert [told for told in read.diagnostics if told.severity is Severity.ERROR] == []


def test_a_deck_and_an_unknown_file_are_told(tmp_path: Path) -> None:
    for text, code in (
        ("deck: a\ncards:\n", "import.is-deck"),
        ("juste une phrase\n", "import.unknown-content"),
        ("", "import.empty-file"),
        ("\xef\xbb\xbf\n", "import.empty-file"),  # a mark of the encoding, and nothing in it
        ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.old-excel"),
    ):
        file = tmp_path / "x.txt"
        file.write_text(text, "latin-1")
        with pytest.raises(ForeignFileError) as told:
            importer_of(format_of(file))
        assert told.value.code == code


def test_signs_of_another_format_in_a_cell_make_no_other_of_it(tmp_path: Path) -> None:
    signs = ("{=juste ~faux}", "::titre:: t", "$CATEGORY: x", "Q: a\nA: b", "a\n?\nb")
    rows = "".join(f'"Que dit {number} ?";"{sign}"\n' for number, sign in enumerate(signs))
    deck = brought_in(table(tmp_path, f"Question;Réponse\n{rows}"))
    assert [card["answer"].strip() for card in entries(deck)] == list(signs)


def test_headings_that_are_known_tell_the_separator() -> None:
    rows = "a;b,c;d,e\nf;g,h;i,j\n"
    assert separator_of(f"Question,Réponse\n{rows}")[0] == ","
    assert separator_of(f"x,y\n{rows}")[0] == ";"


def test_signs_that_part_nothing_are_written_with_a_backslash(tmp_path: Path) -> None:
    text = (
        'Question,Answer,Also accepted,Type\nQ1,a,b\\;c; d / e,\nQ2,"x\\;y;z","2: zed; zett",list\n'
    )
    first, second = cards(tmp_path, text, languages=("en",))
    assert first["accept"] == ["b;c", "d", "e"]
    assert second["items"] == ["x;y", {"en": "z", "accept": ["zed", "zett"]}]
