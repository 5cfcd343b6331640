"""Tables that people publish as files, CSV or XLSX, as rows named by their columns. What a row means is read elsewhere."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from crawlers.health import Code, Unreadable, of_page
from crawlers.shaping import flat

MOST_ROWS = 50_000
MOST_BYTES_UNPACKED = 300_000_000
"""An XLSX is a zip: its parts say their size before they are opened."""

HEADER_WITHIN = 20
"""The row of the names may come after a title and a few words."""

DELIMITERS = ";,\t|"

Row = Mapping[str, str]


def rows_of(body: bytes, columns: Sequence[str], sheet: str | None = None) -> list[Row]:
    """The rows of a file, each by the names of `columns` as the definition writes them, blank rows left out.

    Unreadable when it is no table, or when a column is missing: the detail names those that are there.
    """
    written = _xlsx(body, sheet) if body[:2] == b"PK" else _csv(body)
    return list(_named(written, columns))


def _csv(body: bytes) -> Iterator[list[str]]:
    text = _decoded(body)
    if page := of_page(text):
        raise Unreadable(page, text[:300])
    start = text[:20_000]
    delimiter = max(DELIMITERS, key=start.partition("\n")[0].count)
    if delimiter not in start.partition("\n")[0]:
        delimiter = max(DELIMITERS, key=start.count)
    csv.field_size_limit(2_000_000)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Unreadable(Code.LAYOUT_CHANGED, f"CSV illisible : {error}") from error


def _decoded(body: bytes) -> str:
    """UTF-8, with or without a mark; UTF-16 with its mark; else what spreadsheets of Windows write."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _xlsx(body: bytes, sheet: str | None) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable(Code.LAYOUT_CHANGED, f"XLSX illisible : {error}") from error
    if unpacked > MOST_BYTES_UNPACKED:
        raise Unreadable(Code.TOO_BIG, f"{unpacked} octets une fois décompressé")
    # Here: it brings NumPy with it, half of the time that the crawl's processes take to start, for the few XLSX there are.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable(Code.LAYOUT_CHANGED, f"XLSX illisible : {error}") from error
    try:
        if sheet and sheet not in book.sheetnames:
            raise Unreadable(Code.LAYOUT_CHANGED, f"pas de feuille « {sheet} » ; il y a : {', '.join(book.sheetnames)}")
        chosen = book[sheet] if sheet else book.worksheets[0]
        for row in chosen.iter_rows(max_row=MOST_ROWS, values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _named(written: Iterable[list[str]], columns: Sequence[str]) -> Iterator[Row]:
    """Names are compared without accents, case or blanks around."""
    wanted = {_key(column): column for column in columns}
    places: dict[int, str] | None = None
    seen: list[str] = []
    for number, cells in enumerate(written):
        if number > MOST_ROWS:
            return
        if places is None:
            found = {place: wanted[_key(cell)] for place, cell in enumerate(cells) if _key(cell) in wanted}
            places = found if len(set(found.values())) == len(wanted) else None
            seen = max(seen, [cell.strip() for cell in cells if cell.strip()], key=len)
            if places is None and number >= HEADER_WITHIN:
                break
            continue
        if any(cell.strip() for cell in cells):
            yield {name: cells[place].strip() for place, name in places.items() if place < len(cells)}
    if places is None:
        raise Unreadable(
            Code.LAYOUT_CHANGED, f"colonnes attendues : {', '.join(columns)} ; trouvées : {', '.join(seen)[:600]}"
        )


def _key(name: str) -> str:
    return " ".join(flat(name.lstrip("\ufeff")).split())
