"""What goes into the store comes out the same, whatever the model allows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.call import Call
from model.codec import to_plain
from model.codes import EventKind
from model.member import Member
from model.notice import Notice
from model.source import Source, SourceState
from store import calls, events, members, notices, sources
from store.connection import Database, create, write
from store.rows import as_json
from tests.store import samples, strategies

pytestmark = pytest.mark.filterwarnings("error")
quick = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db = create(Path(tmp_path_factory.mktemp("round")) / "veilleur.db")
    yield db
    db.close()


@quick
@given(held=strategies.facts | strategies.members | strategies.states)
def test_json_is_what_the_codec_of_the_model_writes(held: object) -> None:
    assert json.loads(as_json(held)) == to_plain(held)


@quick
@given(call=strategies.calls)
def test_a_call_comes_back_as_it_was_kept(shared: Database, call: Call) -> None:
    with write(shared):
        call_id = calls.insert(shared, call, samples.NOW, None)
    assert calls.get(shared, call_id) == replace(call, id=call_id)
    other = replace(call, id=call_id, title="Autre titre", facts=samples.facts(summary="Autre résumé"))
    with write(shared):
        calls.update(shared, other, (), samples.LATER, None)
    assert calls.get(shared, call_id) == other


@quick
@given(notice=strategies.notices)
def test_a_notice_comes_back_as_it_was_kept_with_its_raw_bytes(shared: Database, notice: Notice) -> None:
    with write(shared):
        notice_id = notices.add(shared, notice, calls.insert(shared, samples.call(), samples.NOW, None))
    kept = notices.get(shared, notice_id)
    assert kept == notice
    assert kept.fingerprint == notice.fingerprint


@quick
@given(member=strategies.members)
def test_a_member_comes_back_as_it_was_kept_and_a_second_save_changes_nothing(shared: Database, member: Member) -> None:
    if members.by_key(shared, member) is not None:
        return
    with write(shared):
        member_id = members.save(shared, member)
        assert members.save(shared, member) == member_id
    assert members.get(shared, member_id) == replace(member, id=member_id)


@quick
@given(data=st.data())
def test_a_subscriber_comes_back_as_it_was_kept(shared: Database, data: st.DataObject) -> None:
    with write(shared):
        member_id = members.save(shared, samples.member())
    person = data.draw(strategies.persons(member_id))
    if members.subscriber(shared, person.address) is not None:
        return
    with write(shared):
        person_id = members.save_subscriber(shared, person)
    assert members.subscriber(shared, person.address) == replace(person, id=person_id)


@quick
@given(watch_list=st.lists(strategies.sources, max_size=3, unique_by=lambda source: source.slug), state=strategies.states)
def test_the_watch_list_comes_back_in_its_order(shared: Database, watch_list: list[Source], state: SourceState) -> None:
    with write(shared):
        sources.save_list(shared, watch_list)
        sources.save_state(shared, state)
    assert sources.listed(shared) == watch_list
    assert sources.states(shared)[state.source] == state


@quick
@given(kinds=st.lists(st.sampled_from(EventKind), max_size=5), given_up=st.booleans())
def test_events_are_numbered_without_gaps_even_after_a_transaction_given_up(
    shared: Database, kinds: list[EventKind], given_up: bool
) -> None:
    call_id = samples.saved_call(shared)
    try:
        with write(shared):
            for kind in kinds:
                events.append(shared, samples.event(call_id, kind=kind))
            if given_up:
                raise InterruptedError
    except InterruptedError:
        pass
    numbers = [event.number for event in events.since(shared, 0)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert events.last_number(shared) == len(numbers)
    assert len(events.of_call(shared, call_id)) == (0 if given_up else len(kinds))
