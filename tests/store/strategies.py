"""Any call, notice or member that the model allows, for Hypothesis."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from model.call import Call
from model.codes import AmountRole, Kind, Precision, Rhythm, Scope, Showing, SourceSetting, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.member import Member, Subscriber
from model.money import Amount, Rate
from model.notice import Notice
from model.source import Source, SourceState, Validator

# Lone surrogates are no text: UTF-8 cannot write them, and readers of pages never give them.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = texts.filter(bool)
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
instants = st.builds(datetime.combine, days, st.times(timezones=st.just(UTC)))
rates = st.floats(0, 100)
sums = st.decimals(0, 10**12, places=2)
counts = st.integers(0, 2**40)
weights = st.dictionaries(texts, st.integers(1, 3), max_size=3)
wordlists = st.lists(texts, max_size=3).map(tuple)


def maybe(strategy):
    return st.none() | strategy


def read(strategy):
    evidence = st.builds(Evidence, texts, counts, counts, texts)
    return st.builds(Reading, strategy, evidence, st.floats(0, 1), wordlists)


def many(strategy):
    return st.lists(read(strategy), max_size=2).map(tuple)


deadlines = st.builds(
    Deadline,
    days,
    maybe(st.times().map(lambda hour: hour.replace(fold=0))),
    st.sampled_from(["Europe/Paris", "Indian/Reunion", "UTC"]),
    st.sampled_from(Precision),
    st.booleans(),
    texts,
)
facts = st.builds(
    Facts,
    language=maybe(texts),
    kind=maybe(read(st.sampled_from(Kind))),
    status=maybe(read(st.sampled_from(Status))),
    scope=maybe(read(st.sampled_from(Scope))),
    programme=maybe(read(texts)),
    opening=maybe(read(days)),
    sessions=many(deadlines),
    later_stages=many(deadlines),
    rolling=maybe(read(st.booleans())),
    amounts=many(st.builds(Amount, maybe(sums), maybe(sums), texts, maybe(st.sampled_from(AmountRole)), st.booleans())),
    rates=many(st.builds(Rate, maybe(rates), maybe(rates))),
    countries=many(texts),
    excluded_countries=many(texts),
    groups=many(texts),
    excluded_groups=many(texts),
    themes=many(texts),
    sdgs=many(st.integers(1, 17)),
    eligible=many(texts),
    excluded=many(texts),
    summary=texts,
)
calls = st.builds(
    Call,
    id=st.just(0),
    title=names,
    url=texts,
    source=texts,
    reference=texts,
    facts=facts,
    status=st.sampled_from(Status),
    first_seen=instants,
    funder=maybe(texts),
    identifier=maybe(texts),
    title_fr=maybe(texts),
    title_fr_label=maybe(texts),
    previous=st.none(),
)
notices = st.builds(
    Notice,
    source=texts,
    reference=texts,
    url=texts,
    title=texts,
    seen_at=instants,
    text=texts,
    language=maybe(texts),
    published=maybe(days),
    funder=maybe(texts),
    identifier=maybe(texts),
    title_fr=maybe(texts),
    title_fr_label=maybe(texts),
    given=facts,
    raw=st.binary(max_size=50),
)
members = st.builds(
    Member,
    id=st.just(0),
    name=names,
    kind=texts,
    siren=maybe(texts),
    insee=maybe(texts),
    department=maybe(texts),
    territory=maybe(texts),
    population=maybe(counts),
    countries=weights,
    groups=weights,
    themes=weights,
    skills=wordlists,
    partners=texts,
    languages=wordlists,
    kinds=wordlists,
    min_amount=maybe(counts),
    max_amount=maybe(counts),
    keywords=wordlists,
    exclude_words=wordlists,
    follows=wordlists,
    local_aid=st.booleans(),
    delegation=texts,
    agenda_days=maybe(st.integers(0, 365)),
    councils=st.lists(days, max_size=3).map(tuple),
    member_until=maybe(days),
)


def persons(member_id: int):
    return st.builds(
        Subscriber,
        id=st.just(0),
        member=st.just(member_id),
        name=texts,
        address=names,
        rhythm=st.sampled_from(Rhythm),
        weekday=st.integers(0, 6),
        subscribed_at=instants,
        since_event=counts,
        cursor=counts,
        round_at=maybe(instants),
    )


sources = st.builds(
    Source,
    slug=texts,
    name=texts,
    publisher=texts,
    funder=maybe(texts),
    url=texts,
    language=texts,
    recipe=texts,
    setting=st.sampled_from(SourceSetting),
    official=st.booleans(),
    show=st.sampled_from(Showing),
    why=texts,
    attribution=maybe(texts),
)
states = st.builds(
    SourceState,
    source=texts,
    validators=st.dictionaries(texts, st.builds(Validator, maybe(texts), maybe(texts), maybe(texts)), max_size=2),
    failures=counts,
    retry_after=maybe(instants),
    last_ok=maybe(instants),
    volumes=st.lists(counts, max_size=14).map(tuple),
    memory=st.dictionaries(texts, texts, max_size=2),
)
