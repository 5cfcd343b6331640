"""The sources kept as fixtures: pages of our own in the shape of real sites, and what must be read in them."""

from dataclasses import dataclass
from pathlib import Path

from crawlers.definition import Definition, load
from crawlers.rehearsal import Scene, scenes_of, told

__all__ = ["FOLDER", "SHIPPED", "Sample", "samples", "told"]

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "sources"
SHIPPED = Path(__file__).resolve().parents[2] / "crawlers" / "sources"


@dataclass(frozen=True)
class Sample(Scene):
    """One state of one source: "open" or "empty"."""

    @property
    def definition(self) -> Definition:
        """The shipped definition, or the one kept beside the pages; its slug does not depend on the file's name."""
        own = self.folder / "definition.toml"
        return load(own if own.exists() else SHIPPED / f"{self.slug}.toml")

    def __str__(self) -> str:
        return f"{self.slug}-{self.name}"


def samples() -> list[Sample]:
    """Every state of every source kept."""
    return [
        Sample(one.slug, one.name, one.folder, one.expected)
        for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir())
        for one in scenes_of(folder)
    ]
