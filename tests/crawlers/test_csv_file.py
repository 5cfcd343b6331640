"""The recipe of tables: every usual file, and what is not the table expected."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from crawlers import tables
from model.codes import ReadResult
from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, Site, a_source, codes

CSV_READ = {
    "file": f"{SITE}aides.csv",
    "fields": {"title": "Nom de l’aide", "link": "Lien", "deadline": "Clôture", "text": "Descriptif"},
}
ROWS = [
    ["Nom de l'aide", "LIEN", "cloture", "Descriptif"],
    ["Aide « été »", "https://fonds.example/1", "15/03/2027", "Une ligne\nune autre"],
    ["", "", "", ""],
]


def as_csv(delimiter: str, encoding: str, before: str = "") -> bytes:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in ROWS]
    return (before + "\r\n".join(lines)).encode(encoding)


def as_xlsx(title: str = "Feuille") -> bytes:
    book = Workbook()
    book.active.title = title
    book.active.append(["Aides publiées le 3 mai"])
    for row in ROWS:
        book.active.append([datetime(2027, 3, 15) if cell == "15/03/2027" else cell for cell in row])  # noqa: DTZ001 - as a cell holds it
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        as_csv(";", "utf-8"),
        as_csv(",", "utf-8-sig"),
        as_csv(";", "cp1252"),
        as_csv("\t", "utf-16"),
        as_csv(";", "utf-8", "Liste des aides\r\n\r\n"),
        as_xlsx(),
    ],
)
def test_a_table_is_read_whatever_its_file(body: bytes) -> None:
    (notice,), outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": body}))
    assert (notice.title, notice.text) == ("Aide « été »", "Une ligne\nune autre")
    assert notice.given.sessions[0].value.day == date(2027, 3, 15)
    assert outcome.problems == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"Titre;Lien\r\na;b\r\n", "layout_changed"),
        (b"<html>connexion<input type='password'>", "login_wall"),
        (b"", "layout_changed"),
        (b"PK\x03\x04 rien", "layout_changed"),
        (as_xlsx()[:900], "layout_changed"),
    ],
)
def test_a_table_that_is_not_the_one_expected_says_so(body: bytes, code: str) -> None:
    notices, outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": body}))
    assert (notices, outcome.result, codes(outcome)) == ([], ReadResult.FAILED, [code])


def test_a_missing_column_is_told_beside_those_that_are_there() -> None:
    _, outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": b"Titre;Adresse\r\na;b\r\n"}))
    assert "trouvées : Titre, Adresse" in outcome.problems[0].detail.replace("\u00a0", " ")


def test_a_spreadsheet_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES_UNPACKED", 1_000)
    _, outcome = reading(a_source("csv_file", CSV_READ), Site({f"{SITE}aides.csv": as_xlsx()}))
    assert codes(outcome) == ["too_big"]


def test_a_file_that_is_the_same_is_no_news_and_keeps_what_was_seen() -> None:
    site = Site({f"{SITE}aides.csv": as_csv(";", "utf-8")})
    _, first = reading(a_source("csv_file", CSV_READ), site)
    notices, second = reading(a_source("csv_file", CSV_READ), site, first.state)
    assert (notices, second.result, second.seen) == ([], ReadResult.UNCHANGED, first.seen)
