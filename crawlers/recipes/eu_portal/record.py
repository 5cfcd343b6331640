"""One result of the EU portal's search, as named texts. What they mean is read in `dates`, `money` and `notice`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.evidence import Evidence

TOPIC, EXTERNAL, CASCADE = "1", "2", "8"
"""The types of call: a grant topic, a call of EuropeAid (PROSPECT), a call of a project that re-grants (cascade)."""


@dataclass(frozen=True, slots=True)
class Record:
    """`reference` is the key of the record; `fields` are its metadata, always lists of texts, without empty ones."""

    reference: str
    language: str
    fields: Mapping[str, tuple[str, ...]]
    has_metadata: bool
    raw: Mapping[str, Any]

    def first(self, name: str) -> str:
        """The first value of a field, "" when absent."""
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> tuple[str, ...]:
        """All the values of a field."""
        return self.fields.get(name, ())

    @property
    def type(self) -> str:
        """The code of the type of call."""
        return self.first("type")

    @property
    def stem(self) -> str:
        """The reference without its language: what a record and its translation share ("123TOPICSen", "123TOPICSfr")."""
        suffix = self.reference[-len(self.language) :] if self.language else ""
        return self.reference[: -len(suffix)] if suffix and suffix.lower() == self.language.lower() else self.reference


def record_of(result: Mapping[str, Any]) -> Record:
    """The record of a result. A few of type 8 have no `metadata` and carry the same fields at the top."""
    metadata = result.get("metadata")
    has_metadata = isinstance(metadata, dict) and bool(metadata)
    held: Mapping[str, Any] = metadata if has_metadata and metadata is not None else result
    fields = {name: values for name, value in held.items() if (values := _texts(value))}
    reference = str(result.get("reference") or next(iter(fields.get("REFERENCE", ())), ""))
    language = str(result.get("language") or next(iter(fields.get("language", ())), ""))
    return Record(reference, language, fields, has_metadata, result)


def type_of(reference: str) -> str:
    """The type of call that a reference tells: "123TOPICSen", "123PROSPECTSEN", "123COMPETITIVE_CALLen"."""
    return EXTERNAL if "PROSPECT" in reference else CASCADE if "COMPETITIVE" in reference else TOPIC


def inner(record: Record, name: str) -> Any:
    """The value of a field that is itself JSON in a text (`actions`, `budgetOverview`); None when absent or spoilt."""
    try:
        return json.loads(record.first(name))
    except ValueError:
        return None


def evidence(name: str, quote: str, start: int = 0) -> Evidence:
    """Evidence for a value of a field."""
    return Evidence(quote=quote, start=start, end=start + len(quote), place=f"field:{name}")


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(str(one).strip() for one in values if isinstance(one, (str, int, float)) and str(one).strip())
