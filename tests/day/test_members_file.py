"""The members' file: what each way of writing it gives, and what is said of what cannot be read."""

import contextlib
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from day import members_file
from day.members_contacts import Contact
from day.members_file import MembersFile, Row, parse
from model.codes import Rhythm
from model.trouble import Trouble


def read(text: str, encoding: str = "utf-8") -> MembersFile:
    return members_file.read(text.encode(encoding))


def only(column: str, cell: str) -> Row:
    """The one line of a file with a name and this column, the cell being quoted."""
    return read(f'nom;{column}\nVille;"{cell}"\n').rows[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_usual_way_of_writing_csv_is_read(encoding: str, separator: str) -> None:
    text = '"nom";"nature";"pays_partenaires"\r\n"Évry";"commune";"Sénégal*3, Mali"\r\n'.replace(";", separator)
    row = read(text, encoding).rows[0]
    assert (row.name, row.problems) == ("Évry", ())
    assert row.member is not None
    assert (row.member.kind, row.member.countries) == ("commune", {"SN": 3, "ML": 2})


def test_a_workbook_is_read_with_its_numbers_and_dates() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Nom", "SIREN", "Code INSEE", "Population", "Adhérent jusqu’au", "Aides locales"])
    sheet.append(["Bourg", 213300635, 1004, 15000.0, date(2027, 12, 31), True])
    sheet.append([None, None, None, None, None, None])
    content = io.BytesIO()
    book.save(content)
    (row,) = members_file.read(content.getvalue()).rows
    assert row.problems == ()
    assert row.member is not None
    assert (row.member.siren, row.member.insee, row.member.population) == ("213300635", "01004", 15000)
    assert (row.member.member_until, row.member.local_aid) == (date(2027, 12, 31), True)


def test_columns_come_in_any_order_and_unknown_ones_are_listed_with_the_nearest() -> None:
    file = read("Thèmes;Pays partenaire;chef;pays_partnaires;NOM\neau;Mali;Anne;Togo;Ville\n")
    assert file.unknown_columns == ("chef", "pays_partnaires (vouliez-vous dire pays_partenaires ?)")
    assert file.rows[0].member is not None
    assert file.rows[0].member.countries == {"ML": 2}
    assert file.rows[0].member.themes == {"eau-assainissement": 2}


def test_a_member_with_only_senegal_and_water_is_enough() -> None:
    row = read("nom;pays_partenaires;themes\nVille;Sénégal;eau\n").rows[0]
    assert row.member is not None
    assert (row.member.countries, row.member.themes) == ({"SN": 2}, {"eau-assainissement": 2})
    assert row.problems == ()


WRONG = [
    ("pays_partenaires", "Sénégall", "ce pays n’est pas connu : « Sénégall » ; vouliez-vous dire « Sénégal » ?"),
    ("pays_partenaires", "Xyzzy", "ce pays n’est pas connu : « Xyzzy »"),
    ("pays_partenaires", "Mali*7", "un poids va de 1 à 3 ; 3 est retenu"),
    ("themes", "plomberie quantique", "ce thème n’est pas connu"),
    ("groupes", "Sahell", "vouliez-vous dire « Sahel » ?"),
    ("langues", "klingon", "cette langue n’est pas connue"),
    ("code_insee", "abc", "n’est pas un code INSEE"),
    ("departement", "Syldavie", "n’est ni un département ni une région"),
    ("population", "beaucoup", "n’est pas un nombre entier"),
    ("conseils", "31/02/2026", "n’est pas une date"),
    ("adherent_jusqu_au", "bientôt", "n’est pas une date"),
    ("aides_locales", "peut-être", "répondez oui ou non"),
    ("contacts", "Jean", "écrivez « Nom <courriel> rythme »"),
    ("contacts", "Jean <jean@ville> quotidien", "écrivez « Nom <courriel> rythme »"),
    ("contacts", "Jean <jean@ville.fr> parfois", "n’est pas un rythme"),
    ("contacts", "Jean <jean@ville.fr> quotidien lundi", "n’est pas un rythme"),
    ("siren", "213300636", "contient sans doute une faute"),
    ("programmes", "Zorglub", "ce programme n’est pas connu"),
]


@pytest.mark.parametrize(("column", "cell", "complaint"), WRONG)
def test_what_cannot_be_read_is_said_with_its_column_and_the_line_is_kept(column: str, cell: str, complaint: str) -> None:
    row = only(column, cell)
    assert row.member is not None
    assert len(row.problems) == 1
    assert row.problems[0].startswith(f"{column} : ")
    assert complaint in row.problems[0]


@pytest.mark.parametrize(("column", "cell"), [("siren", "12"), ("nature", "royaume"), ("nom", "")])
def test_a_line_that_does_not_say_who_it_is_is_refused(column: str, cell: str) -> None:
    row = read(f'nom;{column}\nVille;"{cell}"\n' if column != "nom" else 'nom;themes\n"";eau\n').rows[0]
    assert row.member is None
    assert row.problems


RIGHT = [
    ("departement", "Finistère", "department", "29"),
    ("departement", "1", "department", "01"),
    ("departement", "Bretagne", "territory", "FR-BRE"),
    ("nature", "Communauté de communes", "kind", "epci"),
    ("groupes", "Sahel*3", "groups", {"SAHEL": 3}),
    ("groupes", "WEST_AFRICA", "groups", {"WEST_AFRICA": 2}),
    ("langues", "français, EN", "languages", ("fr", "en")),
    ("population", "15 000 habitants", "population", 15000),
    ("montant_max", "50 000 €", "max_amount", 50000),
    ("conseils", "2026-06-12, 01/04/2026", "councils", (date(2026, 4, 1), date(2026, 6, 12))),
    ("mots_exclus", "défense | armement", "exclude_words", ("défense", "armement")),
    ("programmes", "ficol", "follows", ("FICOL",)),
    ("aides_locales", "Oui", "local_aid", True),
    ("pays_partenaires", "Côte d’Ivoire × 3, SN, Québec", "countries", {"CI": 3, "SN": 2, "CA-QC": 2}),
]


@pytest.mark.parametrize(("column", "cell", "field", "value"), RIGHT)
def test_a_cell_is_read(column: str, cell: str, field: str, value: object) -> None:
    row = only(column, cell)
    assert row.problems == ()
    assert getattr(row.member, field) == value
    assert field in row.stated


def test_contacts_have_a_name_an_address_and_a_rhythm() -> None:
    row = only(
        "contacts", "Awa Diop <awa@ville.fr> hebdomadaire vendredi | b@ville.fr | C <c@ville.fr> Immédiat | <B@VILLE.FR>"
    )
    assert row.problems == ()
    assert row.contacts == (
        Contact("Awa Diop", "awa@ville.fr", Rhythm.WEEKLY, 4),
        Contact("", "b@ville.fr"),
        Contact("C", "c@ville.fr", Rhythm.AT_ONCE),
    )


def test_an_empty_cell_empties_its_field_and_a_cell_not_understood_leaves_it() -> None:
    row = read("nom;themes;population;nature;pays_partenaires\nVille;;abc;;Xyzzy\n").rows[0]
    assert row.stated == {"name", "themes"}


def test_a_member_written_twice_is_refused_the_second_time() -> None:
    rows = read("nom;siren;departement\nVille;213300635;33\nAutre;213300635;33\nBourg;;22\nbourg;;22\nBourg;;35\n").rows
    assert [row.number for row in rows if row.member is None] == [3, 5]
    assert rows[1].problems == ("collectivité déjà décrite à la ligne 2",)


def test_line_numbers_are_those_of_an_editor_and_empty_lines_are_skipped() -> None:
    rows = read('nom;partenaires\n\n"A";"sur\ndeux lignes"\nB;\n;;\nC;x;y\n').rows
    assert [(row.number, row.name) for row in rows] == [(3, "A"), (5, "B"), (7, "C")]
    assert "plus de cases que de colonnes" in rows[2].problems[0]


@pytest.mark.parametrize("content", [b"", b"\n", b"siren;themes\n1;eau\n", b"PK\x03\x04broken", b"\x00\x01\x02"])
def test_what_is_no_members_file_is_one_clear_trouble(content: bytes) -> None:
    with pytest.raises(Trouble) as told:
        members_file.read(content)
    assert told.value.hint


def test_a_file_that_is_not_there_is_one_clear_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="ne peut pas être lu"):
        parse(tmp_path / "absent.csv")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_the_lines(content: bytes) -> None:
    with contextlib.suppress(Trouble):
        for row in members_file.read(b"nom;pays_partenaires;contacts;conseils\n" + content).rows:
            assert row.member or row.problems
