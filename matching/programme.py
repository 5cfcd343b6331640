"""What a programme's rule says where a call is silent: candidates, places and themes. What a call says stays."""

from collections.abc import Iterable
from dataclasses import replace

from matching.title import with_title
from matching.wording import OF_THE_PROGRAMME
from model.call import Call
from model.condition import Condition, ConditionKind
from model.evidence import Evidence, Reading
from model.facts import Facts
from vocabularies import programmes
from vocabularies.programmes import Programme

RULE_CONFIDENCE = 0.8
"""A programme's rule is sure enough to refuse, a little less than the call's own sentence."""


def made_whole(call: Call) -> Call:
    """The call with what its programme's rule says where it is silent, then with the theme of its title if it has none."""
    return with_title(with_sizes(with_programme(call)))


def with_sizes(call: Call) -> Call:
    """The call with candidates made sure by the size that their own sentence asks of them: « aide les communes de moins
    de 3 500 habitants » is said to those who apply.
    """
    sized = {(one.value.whose, one.evidence.quote): one for one in call.facts.conditions if one.value.maximum is not None}
    made = tuple(_sure(one, sized.get((one.value, one.evidence.quote))) for one in call.facts.eligible)
    return call if made == call.facts.eligible else replace(call, facts=replace(call.facts, eligible=made))


def _sure(candidate: Reading[str], sized: Reading[Condition] | None) -> Reading[str]:
    if sized is None or candidate.confidence >= sized.confidence:
        return candidate
    return replace(candidate, confidence=sized.confidence)


def with_programme(call: Call) -> Call:
    """The call with what its programme's rule adds; the same call when it has no known programme or says everything."""
    programme = programmes.get(call.facts.programme.value) if call.facts.programme is not None else None
    if programme is None:
        return call
    facts = _completed(call.facts, programme)
    return call if facts == call.facts else replace(call, facts=facts)


def _completed(facts: Facts, programme: Programme) -> Facts:
    placed = bool(facts.countries or facts.groups)
    return replace(
        facts,
        scope=facts.scope or Reading(programme.scope, _rule(programme), RULE_CONFIDENCE),
        eligible=facts.eligible or _ruled(programme.eligible, programme),
        excluded=facts.excluded or _ruled(programme.excluded, programme),
        countries=facts.countries if placed else _ruled(programme.countries, programme),
        groups=facts.groups if placed else _ruled(programme.groups, programme),
        themes=facts.themes or _ruled(programme.themes, programme),
        conditions=facts.conditions if _says_where(facts) else (*facts.conditions, *_territories(programme)),
    )


def _says_where(facts: Facts) -> bool:
    return any(one.value.kind is ConditionKind.TERRITORY for one in facts.conditions)


def _territories(programme: Programme) -> tuple[Reading[Condition], ...]:
    if not programme.territories:
        return ()
    asked = Condition(ConditionKind.TERRITORY, territories=programme.territories)
    return (Reading(asked, _rule(programme), RULE_CONFIDENCE),)


def _ruled(codes: Iterable[str], programme: Programme) -> tuple[Reading[str], ...]:
    return tuple(Reading(code, _rule(programme), RULE_CONFIDENCE) for code in codes)


def _rule(programme: Programme) -> Evidence:
    return Evidence(programme.name, place=OF_THE_PROGRAMME)
