"""Runs every measure, or those named: `python -m benchmarks [NAME…]`."""

import sys
from collections.abc import Callable, Iterable

from benchmarks import duplicates, letters, matching, reading, real_day, recogniser, watching
from benchmarks.measure import Measure

ALL: dict[str, Callable[[], Iterable[Measure]]] = {
    "doublons": duplicates.measure,
    "journee": real_day.measure,
    "mots": recogniser.measure,
    "lecture": reading.measure,
    "correspondances": matching.measure,
    "lettres": letters.measure,
    "veille": watching.measure,
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.exit(f"Mesure inconnue : {', '.join(unknown)}. Les mesures : {', '.join(ALL)}")
    for name in names or ALL:
        print(f"\n{name}")
        for one in ALL[name]():
            print(f"  {one}", flush=True)


main(sys.argv[1:])
