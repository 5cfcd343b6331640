"""What the judges that are not ours are, and how they are asked: axe-core in Chromium, the Nu validator."""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

RUN = (
    "axe.run(document, {resultTypes: ['violations']}).then(found => { document.body.innerHTML = '<pre id=found>' + "
    "JSON.stringify(found.violations.map(one => [one.id, one.nodes.map(node => node.html)])).replace(/</g, '&lt;')"
    " + '</pre>' })"
)


def needed(what: str, found: str | None) -> str:
    """The path of a judge; the test is passed over where it is absent, or fails where none may be (VEILLEUR_NO_SKIP)."""
    if found:
        return found
    if os.environ.get("VEILLEUR_NO_SKIP"):
        pytest.fail(f"{what} manque")
    pytest.skip(f"{what} n’est pas installé")


def violations(html: str, folder: Path, *, dark: bool, width: int = 800) -> list[list[object]]:
    """What axe-core objects to in a page, shown at `width` px in the light or dark scheme; its styles must be inside."""
    browser = needed("Chromium", shutil.which("chromium") or shutil.which("chromium-browser"))
    axe = Path(needed("axe-core (VEILLEUR_AXE)", os.environ.get("VEILLEUR_AXE"))).read_text(encoding="utf-8")
    script = f"<script>{axe.replace('</script', '<' + chr(92) + '/script')}</script><script>{RUN}</script></body>"
    page = folder / "page.html"
    page.write_text(html.replace("</body>", script), encoding="utf-8")
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
                f"--user-data-dir={folder / 'profile'}",
            ),
            *(f"--blink-settings=preferredColorScheme={0 if dark else 1}", f"--window-size={width},1200"),
            *("--virtual-time-budget=15000", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-2000:]
    said: list[list[object]] = json.loads(unescape(found[1]))
    return said


def invalid(html: str, folder: Path) -> str:
    """What the Nu validator objects to in a page and its styles, empty when nothing."""
    jar = needed("vnu.jar (VEILLEUR_VNU)", os.environ.get("VEILLEUR_VNU"))
    java = needed("Java", shutil.which("java"))
    page = folder / "page.html"
    page.write_text(html, encoding="utf-8")
    done = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--also-check-css", str(page)], capture_output=True, text=True, check=False
    )
    return done.stderr or (f"code {done.returncode}" if done.returncode else "")
