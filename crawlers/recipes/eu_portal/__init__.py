"""Reads the EU's Funding & Tenders portal by its search API: every programme. What a call means is read elsewhere."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask, Findings, Job, Reading, Recipe
from crawlers.recipes.eu_portal import dates, details, dump, triage
from crawlers.recipes.eu_portal.details import Known
from crawlers.recipes.eu_portal.notice import notice_of
from crawlers.recipes.eu_portal.query import Search, results
from crawlers.recipes.eu_portal.record import CASCADE, EXTERNAL, TOPIC, Record, record_of, type_of
from crawlers.recipes.eu_portal.titles import Titles, title_of
from crawlers.strict import Key, address, some_among, text, texts, whole
from model.deadline import Deadline
from model.evidence import Reading as Read
from model.source import Validator

CALLS = "calls"
"""Where what is known of each call lies in the memory of the source."""


@dataclass(frozen=True, slots=True)
class Call:
    """A record worth keeping, and its deadlines."""

    record: Record
    deadlines: Sequence[Read[Deadline]]


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
    topic_details: str | None
    max_details: int
    grants: str | None

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
    """Asks for every page, for the French titles, then for the files of the topics that are new, and tells what is new.

    When a page fails, the calls of the pages before are told, and the reading ends as failed; when the first one does, the
    file of all grants is a second way.
    """
    options: Options = job.options
    found: list[Mapping[str, Any]] = []
    failure = yield from _caught(results(options.in_language(options.language), findings, found))
    if failure is not None and not found and options.grants and dump.is_due(job, failure):
        yield from _by_the_dump(job, findings, failure)
        return
    translated: list[Mapping[str, Any]] = []
    lost = None
    if options.translation and failure is None:
        lost = yield from _caught(results(options.in_language(options.translation), findings, translated))
    titles = Titles(job.state.memory, map(record_of, translated))
    titles.warn_if_missing(findings, str(lost) if lost else None)
    yield from _told(job, findings, _calls(job, findings, _current(map(record_of, found), job, findings)), titles)
    if failure is not None:
        raise failure


def _told(job: Job, findings: Findings, calls: Mapping[str, Call], titles: Titles) -> Generator[Ask, Answer, None]:
    """Tells the calls that are new or changed, topics with what their file adds, and keeps what serves the next reading."""
    options: Options = job.options
    known, kept = details.known_of(job, CALLS), dict[str, Known]()
    notices = {key: notice_of(call.record, call.deadlines, job, titles, findings) for key, call in calls.items()}
    marks = {key: notice.fingerprint for key, notice in notices.items()}
    completed: dict[str, Record] = {}
    if options.topic_details:
        wanted = details.wanted([call.record for call in calls.values()], known, marks, job.now)
        completed = yield from details.read(options.topic_details, wanted, options.max_details, findings)
    for key, notice in notices.items():
        old, detailed_at = known.get(key), ""
        if key in completed:
            notice = notice_of(completed[key], calls[key].deadlines, job, titles, findings)
            detailed_at = job.now.isoformat()
        if old and (old.mark == marks[key] if key not in completed else old.fingerprint == notice.fingerprint):
            findings.see(key)
            kept[key] = replace(old, mark=marks[key], detailed_at=detailed_at or old.detailed_at)
        else:
            findings.tell(notice)
            kept[key] = Known(marks[key], notice.fingerprint, detailed_at)
    findings.unchanged = not findings.notices
    findings.memory[CALLS] = details.to_memory(kept)
    findings.validators[CALLS] = Validator(body_hash="1")  # what is known is usable until the definition changes


def _by_the_dump(job: Job, findings: Findings, failure: Unreadable) -> Reading:
    """Tells the calls of the file of all grants that are not known.

    Those that are say more than it, and count as met: it leaves out whole kinds of calls, which is no news of them.
    """
    options: Options = job.options
    findings.memory = {**job.state.memory, **findings.memory}
    findings.validators = dict(job.state.validators)
    known = details.known_of(job, CALLS)
    records = yield from dump.records(options.grants or "", options.statuses, job, findings)
    calls = _calls(job, findings, _current(iter(records), job, findings))
    titles = Titles(job.state.memory, ())
    findings.kinds.clear()
    for key in (*known, *calls):
        if key in known:
            findings.see(key)
        else:
            findings.tell(notice_of(calls[key].record, calls[key].deadlines, job, titles, findings))
    findings.kinds.update(map(type_of, findings.seen))
    findings.unchanged = not findings.notices
    findings.warn(Code.SECOND_WAY, f"{failure} ; {len(records)} sujets lus dans {options.grants}")


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


def _calls(job: Job, findings: Findings, records: Iterable[Record]) -> dict[str, Call]:
    """The records that are calls worth keeping, with their deadlines, by reference."""
    calls: dict[str, Call] = {}
    for record in records:
        deadlines, unknown = dates.deadlines(record, job.options.true_utc_types)
        for said in unknown:
            findings.warn(Code.ITEM_UNREADABLE, f"{record.reference} : date inconnue {said!r}")
        if reason := triage.over(record, [one.value for one in deadlines], job.now, job.options.long_past_days):
            findings.drop(reason)
        else:
            calls[record.reference] = Call(record, deadlines)
            findings.kinds[record.type] += 1
    return calls


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
        Key("topic_details", address, "le début de l’adresse du fichier d’un sujet (conditions, budget) ; rien : non lus"),
        Key("max_details", whole, "le nombre de ces fichiers lus au plus à chaque lecture", default=60),
        Key("grants", address, "l’adresse du fichier de toutes les subventions, lu une fois par semaine au plus, quand la "
            "recherche est en panne"),
        Key("long_past_days", whole, "le nombre de jours après lesquels un appel clos n’est plus pris", default=30),
    ),
    parse=parse,
    read=read,
)  # fmt: skip
