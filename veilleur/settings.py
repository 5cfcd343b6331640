"""What an operator sets in `config.toml`, checked and explained; nothing here acts."""

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError

import crawlers
from digests.mailer import Security
from model.trouble import Trouble

SHIPPED_SOURCES = Path(crawlers.__file__).parent / "sources"


def _hour(said: Any) -> Any:
    """Hours are written "07:30" in the file."""
    return time.fromisoformat(said) if isinstance(said, str) else said


Hour = Annotated[time, BeforeValidator(_hour)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WatchList(_Table):
    """`folder`: the definitions of the sources; the shipped ones when left out. `fixtures`: the pages kept of each."""

    folder: Path = SHIPPED_SOURCES
    fixtures: Path = Path("tests/fixtures/sources")


class DatabaseSettings(_Table):
    """`path`: the SQLite file."""

    path: Path = Path("veilleur.db")


class Crawl(_Table):
    """How the outside world is read. `delay` in seconds between two requests to one server; `never`: hosts that are asked
    for nothing, subdomains included. `hold_days`: how long what a doubtful reading told waits for staff, 0 for ever.
    `links_a_day`: calls whose page is visited each day, 0 for none. `browser`: Chromium may read pages
    that need JavaScript. `contact`: the page given to servers, empty for that of the site."""

    allow_private_hosts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    delay: float = Field(default=2.0, ge=0, le=600)
    timeout: float = Field(default=60.0, gt=0, le=600)
    max_megabytes: int = Field(default=20, ge=1, le=500)
    hold_days: int = Field(default=3, ge=0, le=60)
    links_a_day: int = Field(default=60, ge=0, le=5_000)
    browser: bool = False
    contact: str = ""


class Mail(_Table):
    """Where letters go: `folder` wins over `host`; neither: the folder "lettres" beside the configuration.

    Outside a `production`, `host` must be one of `allowed_hosts`. `envelope`: the pattern of the envelope senders, empty
    for `sender` with `+{id}`. `per_minute`: 0 for no limit. `returns` (a path) or
    `returns_host` (IMAP): where what comes back is read.
    """

    folder: Path | None = None
    host: str | None = None
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = Security.STARTTLS
    user: str = ""
    password_variable: str = "VEILLEUR_SMTP_PASSWORD"  # noqa: S105 - the name of a variable, not a secret
    timeout: float = Field(default=30.0, gt=0, le=600)
    sender: str = "veille@veilleur.example"
    sender_name: str = "Veilleur – Cités Unies France"
    reply_to: str | None = None
    organisation: str = ""
    contact: str = ""
    production: bool = False
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    envelope: str = ""
    per_minute: int = Field(default=0, ge=0)
    dkim_selector: str = ""
    dkim_key_file: Path | None = None
    returns: Path | None = None
    returns_host: str = ""
    returns_port: int = Field(default=993, ge=1, le=65535)
    returns_security: Security = Security.TLS
    returns_user: str = ""
    returns_password_variable: str = "VEILLEUR_IMAP_PASSWORD"  # noqa: S105 - the name of a variable, not a secret
    returns_folder: str = "INBOX"


class Letters(_Table):
    """`confirm`: only those who said yes by themselves. `approve`: staff look first; `lapse_hours` without an answer, or
    0 to wait for ever. `unread_days`: a source not read for longer is named in the letters that it concerns."""

    confirm: bool = False
    approve: bool = False
    lapse_hours: int = Field(default=24, ge=0)
    unread_days: int = Field(default=3, ge=1)


class Contact(_Table):
    """Who answers the members of a country or of a group of countries: all three are shown in their letters."""

    name: str = Field(min_length=1)
    address: str = Field(pattern=r"^[^\s@<>]+@[^\s@<>]+$")
    phone: str = Field(pattern=r"^[+\d][\d .()-]{8,}$")


class Schedule(_Table):
    """`at`: the hour of the day's run, Europe/Paris. 02:00–03:00 is refused: that hour is missing or double twice a year."""

    at: Hour = time(7, 30)


class Site(_Table):
    """`url`: where links of the letters lead. The signing key: from the variable, else from the file that `init` makes."""

    url: str = "http://localhost:8000"
    listen: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    key_variable: str = "VEILLEUR_KEY"
    key_file: Path = Path("veilleur.key")


class Matching(_Table):
    """`weights`: the points of each criterion, by its name in `matching.Weights`; those left out keep their default.

    `semantic`: compare meanings too, with the optional package of the extra of that name.
    """

    semantic: bool = False

    weights: dict[str, float] = Field(default_factory=dict)


class Settings(_Table):
    """The whole of `config.toml`. Relative paths start from the folder of the file."""

    watch_list: WatchList = WatchList()
    database: DatabaseSettings = DatabaseSettings()
    crawl: Crawl = Crawl()
    mail: Mail = Mail()
    letters: Letters = Letters()
    contacts: dict[str, Contact] = Field(default_factory=dict)
    schedule: Schedule = Schedule()
    site: Site = Site()
    matching: Matching = Matching()
    _folder: Path = PrivateAttr(default=Path())

    def place(self, path: Path) -> Path:
        """A path of the file, made absolute from the file's own folder."""
        return path if path.is_absolute() else self._folder / path

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return self.place(self.database.path)

    @property
    def letters_folder(self) -> Path | None:
        """The folder that receives the letters, None when they go to a mail server."""
        if self.mail.folder is not None:
            return self.place(self.mail.folder)
        return None if self.mail.host else self._folder / "lettres"


def load(path: Path) -> Settings:
    """Reads `path`. Trouble in French when it is absent, is not TOML, or holds an unknown key or a wrong value."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as cause:
        raise Trouble(
            f"Le fichier de configuration « {path} » est introuvable.",
            "Créez-le (un fichier vide suffit : tout a une valeur par défaut), ou indiquez-en un autre avec --config.",
        ) from cause
    except (OSError, UnicodeDecodeError) as cause:
        raise Trouble(
            f"Le fichier de configuration « {path} » ne peut pas être lu.", "Vérifiez ses droits et son codage.", str(cause)
        ) from cause
    return parse(text, path)


def parse(text: str, path: Path) -> Settings:
    """The settings written in `text`; `path` names it in messages and gives the folder of relative paths."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise Trouble(
            f"« {path} » n’est pas un fichier TOML valide : {cause}.", "Corrigez la ligne indiquée, puis relancez."
        ) from cause
    try:
        settings = Settings.model_validate(plain)
    except ValidationError as cause:
        raise Trouble(
            f"« {path} » : " + " ; ".join(_told(error) for error in cause.errors()),
            "Corrigez ces lignes, puis relancez. Chaque réglage est expliqué dans le fichier config.toml fourni.",
        ) from cause
    _check_schedule(settings, path)
    settings._folder = path.resolve().parent
    return settings


