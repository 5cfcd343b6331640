"""The field of the calls of a source that has but one, stated unless a call speaks of something wider."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawlers.shaping import says
from model.codes import Scope
from model.evidence import Evidence, Reading
from model.notice import Notice


@dataclass(frozen=True, slots=True)
class Scoping:
    """`scope` is that of every notice, None when the source says nothing of it.

    A notice that says one of `unless` is left to its own words: a region's list of aids holds a few calls for projects
    abroad. `source` is the name that serves as evidence.
    """

    source: str
    scope: Scope | None = None
    unless: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: str, scope: str | None, unless: Sequence[str]) -> "Scoping":
        """The rule in the keys of a definition."""
        return cls(source, Scope(scope) if scope else None, tuple(unless))

    def apply(self, notice: Notice) -> Notice:
        """The notice, with the scope of its source when its own fields and words do not say otherwise."""
        if self.scope is None or notice.given.scope is not None:
            return notice
        if says(f"{notice.title}\n{notice.text}", self.unless):
            return notice
        evidence = Evidence(quote=self.source, start=0, end=len(self.source), place="field:source")
        return replace(notice, given=replace(notice.given, scope=Reading(self.scope, evidence, 0.8, ("of_source",))))
