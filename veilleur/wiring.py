"""Turns the settings into what a day works with: the only place where rooms, settings and the outside world meet."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta
from importlib.metadata import version
from typing import Any

import crawlers
from crawlers import CrawlOptions, Definition
from crawlers.definition import load_folder
from crawlers.links import visit
from day.means import Means, Silent, Watcher
from digests.boxes import Box, FileBox, ImapBox
from digests.draft import Voice
from digests.envelope import Envelopes, pattern_of
from digests.links import Links
from digests.mailer import FolderMailer, Mailer, SmtpMailer, SmtpOptions
from digests.people import Person
from digests.rounds import Rules
from digests.signature import Seal, SigningMailer
from matching import Weights
from matching.semantic import Meaning, installed
from model.codes import SourceSetting
from model.notice import Problem
from model.trouble import Trouble
from veilleur import keys
from veilleur.settings import Settings, nearest, secret
from vocabularies import countries, groups
from web import Robot


def means(settings: Settings, watcher: Watcher | None = None, only: Sequence[str] = ()) -> Means:
    """Everything a day needs. `only`: the slugs to read, whatever their state; empty reads every proved source."""
    listed, problems = watch_list(settings)
    return Means(
        database=settings.database_path,
        listed=[definition.source for definition in listed],
        definitions=_chosen(listed, only),
        list_problems=problems,
        by_hand=[definition for definition in listed if definition.source.setting is SourceSetting.BY_HAND],
        patience=timedelta(days=settings.crawl.hold_days) if settings.crawl.hold_days else None,
        options=replace(crawl_options(settings), ignore_backoff=bool(only)),
        read=crawlers.read,
        visitor=visit,
        visits=settings.crawl.links_a_day,
        mailer=mailer(settings),
        links=Links(keys.read(settings), settings.site.url),
        voice=voice(settings),
        rules=rules(settings),
        envelopes=envelopes(settings),
        returns=returns_box(settings),
        mail_settings=mail_mark(settings) if settings.mail.production and settings.letters_folder is None else "",
        weights=weights(settings),
        watcher=watcher or Silent(),
    )


def watch_list(settings: Settings) -> tuple[list[Definition], list[Problem]]:
    """The definitions that are valid, and a problem for each file that is not one."""
    return load_folder(settings.place(settings.watch_list.folder))


def crawl_options(settings: Settings) -> CrawlOptions:
    """How servers are read."""
    crawl = settings.crawl
    return CrawlOptions(
        agent=f"Veilleur/{version('veilleur')}",
        contact=crawl.contact or f"{settings.site.url.rstrip('/')}/robot",
        delay=crawl.delay,
        allow_private_hosts=crawl.allow_private_hosts,
        never=crawl.never,
        timeout=crawl.timeout,
        max_bytes=crawl.max_megabytes * 1_000_000,
        browser=crawl.browser,
    )


def robot(settings: Settings) -> Robot:
    """What the page about our robot says of it."""
    options = crawl_options(settings)
    return Robot(name=options.robot_name, agent=options.user_agent, delay=options.delay, hour=settings.schedule.at)


def mailer(settings: Settings) -> Mailer:
    """What delivers the letters: a folder, or the operator's mail server; signed by us when a key is given."""
    folder = settings.letters_folder
    held: Mailer = FolderMailer(folder) if folder is not None else smtp(settings)
    signing = seal(settings)
    return SigningMailer(held, signing) if signing else held


def smtp(settings: Settings) -> SmtpMailer:
    """The operator's mail server. Trouble when this is no production and the server is not one of those listed."""
    mail = settings.mail
    if not mail.production and mail.host not in mail.allowed_hosts:
        raise Trouble(
            f"Hors production, le courrier ne peut pas aller au serveur « {mail.host} ».",
            "Donnez [mail] folder, ajoutez ce serveur à [mail] allowed_hosts, ou mettez production = true.",
        )
    password = secret(mail.password_variable) or ""
    if mail.user and not password:
        raise Trouble(
            f"Le mot de passe du serveur d’envoi manque : la variable {mail.password_variable} est vide.",
            "Donnez-lui sa valeur, ou retirez [mail] user si le serveur n’en demande pas.",
        )
    return SmtpMailer(
        SmtpOptions(
            host=mail.host or "",
            port=mail.port,
            security=mail.security,
            user=mail.user,
            password=password,
            timeout=mail.timeout,
            sender=mail.sender,
            envelope=envelopes(settings).sender,
            per_minute=mail.per_minute,
        )
    )


