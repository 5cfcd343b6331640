"""The members' file, CSV or XLSX, to members and their contacts: pure, nothing is guessed and nothing is saved.

What a line says wrongly is reported with its number and the nearest known word; what it does not say stays empty.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from rapidfuzz import fuzz, process

from day.members_columns import COLUMNS, Cell, Column
