"""Which records of the EU portal are no current call: pure rules, each with its reason in French. Nothing is read here."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from crawlers.recipes.eu_portal.record import EXTERNAL, Record
from model.deadline import Deadline

DUPLICATE = "doublon dans les pages de résultats"
OTHER_LANGUAGE = "traduction d’un appel déjà lu"
STALE_COPY = "copie périmée du portail (ancienne base)"
NO_REFERENCE = "fiche périmée du portail (sans référence interne)"
NO_DEADLINE = "appel EuropeAid sans date limite : ancien appel resté marqué ouvert"
LONG_PAST = "date limite passée depuis longtemps"


def stale(record: Record, language: str, stale_datasources: Collection[str]) -> str | None:
    """Why a record is a ghost of the index; None when it is current.

    On 2026-08-22, 244 of the 725 records called open came from SEDIA_PRD_CENTRICITY, all closed or copies. From 2026-06-27
    to 07-01 some 490 such ghosts were marked SEDIA: their own field REFERENCE is empty.
    """
    if record.language and record.language.lower() != language:
        return OTHER_LANGUAGE
    if record.first("DATASOURCE") in stale_datasources:
        return STALE_COPY
    if record.has_metadata and not record.first("REFERENCE"):
        return NO_REFERENCE
    return None


def over(record: Record, deadlines: Sequence[Deadline], now: datetime, long_past_days: int) -> str | None:
    """Why a current record is no call worth keeping; None when it is.

    A call closed for less than `long_past_days` is kept: it is told as closed. Every date must be past, later stages too.
    """
    if not deadlines:
        return NO_DEADLINE if record.type == EXTERNAL else None
    last = max(deadline.closes_at for deadline in deadlines)
    return LONG_PAST if last < now - timedelta(days=long_past_days) else None
