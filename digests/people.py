"""Who answers for the house: the person of the member's country group, else the one of everybody. It reads no settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from digests.draft import Voice
from model.member import Member
from vocabularies import groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the house: a name, an address and a telephone, all three given to members."""

    name: str
    address: str
    phone: str

    @property
    def words(self) -> str:
        """« Jeanne Martin, 01 99 00 00 00 »."""
        return f"{self.name}, {self.phone}"


def answering(member: Member, people: Mapping[str, Person], day: date) -> Person | None:
    """The person of the country that weighs most for `member`, or of a group that holds it; None when nobody is named.

    `people` goes by country (`SN`) or group of countries (`WEST_AFRICA`); a country wins over a group, the member's own
    order over nothing else. `day`: when the groups are read.
    """
    places = sorted(member.countries, key=lambda code: -member.countries[code])
    for code in places:
        if code in people:
            return people[code]
    followed = sorted(member.groups, key=lambda code: -member.groups[code])
    around = [code for place in places for code in people if code in groups.groups_of(place, day)]
    return next((people[code] for code in (*around, *followed) if code in people), None)


def voice_for(member: Member, voice: Voice, people: Mapping[str, Person], day: date) -> Voice:
    """The voice of the letters of `member`: answers go to the person of its group, whom the foot names."""
    person = answering(member, people, day)
    return voice if person is None else replace(voice, reply_to=person.address, contact=person.words)
