"""A fresh database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.connection import Database, create


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = create(tmp_path / "veilleur.db")
    yield opened
    opened.close()
