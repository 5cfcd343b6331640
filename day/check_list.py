"""Checks the watch list without the network: definitions, names, and the pages kept of each source read as expected."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers import Definition
from crawlers.known_words import unknown_words
from crawlers.rehearsal import differences, scenes_of
from model.codes import SourceSetting
from model.notice import Problem

READ_BY_US = (SourceSetting.PROVED, SourceSetting.TO_PROBE)


@dataclass(frozen=True, slots=True)
class Checked:
    """`mistakes`: French sentences by slug. `scenes`: how many kept states were read again. `unread`: files to read."""

    mistakes: dict[str, list[str]]
    scenes: int
    unread: tuple[Path, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing is to be corrected."""
        return not self.mistakes and not self.unread


def check_list(listed: Sequence[Definition], refused: Sequence[Problem], fixtures: Path) -> Checked:
    """What is wrong in a watch list. Where `fixtures` does not exist, no page is kept and none is asked for."""
    mistakes: dict[str, list[str]] = defaultdict(list)
    for problem in refused:
        mistakes[problem.subject].append(problem.message)
    for slug, sentence in _same_names(listed):
        mistakes[slug].append(sentence)
    for definition in listed:
        mistakes[definition.slug] += unknown_words(definition.table)
    scenes, unread = 0, []
    for definition in listed if fixtures.is_dir() else ():
        if definition.source.setting not in READ_BY_US:
            continue
        try:
            kept = scenes_of(fixtures / definition.slug)
        except ValueError as error:
            mistakes[definition.slug].append(f"{fixtures / definition.slug} : le fichier de ce qui est attendu : {error}")
            continue
        if not kept:
            mistakes[definition.slug].append("aucune page gardée : veilleur source keep " + definition.slug)
        for scene in kept:
            scenes += 1
            mistakes[definition.slug] += differences(definition, scene)
            unread += [scene.folder / "expected.json"] if scene.is_unread else []
    return Checked({slug: told for slug, told in mistakes.items() if told}, scenes, tuple(dict.fromkeys(unread)))


def _same_names(listed: Sequence[Definition]) -> list[tuple[str, str]]:
    """Two sources of one name cannot be told apart in a letter."""
    first: dict[str, str] = {}
    told = []
    for definition in listed:
        name = definition.source.name.casefold()
        if name in first:
            told.append((definition.slug, f"le nom « {definition.source.name} » est déjà celui de {first[name]}"))
        first.setdefault(name, definition.slug)
    return told
