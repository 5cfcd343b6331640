"""The day, every day: APScheduler starts it as a process of its own at the hour set, one at a time."""

import logging
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from model.deadline import PARIS
from veilleur.settings import Settings

# A machine asleep at the hour still does the day when it wakes up before the evening.
GRACE = 12 * 3600


def make(settings: Settings, config: Path) -> BlockingScheduler:
    """The scheduler and its two jobs, from the settings alone: nothing is stored, so nothing can be done twice.

    The day, at its hour; and twice an hour the letters of those whose hour has come, overseas among them, and the ones
    that a server put off. While a day is under way the letters wait for it: it ends with them.
    """
    zone = ZoneInfo(PARIS)
    scheduler = BlockingScheduler(timezone=zone)
    at = settings.schedule.at
    scheduler.add_job(
        run_day,
        CronTrigger(hour=at.hour, minute=at.minute, timezone=zone),
        args=[config],
        id="day",
        name="la journée",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=GRACE,
    )
    scheduler.add_job(
        run_letters,
        CronTrigger(minute="5,35", timezone=zone),
        args=[config],
        id="letters",
        name="les lettres de l’heure",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=600,
    )
    return scheduler


def run_letters(config: Path) -> int:
    """Composes and sends what is due at this hour; returns the exit code (3: a day is under way, which does it)."""
    for step in ("digest", "deliver"):
        code = _run(config, step)
        if code:
            break
    return code


def run_day(config: Path) -> int:
    """Does the day in a process of its own, which frees its memory and may die alone; returns its exit code."""
    code = _run(config, "run")
    logging.getLogger(__name__).log(logging.INFO if code == 0 else logging.ERROR, "journée terminée, code %d", code)
    return code


def _run(config: Path, step: str) -> int:
    done = subprocess.run([sys.executable, "-m", "veilleur", step, "--config", str(config.resolve())], check=False)  # noqa: S603
    return done.returncode


def keep(settings: Settings, config: Path) -> None:
    """Runs until Ctrl-C or SIGTERM; on SIGTERM a day under way is finished first."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    scheduler = make(settings, config)

    def stop(number: int, frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    click.echo(f"La journée sera faite chaque jour à {settings.schedule.at:%H h %M} (Europe/Paris). Ctrl-C pour arrêter.")
    scheduler.start()
