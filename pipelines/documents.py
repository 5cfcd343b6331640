"""The documents attached to a call: which one is which from one notice to the next, and what is told of them. Pure."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from model.document import Document
from pipelines import wording
from pipelines.changes import Change, plain
from pipelines.signs import canonical
from pipelines.words import fold

Documents = tuple[Document, ...]


def renew(known: Documents, said: Documents) -> Documents:
    """What the page now offers; a file that was not read this time keeps the version that was read before, and a page that
    offers none any more erases nothing (see `merging.renew`)."""
    return tuple(_with_version(one, known) for one in said) or known


def _with_version(said: Document, known: Documents) -> Document:
    before = _twin(said, known)
    if said.sha256 is not None or before is None or canonical(before.url) != canonical(said.url):
        return said
    return Document(url=said.url, label=said.label, sha256=before.sha256)


def change(before: Documents, after: Documents) -> Change | None:
    """New versions and new documents. The first documents ever read are no news, nor is a file that moved or was renamed."""
    if not before:
        return None
    twins = [(one, _twin(one, before)) for one in after]
    renewed = [one for one, twin in twins if twin is not None and _is_other_version(twin, one)]
    added = [one for one, twin in twins if twin is None]
    parts = [_told(renewed, "nouvelle version", "nouvelles versions"), _told(added, "document ajouté", "documents ajoutés")]
    sentence = f"{wording.NBSP}; ".join(filter(None, parts))
    return Change("documents", sentence, plain(before), plain(after)) if sentence else None


def _is_other_version(one: Document, other: Document) -> bool:
    return one.sha256 is not None and other.sha256 is not None and one.sha256 != other.sha256


def _twin(document: Document, others: Documents) -> Document | None:
    """The same document among others: the same bytes, else the same address, else the same name where one alone bears it."""
    return (
        _only(others, lambda one: one.sha256 is not None and one.sha256 == document.sha256)
        or _only(others, lambda one: canonical(one.url) == canonical(document.url))
        or _only(others, lambda one: bool(one.label) and fold(one.label) == fold(document.label))
    )


def _only(some: Documents, is_it: Callable[[Document], bool]) -> Document | None:
    found = [one for one in some if is_it(one)]
    return found[0] if len(found) == 1 else None


def _told(some: Sequence[Document], one: str, several: str) -> str:
    """« Règlement : nouvelle version », « Règlement et Annexe 2 : nouvelles versions »."""
    names = wording.listed([name(document) for document in some]) if some else ""
    return f"{names}{wording.COLON}{one if len(some) == 1 else several}" if names else ""


def name(document: Document) -> str:
    """What a document is called for people: as the page names it, else its file name."""
    label = " ".join(document.label.split()) or unquote(PurePosixPath(urlsplit(document.url).path).name) or document.url
    return label[:1].upper() + label[1:]
