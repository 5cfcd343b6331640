"""Reads a table published as a file, CSV or XLSX: one row is one call. What a call says is read elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from crawlers import harvest, tables
from crawlers.fields import Field, Fields, Said, fields_key, fields_of, lines_key
from crawlers.harvest import Harvest, Sieve, keep_validator
from crawlers.markup import plain
from crawlers.recipes.base import Ask, Findings, Job, Reading, Recipe, fetch
from crawlers.strict import Key, address, text

ACCEPT = "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5"
SEEN = "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table. Without a column for it, the link of a row is the page of the source, and its key is `reference`."""

    file: str
    sheet: str | None
    fields: Fields
    sieve: Sieve

    @property
    def columns(self) -> list[str]:
        """Every column that the definition names."""
        fields: list[Field] = [*self.fields.named.values(), *self.fields.lines.values()]
        named = [place for one in fields for place in one.at]
        return list(dict.fromkeys([*named, *self.sieve.only_where, *self.sieve.never_where]))


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    return Options(file=values["file"], sheet=values["sheet"], fields=fields_of(values), sieve=Sieve.of(values))


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the file, and tells its rows unless it is the one already read."""
    options: Options = job.options
    known = job.state.validators.get(options.file)
    answer = yield from fetch(Ask(url=options.file, headers={"Accept": ACCEPT}, validator=known))
    if answer.unchanged or (known and known.body_hash == sha256(answer.body).hexdigest()):
        _keep_as_it_was(job, findings)
        keep_validator(findings, options.file, answer, known)
        return
    gathered = Harvest(job, findings, options.sieve)
    for row in tables.rows_of(answer.body, options.columns, options.sheet):
        _take(row, answer.url, gathered, options)
    gathered.finish()
    findings.memory[SEEN] = json.dumps(list(gathered.notices))
    keep_validator(findings, options.file, answer)


def _take(row: tables.Row, base: str, gathered: Harvest, options: Options) -> None:
    def pick(place: str, attribute: str | None = None) -> list[str]:
        return [plain(row[place])] if row.get(place) else []

    said = options.fields.read(pick)
    if "link" not in options.fields.named:
        said = Said({"link": (gathered.job.source.url,)}).and_then(said)
    gathered.add(pick, said, base, json.dumps(row, ensure_ascii=False).encode())


def _keep_as_it_was(job: Job, findings: Findings) -> None:
    """The rows of an unchanged file are those of the last reading: their references are in its memory."""
    findings.unchanged = True
    findings.memory = dict(job.state.memory)
    findings.validators = dict(job.state.validators)
    for reference in json.loads(job.state.memory.get(SEEN, "[]")):
        findings.see(reference)


RECIPE = Recipe(
    name="csv_file",
    meaning="un tableau publié en fichier, CSV ou XLSX",
    keys=(
        Key("file", address, "l’adresse complète du fichier", required=True),
        Key("sheet", text, "la feuille d’un fichier XLSX ; la première si la clé est absente"),
        fields_key(("title",), "les champs, par le nom de leur colonne"),
        lines_key(),
        *harvest.KEYS,
    ),
    parse=parse,
    read=read,
)