def returns_box(settings: Settings) -> Box | None:
    """Where what comes back is read, None when nothing is set. Trouble when two boxes are, or a password is missing."""
    mail = settings.mail
    if mail.returns and mail.returns_host:
        raise Trouble("Deux boîtes des retours sont réglées.", "Gardez [mail] returns ou [mail] returns_host, pas les deux.")
    if mail.returns:
        return FileBox(settings.place(mail.returns))
    if not mail.returns_host:
        return None
    password = secret(mail.returns_password_variable)
    if not password or not mail.returns_user:
        raise Trouble(
            f"La boîte des retours « {mail.returns_host} » demande un identifiant et un mot de passe.",
            f"Donnez [mail] returns_user, et le mot de passe dans la variable {mail.returns_password_variable}.",
        )
    return ImapBox(
        host=mail.returns_host,
        port=mail.returns_port,
        security=mail.returns_security,
        user=mail.returns_user,
        password=password,
        folder=mail.returns_folder,
        timeout=mail.timeout,
    )


def envelopes(settings: Settings) -> Envelopes:
    """The envelope senders, one a subscriber."""
    return Envelopes(keys.read(settings), pattern_of(settings.mail.sender, settings.mail.envelope))


def seal(settings: Settings) -> Seal | None:
    """Our DKIM signature, None when a relay signs. Trouble when the key cannot be read."""
    mail = settings.mail
    if mail.dkim_key_file is None or not mail.dkim_selector:
        return None
    path = settings.place(mail.dkim_key_file)
    try:
        key = path.read_bytes()
    except OSError as cause:
        raise Trouble(
            f"La clé DKIM ne peut pas être lue : {path}",
            "Vérifiez [mail] dkim_key_file et les droits du fichier.",
            str(cause),
        ) from cause
    return Seal(domain=mail.sender.rpartition("@")[2], selector=mail.dkim_selector, key=key)


def rules(settings: Settings) -> Rules:
    """What the house decided about letters."""
    held = settings.letters
    lapse = timedelta(hours=held.lapse_hours) if held.lapse_hours else None
    return Rules(
        confirm=held.confirm, approve=held.approve, lapse=lapse, unread_days=held.unread_days, people=people(settings)
    )


def people(settings: Settings) -> dict[str, Person]:
    """Who answers, by country or group of countries. Trouble when a code is neither."""
    known = [*countries.codes(), *groups.codes()]
    for code in settings.contacts:
        if code not in known:
            raise Trouble(
                f"[contacts.{code}] : ce code n’est ni un pays ni un groupe de pays{nearest(code, known)}.",
                "Donnez un code de pays (SN, MA…) ou de groupe (WEST_AFRICA, SAHEL…).",
            )
    return {code: Person(name=held.name, address=held.address, phone=held.phone) for code, held in settings.contacts.items()}


def mail_mark(settings: Settings) -> str:
    """A hash of what `veilleur mail check` checks: other settings ask for another check."""
    held = settings.mail.model_dump(mode="json") | {"url": settings.site.url}
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]


def voice(settings: Settings) -> Voice:
    """Who speaks in the letters."""
    mail = settings.mail
    return Voice(
        name=mail.sender_name,
        sender=mail.sender,
        reply_to=mail.reply_to,
        organisation=mail.organisation or None,
        contact=mail.contact or None,
        envelope_prefix=pattern_of(mail.sender, mail.envelope).partition("{id}")[0],
    )


def weights(settings: Settings) -> Weights:
    """The points of each criterion. Trouble when the file names one that does not exist, or asks for an absent package."""
    given: dict[str, Any] = dict(settings.matching.weights)
    known = [field.name for field in fields(Weights) if isinstance(field.default, float)]
    for name in given:
        if name not in known:
            raise Trouble(
                f"[matching.weights] {name} est inconnu{nearest(name, known)}.",
                f"Les critères : {', '.join(known)}.",
            )
    meaning = Meaning(installed()) if settings.matching.semantic else None
    return Weights(**given, meaning=meaning)


def _chosen(listed: Sequence[Definition], only: Sequence[str]) -> list[Definition]:
    by_slug = {definition.slug: definition for definition in listed}
    unknown = [slug for slug in only if slug not in by_slug]
    if unknown:
        raise Trouble(
            f"Source inconnue : {', '.join(unknown)}{nearest(unknown[0], list(by_slug))}.",
            "Toutes les sources : veilleur source list",
        )
    if only:
        return [by_slug[slug] for slug in dict.fromkeys(only)]
    return [definition for definition in listed if definition.source.setting is SourceSetting.PROVED]
