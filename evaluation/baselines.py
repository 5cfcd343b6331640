"""What anyone could do in an afternoon, measured beside the matching on the same judgements: full text, and overlap."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from model.call import Call
from model.member import Member
from store import calls as kept
from store import search
from store.connection import Database, create, write
from vocabularies import countries, groups, themes

TOLD = 20
"""What a saved search shows: its first page."""


def by_full_text(members: Sequence[Member], calls: Sequence[Call], texts: Mapping[int, str]) -> dict[int, list[int]]:
    """Member id → calls (ids) by BM25 on the store's own full-text index, with all the words of its profile, any of them."""
    with _indexed(calls, texts) as (db, ids):
        return {one.id: [ids[found] for found in search.mentioning(db, words_of(one), TOLD)] for one in members}


def words_of(member: Member) -> str:
    """A profile as one would type it: names of countries, groups and themes, and its own words."""
    names = [countries.name(code) for code in member.countries if code in countries.codes()]
    names += [groups.name(code) for code in member.groups if code in groups.codes()]
    names += [themes.name(code) for code in member.themes if code in themes.codes()]
    return " ".join((*names, *member.keywords))


def by_overlap(members: Sequence[Member], calls: Sequence[Call]) -> dict[int, list[int]]:
    """Member id → calls (ids) that name one of its countries, groups or themes, those that name most of them first."""
    named = {one.id: _named(one) for one in calls}
    found: dict[int, list[int]] = {}
    for member in members:
        wished = {*member.countries, *member.groups, *member.themes}
        common = {call: len(wished & held) for call, held in named.items()}
        found[member.id] = sorted((call for call in common if common[call]), key=lambda call: (-common[call], call))[:TOLD]
    return found


def _named(call: Call) -> set[str]:
    return {one.value for one in (*call.facts.countries, *call.facts.groups, *call.facts.themes)}


@contextmanager
def _indexed(calls: Sequence[Call], texts: Mapping[int, str]) -> Iterator[tuple[Database, Mapping[int, int]]]:
    """A base that holds only these calls, and its ids → theirs."""
    with tempfile.TemporaryDirectory() as folder:
        db = create(Path(folder) / "index.db")
        try:
            with write(db):
                whole = [replace(one, facts=replace(one.facts, summary=texts.get(one.id, ""))) for one in calls]
                ids = {kept.insert(db, one, one.first_seen, None): one.id for one in whole}
            yield db, ids
        finally:
            db.close()
