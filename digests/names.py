"""French names of codes, as letters say them: a code that the vocabularies do not know is shown as it is, never dropped.

An unknown code is the business of whoever read it (rule 10); it must not cost anybody a letter.
"""

from collections.abc import Callable

from model.filing import Filing
from vocabularies import applicants, countries, filings, groups, themes


def country(code: str) -> str:
    """« Sénégal »."""
    return _named(countries.name, code)


def group(code: str) -> str:
    """« Afrique de l’Ouest »."""
    return _named(groups.name, code)


def theme(code: str) -> str:
    """« Eau et assainissement »."""
    return _named(themes.name, code)


def applicant(code: str) -> str:
    """« Commune »."""
    return _named(applicants.name, code)


def filing(held: Filing) -> str:
    """« des associations, pour des communes »."""
    try:
        return filings.name(held)
    except KeyError:
        return " – ".join(filter(None, (held.by, held.whose)))


def _named(name: Callable[[str], str], code: str) -> str:
    try:
        return name(code)
    except KeyError:
        return code
