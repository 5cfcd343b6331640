"""Judges that are not ours: SpamAssassin, axe-core in Chromium, the Nu validator.

axe-core and the validator are JavaScript and Java: VEILLEUR_AXE names `axe.min.js`, VEILLEUR_VNU names `vnu.jar`
(`make judges` installs both, `make test-slow` names them).
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.digests import golden
from tests.judged import invalid, needed, violations

pytestmark = pytest.mark.slow


@pytest.fixture(params=golden.NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_spamassassin_gives_a_letter_less_than_two_points(name: str) -> None:
    program = needed("SpamAssassin", shutil.which("spamassassin"))
    _, made = golden.letter_of(golden.scene(name))
    done = subprocess.run([program, "-L", "-t"], input=made.body, capture_output=True, check=False)
    score = re.search(rb"Content analysis details:\s+\(([-\d.]+) points", done.stdout)
    assert score is not None
    assert float(score[1]) < 2


@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
def test_axe_finds_no_violation_in_a_letter(name: str, dark: bool, tmp_path: Path) -> None:
    _, made = golden.letter_of(golden.scene(name))
    assert violations(made.html, tmp_path, dark=dark) == []


def test_the_html_of_a_letter_is_valid_its_styles_included(name: str, tmp_path: Path) -> None:
    assert invalid(golden.letter_of(golden.scene(name))[1].html, tmp_path) == ""
