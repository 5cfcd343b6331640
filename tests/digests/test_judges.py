"""Judges that are not ours: SpamAssassin, axe-core in Chromium, the Nu validator.

axe-core and the validator are JavaScript and Java: VEILLEUR_AXE names `axe.min.js`, VEILLEUR_VNU names `vnu.jar`
(`make judges` installs both, `make test-slow` names them).
"""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from tests.digests import golden

pytestmark = pytest.mark.slow
RUN = (
    "axe.run(document, {resultTypes: ['violations']}).then(found => { document.body.innerHTML = '<pre id=found>' + "
    "JSON.stringify(found.violations.map(one => [one.id, one.nodes.map(node => node.html)])).replace(/</g, '&lt;')"
    " + '</pre>' })"
)


def needed(what: str, found: str | None) -> str:
    if found:
        return found
    if os.environ.get("VEILLEUR_NO_SKIP"):
        pytest.fail(f"{what} manque")
    pytest.skip(f"{what} n’est pas installé")


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


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_no_violation_in_a_letter(name: str, scheme: str, tmp_path: Path) -> None:
    browser = needed("Chromium", shutil.which("chromium") or shutil.which("chromium-browser"))
    axe = Path(needed("axe-core (VEILLEUR_AXE)", os.environ.get("VEILLEUR_AXE"))).read_text(encoding="utf-8")
    _, made = golden.letter_of(golden.scene(name))
    script = f"<script>{axe.replace('</script', '<' + chr(92) + '/script')}</script><script>{RUN}</script></body>"
    page = tmp_path / "letter.html"
    page.write_text(made.html.replace("</body>", script), encoding="utf-8")
    done = subprocess.run(
        [
            *(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={tmp_path / 'profile'}",
            ),
            *(f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}", "--window-size=800,1200"),
            *("--virtual-time-budget=15000", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-2000:]
    assert json.loads(unescape(found[1])) == []


def test_the_html_of_a_letter_is_valid_its_styles_included(name: str, tmp_path: Path) -> None:
    jar = needed("vnu.jar (VEILLEUR_VNU)", os.environ.get("VEILLEUR_VNU"))
    java = needed("Java", shutil.which("java"))
    page = tmp_path / "letter.html"
    page.write_text(golden.letter_of(golden.scene(name))[1].html, encoding="utf-8")
    done = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--also-check-css", str(page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