def _check_schedule(settings: Settings, path: Path) -> None:
    if settings.schedule.at.hour == 2:
        raise Trouble(
            f"« {path} » : [schedule] at ne peut pas tomber entre 2 h et 3 h.",
            "Cette heure manque ou revient deux fois aux changements d’heure : choisissez-en une autre.",
        )


def _told(error: Mapping[str, Any]) -> str:
    place = [str(part) for part in error["loc"]]
    name = f"[{place[0]}] {'.'.join(place[1:])}" if len(place) > 1 else f"[{place[0]}]"
    if error["type"] == "extra_forbidden":
        return f"{name} est inconnu{nearest(place[-1], _known(place))}"
    return f"{name} : la valeur {error.get('input')!r} ne convient pas ({_FRENCH.get(error['type'], error['msg'])})"


def _known(place: list[str]) -> list[str]:
    tables = Settings.model_fields
    if place[0] == "contacts":
        return list(Contact.model_fields)
    return list(tables) if len(place) == 1 else list(tables[place[0]].annotation.model_fields)  # type: ignore[union-attr]


def nearest(word: str, known: Sequence[str]) -> str:
    """ " (vouliez-vous dire « delay » ?)": the known word closest to `word`, nothing when there is none at all."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.0)
    return f" (vouliez-vous dire « {close[0]} » ?)" if close else ""


_FRENCH = {
    "float_parsing": "un nombre est attendu",
    "float_type": "un nombre est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "bool_type": "true ou false est attendu",
    "bool_parsing": "true ou false est attendu",
    "string_type": "un texte entre guillemets est attendu",
    "path_type": "un chemin entre guillemets est attendu",
    "tuple_type": "une liste entre crochets est attendue",
    "greater_than_equal": "trop petit",
    "greater_than": "trop petit",
    "less_than_equal": "trop grand",
    "missing": "il manque",
    "string_pattern_mismatch": "une adresse de courriel ou un numéro de téléphone est attendu",
    "string_too_short": "un texte est attendu",
    "enum": "valeurs admises : starttls, tls ou none",
    "value_error": 'une heure comme "07:30" est attendue',
    "model_type": "une table entre crochets est attendue",
    "dict_type": "une table entre crochets est attendue",
}


def secret(variable: str) -> str | None:
    """The value of an environment variable, None when it is not set or empty."""
    return os.environ.get(variable) or None
