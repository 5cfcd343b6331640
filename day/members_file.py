"""The members' file, CSV or XLSX, to lines with a member and its contacts: nothing is guessed, nothing is saved.

What the columns mean is in `members_columns`.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from rapidfuzz import fuzz, process

from day.members_columns import ANY_AUTHORITY, COLUMNS, NEVER_EMPTIED, Understood
from day.members_contacts import Contact
from model.member import Member
from model.trouble import Trouble
from vocabularies.term import folded

_SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: `number` as an editor shows it. Without `member`, the line is refused and `problems` say why.

    `stated` names the fields of `Member` that the file has a column for: the others are not the file's to change.
    """

    number: int
    name: str
    member: Member | None
    contacts: tuple[Contact, ...] = ()
    problems: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MembersFile:
    """What was read; `unknown_columns` as written, with the nearest known one when there is one."""

    rows: tuple[Row, ...]
    unknown_columns: tuple[str, ...] = ()


def read(content: bytes) -> MembersFile:
    """The lines of a file. Trouble when it is no CSV nor XLSX, or has no column `nom`."""
    lines = _of_xlsx(content) if content.startswith(b"PK\x03\x04") else _of_csv(content)
    _, titles = next(lines, (0, []))
    columns = [_TITLES.get(_folded_title(title), "") for title in titles]
    if "nom" not in columns:
        raise Trouble(
            "Le fichier des adhérents n’a pas de colonne « nom » en première ligne.",
            f"Colonnes, dans l’ordre que vous voulez : {' ; '.join(COLUMNS)}.",
        )
    unknown = [title for title, column in zip(titles, columns, strict=True) if title.strip() and not column]
    rows = [_row(number, columns, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    return MembersFile(_without_twins(rows), tuple(_with_nearest(title.strip()) for title in unknown))


def _row(number: int, columns: Sequence[str], cells: Sequence[str]) -> Row:
    said = {column: cell.strip() for column, cell in zip_longest(columns, cells, fillvalue="") if column}
    read_cells = {column: COLUMNS[column].read(cell) for column, cell in said.items() if cell}
    problems = [f"{column} : {one}" for column, cell in read_cells.items() for one in cell.complaints]
    if any(cell.strip() for cell in cells[len(columns) :]):
        problems.insert(0, "la ligne a plus de cases que de colonnes : vérifiez ses séparateurs")
    refused = any(cell.refused for cell in read_cells.values())
    if not said["nom"]:
        problems, refused = ["il manque le nom", *problems], True
    values: dict[str, Any] = {name: value for cell in read_cells.values() for name, value in cell.values.items()}
    contacts: tuple[Contact, ...] = values.pop("contacts", ())
    member = None if refused else Member(id=0, **({"kind": ANY_AUTHORITY} | values))
    return Row(number, said["nom"], member, contacts, tuple(problems), _stated(said, read_cells))


def _stated(said: Mapping[str, str], read_cells: Mapping[str, Understood]) -> frozenset[str]:
    """The fields that the line sets: an empty cell empties its field, a cell not understood leaves it as it was."""
    sure = [column for column, cell in said.items() if not cell or _gives_something(read_cells[column])]
    return frozenset(
        name for column in sure for name in COLUMNS[column].fields if said[column] or column not in NEVER_EMPTIED
    )


def _gives_something(cell: Understood) -> bool:
    return not cell.complaints or any(cell.values.values())


def parse(path: Path) -> MembersFile:
    """The lines of a file on the disk. Trouble when it is absent or unreadable, besides what `read` refuses."""
    try:
        return read(path.read_bytes())
    except OSError as cause:
        raise Trouble(f"Le fichier {path} ne peut pas être lu.", "Vérifiez son nom et vos droits.", str(cause)) from cause


def _of_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _text_of(content)
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as cause:
            raise Trouble(
                f"La ligne {number} du fichier des adhérents ne se lit pas.", "Vérifiez ses guillemets.", str(cause)
            ) from cause
        yield number, cells


def _text_of(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark (« texte Unicode » of a spreadsheet), else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as cause:
        raise Trouble(
            "Ce classeur ne s’ouvre pas.", "Enregistrez-le de nouveau au format XLSX, ou en CSV.", str(cause)
        ) from cause
    try:
        sheet = book.worksheets[0]
        yield from ((n, [_plain(cell) for cell in cells]) for n, cells in enumerate(sheet.iter_rows(values_only=True), 1))
    finally:
        book.close()


def _plain(cell: object) -> str:
    """A cell as it would be typed: a spreadsheet gives numbers, dates and yes or no as such."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _with_nearest(title: str) -> str:
    nearest = process.extractOne(_folded_title(title), list(_TITLES), scorer=fuzz.ratio, score_cutoff=70)
    return f"{title} (vouliez-vous dire {_TITLES[nearest[0]]} ?)" if nearest else title


def _folded_title(title: str) -> str:
    return folded(title.replace("_", " "))


_TITLES = {_folded_title(column): column for column in COLUMNS}


def _without_twins(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of a member already met being refused: a file says each member once."""
    met: dict[object, int] = {}
    kept: list[Row] = []
    for row in rows:
        first = met.setdefault(_key(row.member), row.number) if row.member else row.number
        if first != row.number:
            twice = f"collectivité déjà décrite à la ligne {first}"
            row = replace(row, member=None, problems=(*row.problems, twice))
        kept.append(row)
    return tuple(kept)


def _key(member: Member) -> object:
    return member.siren or (folded(member.name), member.department)
