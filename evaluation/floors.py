"""The figures under which the program must not fall on the project's own corpora: guards against regression, no praise."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evaluation import calls, duplicates, matches, phrases
from model.trouble import Trouble

FOLDER = Path(__file__).parent
FILE = FOLDER / "floors.json"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""The day of what a corpus does not date."""
LOSS = 1e-9
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A corpus as it was when its figures were pinned: its digest (SHA-256) and, figure by figure, the floor."""

    digest: str
    floors: Figures


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _phrases(path: Path) -> Figures:
    """Shares of phrases read exactly, and not read wrongly (a value missed is better than a false one)."""
    figures: Figures = {}
    for kind, row in phrases.score(_lines(path)).items():
        figures[f"{kind}.exact"] = round(row["exact"] / row["n"], 4)
        figures[f"{kind}.not_wrong"] = round(1 - row["wrong"] / row["n"], 4)
    return figures


def _calls(path: Path) -> Figures:
    return {f"{field}.f1": float(row["f1"]) for field, row in calls.score(_lines(path), NOON).items()}


def _matches(path: Path) -> Figures:
    found = matches.evaluate(path.read_text(encoding="utf-8").splitlines(), NOON)
    figures = {name: float(found[name]) for name in ("ndcg10", "p5", "silent")}
    return figures | {"none_ineligible": float(found["ineligible_alerted"] == 0)}


def _duplicates(path: Path) -> Figures:
    found = duplicates.score(duplicates.load(_lines(path)))
    return {name: float(found[name]) for name in ("precision", "recall", "f1")}


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "phrases": _phrases,
    "calls": _calls,
    "matches": _matches,
    "duplicates": _duplicates,
}
"""Corpus (`corpora/NAME.jsonl`) → its figures, the higher the better, from 0 to 1."""


def corpus(name: str) -> Path:
    """The project's own corpus of that name."""
    return FOLDER / "corpora" / f"{name}.jsonl"


def digest(path: Path) -> str:
    """SHA-256 of a corpus: figures are only compared on the very same labels."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pinned(file: Path = FILE) -> dict[str, Pinned]:
    """The pinned corpora by name."""
    held = json.loads(file.read_text(encoding="utf-8"))
    return {name: Pinned(one["digest"], dict(one["floors"])) for name, one in held.items()}


def fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """{figure: (floor, now)} of those under their floor, or gone."""
    return {name: (floor, figures.get(name, 0.0)) for name, floor in floors.items() if figures.get(name, 0.0) < floor - LOSS}


def pin(name: str, figures: Figures, *, accept_lower: bool, file: Path = FILE, path: Path | None = None) -> None:
    """Writes the figures of a corpus as its new floors. Trouble when one is lower and that was not accepted in words."""
    held = pinned(file) if file.exists() else {}
    lower = fallen(held[name].floors, figures) if name in held else {}
    if lower and not accept_lower:
        told = ", ".join(f"{figure} {floor:.4f} → {now:.4f}" for figure, (floor, now) in lower.items())
        raise Trouble(f"« {name} » baisse : {told}.", "Corrigez, ou acceptez la baisse avec --accept-lower.")
    held[name] = Pinned(digest(path or corpus(name)), figures)
    plain = {one: {"digest": held[one].digest, "floors": held[one].floors} for one in sorted(held)}
    file.write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
