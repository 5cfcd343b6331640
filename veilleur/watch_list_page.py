"""Writes docs/sources.md from the watch list: `python -m veilleur.watch_list_page`, or `make docs`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from babel import Locale

from crawlers import Definition, load_folder
from crawlers.definition import Cadence
from crawlers.dossier import Confidence
from model.codes import Showing, SourceSetting
from veilleur.console import plural
from veilleur.settings import SHIPPED_SOURCES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sources.md"

HEAD = """# Les sources suivies

Page écrite par `make docs` à partir des fiches de `crawlers/sources` : corrigez les fiches, jamais cette page.

Une source n’est lue chaque jour que si sa forme a été vue. Les autres attendent une première lecture en direct
(`veilleur source probe`), se lisent à la main (`veilleur source health` rappelle quand), ou sont à l’arrêt pour la raison
dite.
"""
TITLES = {
    SourceSetting.PROVED: "Lues par Veilleur : la forme a été vue",
    SourceSetting.TO_PROBE: "À vérifier en direct : l’adresse ou la forme est déduite",
    SourceSetting.BY_HAND: "À lire à la main",
    SourceSetting.OFF: "À l’arrêt",
}
CADENCES = {
    Cadence.DAILY: "chaque jour",
    Cadence.WEEKLY: "chaque semaine",
    Cadence.MONTHLY: "chaque mois",
    Cadence.QUARTERLY: "chaque trimestre",
    Cadence.YEARLY: "chaque année",
}
SHOWN = {
    Showing.FULL: "tout",
    Showing.EXTRACT: "titre, faits et extraits courts",
    Showing.LINK: "titre et lien",
    Showing.INTERNAL: "rien hors de l’équipe",
}
SURE = {
    Confidence.SEEN: "vue",
    Confidence.MIXED: "vue en partie",
    Confidence.INFERRED: "déduite",
    Confidence.UNKNOWN: "inconnue",
}


def page(listed: Sequence[Definition]) -> str:
    """The whole page, in Markdown."""
    parts = [HEAD, _counts(listed)]
    for setting, title in TITLES.items():
        held = [one for one in listed if one.source.setting is setting]
        if held:
            ordered = sorted(held, key=lambda one: (-(one.dossier.value or 0), one.source.name.casefold()))
            parts.append(f"## {title} ({len(held)})\n\n" + "\n\n".join(map(_entry, ordered)) + "\n")
    return "\n".join(parts)


def _counts(listed: Sequence[Definition]) -> str:
    rows = [
        f"| {title} | {sum(one.source.setting is setting for one in listed)} |"
        for setting, title in TITLES.items()
    ]  # fmt: skip
    return "\n".join([f"| {plural(len(listed), 'source')} | nombre |", "|---|---:|", *rows, ""])


def _entry(one: Definition) -> str:
    source, dossier = one.source, one.dossier
    facts = [
        f"publiée par {source.publisher}" + (f" ; finance : {source.funder}" if source.funder else ""),
        f"en {Locale('fr').languages[source.language]}, {CADENCES[one.cadence]}",
        f"intérêt {dossier.value} sur 5" if dossier.value else "",
        f"forme {SURE[dossier.confidence]}" if dossier.confidence else "",
        f"manière « {source.recipe} »" if source.setting is not SourceSetting.BY_HAND else "",
        f"montré : {SHOWN[source.show]}",
    ]
    lines = [
        f"### {source.name}",
        "",
        f"{source.why}",
        "",
        f"`{one.slug}` · <{source.url}> · " + " · ".join(filter(None, facts)),
    ]
    for label, said in (
        ("À faire", dossier.to_do),
        ("À l’arrêt", dossier.off_because),
        ("Conditions", dossier.licence),
        ("Liste vide", dossier.when_empty),
        ("Attendu", _expected(one)),
        ("D’où viennent ces faits", " ; ".join(dossier.facts_from)),
    ):
        if said:
            lines += ["", f"*{label} :* {said}"]
    return "\n".join(lines)


def _expected(one: Definition) -> str:
    least = f"au moins {plural(one.at_least, 'élément')}" if one.at_least else ""
    dated = f"{one.with_deadline} % des appels avec une date limite" if one.with_deadline is not None else ""
    return ", ".join(filter(None, (least, dated)))


def main() -> None:
    """Writes the page. Ends with 1 when a definition is refused: a page without it would lie."""
    listed, problems = load_folder(SHIPPED_SOURCES)
    if problems:
        sys.exit("\n".join(problem.message for problem in problems))
    PAGE.write_text(page(listed), encoding="utf-8")


if __name__ == "__main__":
    main()
