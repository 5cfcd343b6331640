"""The table that ends a day: what was read, what changed, what left, and what asks for someone."""

from collections.abc import Sequence

import click

from day.report import DayReport
from model.codes import ReadResult
from model.notice import Problem
from veilleur.console import plural, table

SHOWN_PROBLEMS = 20
LONGEST_DETAIL = 160


def show(report: DayReport, steps: Sequence[str] = ()) -> None:
    """Prints the rows of the steps that were asked for (all when empty), then what was left out, problems and failures."""
    rows = [row for step, lines in _rows(report).items() if not steps or step in steps for row in lines]
    table("La journée", ("", "nombre"), rows, numbers=(1,))
    for reason, number in report.dropped.most_common():
        click.echo(f"Laissé de côté : {plural(number, 'élément')} – {reason}")
    for problem in report.problems[:SHOWN_PROBLEMS]:
        click.echo(f"À voir : {problem.subject} – {problem.message}{_detail(problem)}", err=True)
    if len(report.problems) > SHOWN_PROBLEMS:
        click.echo(f"… et {plural(len(report.problems) - SHOWN_PROBLEMS, 'autre')} : veilleur status", err=True)
    for title, why in report.failed.items():
        click.echo(f"Étape non faite : {title} – {why}", err=True)


def _detail(problem: Problem) -> str:
    """The technical cause, short: it names the word, the address or the number that the message speaks of."""
    detail = " ".join(problem.detail.split())
    if not detail:
        return ""
    return f" [{detail if len(detail) <= LONGEST_DETAIL else detail[:LONGEST_DETAIL] + '…'}]"


def _rows(report: DayReport) -> dict[str, list[tuple[str, str]]]:
    read = report.results[ReadResult.READ]
    unchanged = report.results[ReadResult.UNCHANGED]
    return {
        "crawl": [
            (
                "sources lues",
                f"{read + unchanged}" + (f" (dont {unchanged} sans changement)" if unchanged else ""),
            ),
            ("sources en échec", str(report.results[ReadResult.FAILED])),
            ("sources en attente", str(report.results[ReadResult.SKIPPED])),
            ("publications prises en compte", str(report.notices)),
            ("appels nouveaux", str(report.new_calls)),
            ("appels modifiés", str(report.changed_calls)),
        ],
        "clock": [("appels clos", str(report.over_calls))],
        "match": [("collectivités avec au moins un appel", f"{report.matched} sur {report.members}")],
        "digest": [("lettres rédigées", str(report.letters))],
        "deliver": [
            ("lettres parties", str(report.sent)),
            ("lettres en attente", str(report.waiting)),
            ("lettres refusées", str(report.refused)),
        ],
        "links": [("pages d’appels visitées", f"{report.visited} ({plural(report.bad_links, 'lien')} à vérifier)")],
    }
