"""The key that signs the links of the letters: made once, kept secret, never shown."""

import os
import secrets
from pathlib import Path

from model.trouble import Trouble
from veilleur.settings import Settings, secret


def make(settings: Settings) -> Path | None:
    """Writes a new key (file mode 0600) where none exists and no variable gives one; returns the file it made."""
    path = settings.place(settings.site.key_file)
    if secret(settings.site.key_variable) or path.exists():
        return None
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
    return path


def read(settings: Settings) -> bytes:
    """The signing key. Trouble when there is none, or when others can read its file."""
    given = secret(settings.site.key_variable)
    if given:
        return given.encode()
    path = settings.place(settings.site.key_file)
    try:
        mode, key = path.stat().st_mode, path.read_text(encoding="ascii").strip()
    except OSError as cause:
        raise Trouble(
            f"La clé qui signe les liens des lettres est introuvable (« {path} »).",
            "Lancez d’abord : veilleur init. Sur une machine remplacée, reprenez l’ancienne clé : "
            "sans elle, les liens déjà envoyés ne marchent plus.",
            str(cause),
        ) from cause
    if mode & 0o077:
        raise Trouble(f"La clé « {path} » peut être lue par d’autres.", f"Fermez-la : chmod 600 {path}")
    if len(key) < 32:
        raise Trouble(
            f"La clé « {path} » est vide ou trop courte.",
            "Reprenez-la d’une sauvegarde, ou supprimez-la et relancez veilleur init.",
        )
    return key.encode()
