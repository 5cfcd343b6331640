"""Reads the EU's Funding & Tenders portal by its search API: every programme. What a call means is read elsewhere."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe
from crawlers.recipes.eu_portal import dates, triage
from crawlers.recipes.eu_portal.notice import notice_of
from crawlers.recipes.eu_portal.query import Search, results
from crawlers.recipes.eu_portal.record import CASCADE, EXTERNAL, TOPIC, Record, record_of
from crawlers.recipes.eu_portal.titles import Titles, title_of
from crawlers.strict import Key, address, some_among, text, texts, whole
from model.notice import Notice
from model.source import Validator

ALL_NOTICES = "notices"
"""The name of the validator: the envelope of each answer changes, so the hash is that of what the notices say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table; `translation` is the language of the second search, None for none."""

    search: str
    topic_page: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    programmes: tuple[str, ...]
    language: str
    translation: str | None
    translation_label: str
    true_utc_types: tuple[str, ...]
    stale_datasources: tuple[str, ...]
    long_past_days: int

    def in_language(self, language: str) -> Search:
        """The search for the records of a language."""
        return Search(
            url=self.search, types=self.types, statuses=self.statuses, programmes=self.programmes, language=language
        )


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    made: Mapping[str, Any] = {name: tuple(held) if isinstance(held, list) else held for name, held in values.items()}
    return Options(**made)


def read(job: Job, findings: Findings) -> Reading:
    """Asks for every page, then for the French titles, and tells the notices unless they say what they said last time.

    When a page fails, the calls of the pages before are told, and the reading ends as failed.
    """
    options: Options = job.options
    found: list[Mapping[str, Any]] = []
    failure = yield from _caught(results(options.in_language(options.language), findings, found))
    translated: list[Mapping[str, Any]] = []
    lost = None
    if options.translation and failure is None:
        lost = yield from _caught(results(options.in_language(options.translation), findings, translated))
    titles = Titles(job.state.memory, map(record_of, translated))
    titles.warn_if_missing(findings, str(lost) if lost else None)
    notices = list(_notices(job, findings, _current(map(record_of, found), job, findings), titles))
    if failure is None and _is_unchanged(job, findings, notices):
        return
    for notice in notices:
        findings.tell(notice)
    if failure is not None:
        raise failure


def _caught(reading: Generator[Ask, Answer, None]) -> Generator[Ask, Answer, Unreadable | None]:
    try:
        yield from reading
    except Unreadable as failure:
        return failure
    return None


def _current(records: Iterable[Record], job: Job, findings: Findings) -> Iterator[Record]:
    met: set[str] = set()
    for record in records:
        if not record.reference or not title_of(record):
            findings.warn(Code.ITEM_UNREADABLE, f"sans référence ou sans titre : {str(dict(record.raw))[:200]}")
            continue
        reason = triage.stale(record, job.options.language, job.options.stale_datasources)
        if reason is None and record.reference in met:
            reason = triage.DUPLICATE
        if reason:
            findings.drop(reason)
            continue
        # A ghost may bear the reference of its living call and be met first (the ESC quality label of 2026-08-22).
        met.add(record.reference)
        yield record


def _notices(job: Job, findings: Findings, records: Iterable[Record], titles: Titles) -> Iterator[Notice]:
    for record in records:
        deadlines, unknown = dates.deadlines(record, job.options.true_utc_types)
        for said in unknown:
            findings.warn(Code.ITEM_UNREADABLE, f"{record.reference} : date inconnue {said!r}")
        if reason := triage.over(record, [one.value for one in deadlines], job.now, job.options.long_past_days):
            findings.drop(reason)
        else:
            yield notice_of(record, deadlines, job, titles, findings)


def _is_unchanged(job: Job, findings: Findings, notices: list[Notice]) -> bool:
    said = "\n".join(sorted(f"{notice.reference} {notice.fingerprint}" for notice in notices))
    validator = Validator(body_hash=sha256(said.encode()).hexdigest())
    findings.validators[ALL_NOTICES] = validator
    findings.unchanged = job.state.validators.get(ALL_NOTICES) == validator
    if findings.unchanged:
        for notice in notices:
            findings.see(notice.reference)
    return findings.unchanged


RECIPE = Recipe(
    name="eu_portal",
    meaning="l’interface de recherche du portail européen « Financements et appels d’offres »",
    keys=(
        Key("search", address, "l’adresse complète de la recherche, clé et texte compris", required=True),
        Key("topic_page", address, "le début de l’adresse de la page d’un appel, s’il n’en donne pas", required=True),
        Key("types", some_among((TOPIC, EXTERNAL, CASCADE)), "les types : 1 sujet, 2 EuropeAid, 8 cascade", required=True),
        Key("statuses", texts, "les états : 31094501 à venir, 31094502 ouvert, 31094503 clos", required=True),
        Key("programmes", texts, "les codes des programmes demandés ; tous si la clé est absente", default=()),
        Key("language", text, "la langue des fiches", default="en"),
        Key("translation", text, "la langue d’une seconde recherche, qui ne donne que des titres"),
        Key("translation_label", text, "la mention qui accompagne ces titres", default="traduction du portail"),
        Key("true_utc_types", some_among((TOPIC, EXTERNAL, CASCADE)), "les types dont les heures sont vraiment en temps "
            "universel ; pour les autres, l’heure écrite est celle de Bruxelles", default=(EXTERNAL,)),
        Key("stale_datasources", texts, "les bases de l’index qui ne contiennent que des fiches périmées", default=()),
        Key("long_past_days", whole, "le nombre de jours après lesquels un appel clos n’est plus pris", default=30),
    ),
    parse=parse,
    read=read,
)  # fmt: skip
