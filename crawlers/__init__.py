"""Reads the outside world and yields notices. Never sees the database."""

from crawlers.definition import Definition, DefinitionError, load, load_folder
from crawlers.door import read
from crawlers.options import CrawlOptions

__all__ = ["CrawlOptions", "Definition", "DefinitionError", "load", "load_folder", "read"]
