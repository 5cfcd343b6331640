"""The envelope sender of each subscriber: one for life, which a bounce comes back to; and whose letter came back."""

import hashlib
import hmac
import re

_SIGN = 8


class Envelopes:
    """`pattern` is an address with `{id}` in it (`veille+{id}@exemple.fr`), or one without, the same for all.

    What takes the place of `{id}` is the subscriber's number and a signature of it by `key`, the house's secret: nobody
    else can make up a bounce that would stop somebody's letters. It never changes, so that gateways which let in an
    address let the next letters in too.
    """

    def __init__(self, key: bytes, pattern: str) -> None:
        self._key, self._pattern = key, pattern
        before, self._has_id, after = pattern.partition("{id}")
        self._read = re.compile(rf"{re.escape(before)}(\d+)-([0-9a-f]{{{_SIGN}}}){re.escape(after)}", re.IGNORECASE)
        self.prefix = before if self._has_id else pattern
        """What all these addresses begin with."""

    def sender(self, subscriber: int) -> str:
        """The address that sends to `subscriber`."""
        return self._pattern.replace("{id}", f"{subscriber}-{self._mark(subscriber)}")

    def subscriber_of(self, text: str) -> int | None:
        """The subscriber whose address of ours stands in `text`; None when there is none, or it was made up."""
        for number, mark in self._read.findall(text) if self._has_id else ():
            if hmac.compare_digest(mark.lower(), self._mark(int(number))):
                return int(number)
        return None

    def _mark(self, subscriber: int) -> str:
        return hmac.new(self._key, f"envelope/{subscriber}".encode(), hashlib.sha256).hexdigest()[:_SIGN]


def pattern_of(sender: str, given: str = "") -> str:
    """The pattern given by the operator, else the sender's address with `+{id}`."""
    local, _, domain = sender.partition("@")
    return given or f"{local}+{{id}}@{domain}"
