"""Members, and the people of each who read the letters."""

from datetime import datetime

from model.codes import Rhythm
from model.member import Member, Subscriber
from store.connection import Database
from store.rows import change, from_row, insert, instant, one, rows, to_row, update


def save(db: Database, member: Member) -> int:
    """Adds or changes the member and gives its id: its siren names it, else its name and department (see `by_key`).

    Where the key finds nobody, an `id` other than 0 names the member, so that a name may be corrected. A siren once known
    stays when a file leaves it out.
    """
    row = to_row(member) | {"name_key": _folded(member.name)}
    known = by_key(db, member) or get(db, member.id)
    if known is None:
        return insert(db, "members", row | {"id": member.id or None})
    update(db, "members", row | {"siren": member.siren or known.siren}, known.id)
    return known.id


def every(db: Database) -> list[Member]:
    """All members, in order of id."""
    return [from_row(Member, row) for row in rows(db, "SELECT * FROM members ORDER BY id")]


def get(db: Database, member_id: int) -> Member | None:
    """The member of that id."""
    row = one(db, "SELECT * FROM members WHERE id = ?", (member_id,))
    return from_row(Member, row) if row else None


def by_key(db: Database, member: Member) -> Member | None:
    """The member already kept under the same siren; else of the same name and department, unless both sirens differ."""
    row = one(
        db,
        """SELECT * FROM members
           WHERE siren = :siren
             OR (name_key = :name_key AND coalesce(department, '') = :department AND (siren IS NULL OR :siren IS NULL))
           ORDER BY siren IS NOT :siren, id LIMIT 1""",
        {"siren": member.siren, "name_key": _folded(member.name), "department": member.department or ""},
    )
    return from_row(Member, row) if row else None


def save_subscriber(db: Database, person: Subscriber) -> int:
    """Adds or changes the person and gives the id: the address, whatever its case, names a person.

    For a known person, the place in the events (`subscribed_at`, `since_event`, `cursor`, `round_at`) stays as it is: a
    second import must neither lose an event nor tell one twice.
    """
    row = to_row(person) | {"address_key": _folded(person.address)}
    known = subscriber(db, person.address)
    if known is None:
        return insert(db, "subscribers", row | {"id": person.id or None})
    changed = {name: row[name] for name in ("member", "name", "address", "address_key", "rhythm", "weekday")}
    update(db, "subscribers", changed, known.id)
    return known.id


def subscribers(db: Database) -> list[Subscriber]:
    """All persons, in order of id."""
    return [from_row(Subscriber, row) for row in rows(db, "SELECT * FROM subscribers ORDER BY id")]


def subscriber(db: Database, address: str) -> Subscriber | None:
    """The person of that address, whatever its case."""
    row = one(db, "SELECT * FROM subscribers WHERE address_key = ?", (_folded(address),))
    return from_row(Subscriber, row) if row else None


def wants_letters(db: Database, address: str) -> bool:
    """Whether somebody has that address, wants letters, and none stops them."""
    sql = """SELECT 1 FROM subscribers WHERE address_key = :key AND rhythm <> :none
             AND NOT EXISTS (SELECT 1 FROM suppressions WHERE suppressions.address_key = :key AND lifted_at IS NULL)"""
    return one(db, sql, {"key": _folded(address), "none": Rhythm.NONE.value}) is not None


def by_id(db: Database, subscriber_id: int) -> Subscriber | None:
    """The person of that id."""
    row = one(db, "SELECT * FROM subscribers WHERE id = ?", (subscriber_id,))
    return from_row(Subscriber, row) if row else None


def move_cursor(db: Database, subscriber_id: int, number: int, round_at: datetime) -> None:
    """Notes that a round of letters has considered the events up to `number`; the cursor never goes back."""
    done = change(
        db,
        "UPDATE subscribers SET cursor = max(cursor, ?), round_at = ? WHERE id = ?",
        (number, instant(round_at), subscriber_id),
    )
    if done.rowcount == 0:
        raise LookupError(f"no subscriber {subscriber_id}")


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
