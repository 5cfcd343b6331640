"""Who files for whom, in French: « des associations, pour des communes »; and the same words parsed. No text is read."""

import re

from model.filing import LEAD_PARTNER, PARTNER_ABROAD, Filing
from vocabularies import applicants
from vocabularies.term import folded

_NAMES = {LEAD_PARTNER: "le chef de file, pour tous les partenaires", PARTNER_ABROAD: "le partenaire à l’étranger"}
_MEMBERS = frozenset(folded(words) for words in ("leurs membres", "ses membres", "membres"))
_FOR = re.compile(r",? pour (?:les |des |le |la |l['’]|une? )?")
_ARTICLE = re.compile(r"^(?:les |des |le |la |l['’]|une? )")


def name(filing: Filing) -> str:
    """« le chef de file, pour tous les partenaires », « des syndicats, pour leurs membres »."""
    if filing.by in _NAMES:
        return _NAMES[filing.by]
    whose = "leurs membres" if filing.whose is None else f"des {applicants.several(filing.whose)}"
    return f"des {applicants.several(filing.by)}, pour {whose}"


def parse(words: str) -> Filing | None:
    """The same from what a person types: « association pour commune », « chef de file »; None when it is not understood."""
    known = {folded(said): Filing(by) for by, said in _NAMES.items()} | {folded("chef de file"): Filing(LEAD_PARTNER)}
    if folded(words) in known:
        return known[folded(words)]
    by, *whose = _FOR.split(words.strip(), maxsplit=1)
    who = applicants.parse(_ARTICLE.sub("", by))
    if who is None or not whose:
        return None
    if folded(whose[0]) in _MEMBERS:
        return Filing(who)
    whom = applicants.parse(whose[0])
    return None if whom is None else Filing(who, whom)
