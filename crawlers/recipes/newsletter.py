"""Reads a mailbox: newsletters become notices, what people forward becomes proposals. Messages are read in `letters`.

The mailbox is left as it is. Notices that people sent bear who sent them: `day` puts them in the queue that staff review.
"""

import base64
import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from crawlers import filters, letters
from crawlers.addresses import canonical
from crawlers.decoding import json_of
from crawlers.filters import Filter
from crawlers.health import Code, Unreadable
from crawlers.letters import Item, Letter
from crawlers.recipes.base import Answer, Ask, Findings, Job, Mailbox, Reading, Recipe, fetch
from crawlers.shaping import tuple_of
from crawlers.strict import Key, flag, one_or_more, text, whole
from model.deadline import PARIS
from model.notice import Notice, Sender
from model.source import Validator

MARK, SEEN, LETTERS = "mark", "seen", "letters"
KEPT_FOR = timedelta(days=400)
MOST_KEPT = 3000
MOST_LINKS = 40
IN_A_ROW = 3

STRANGER = "message d’un expéditeur que la fiche ne connaît pas"
AUTOMATIC = "réponse automatique"
UNVERIFIED = "expéditeur non vérifié par le serveur de courrier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The [read] table. `staff` and, with `members`, everybody else may propose: who is a member is known elsewhere."""

    mailbox: Mailbox
    senders: tuple[str, ...]
    staff: tuple[str, ...]
    members: bool
    verified_by: str | None
    follows_links: bool
    max_messages: int
    words: Filter


def parse(values: Mapping[str, Any]) -> Options:
    """The options in the [read] table."""
    names = ("folder", "host", "port", "user", "password_variable", "box")
    return Options(
        mailbox=Mailbox(**{name: values[name] for name in names}),
        senders=tuple_of(values["senders"]),
        staff=tuple_of(values["staff"]),
        members=values["members"],
        verified_by=values["verified_by"],
        follows_links=values["follows_links"],
        max_messages=values["max_messages"],
        words=Filter.of(values["must_say"], values["must_not_say"]),
    )


def check(values: Mapping[str, Any]) -> list[str]:
    """What is wrong with a [read] table as a whole: one mailbox, and somebody to listen to."""
    mistakes = []
    if (values["folder"] is None) == (values["host"] is None):
        mistakes.append(
            "[read] doit donner « folder » (une boîte Maildir) ou « host » (un serveur IMAP), et un seul des deux"
        )
    if values["host"] is not None and not (values["user"] and values["password_variable"]):
        mistakes.append("avec « host », [read] doit donner « user » et « password_variable »")
    if not (values["senders"] or values["staff"] or values["members"]):
        mistakes.append("[read] doit dire qui est lu : « senders », « staff » ou « members »")
    return mistakes


def read(job: Job, findings: Findings) -> Reading:
    """Asks for the new messages, and tells what they bring; what letters told before counts as seen, as they stay there.

    All are asked for again when the definition changed, or when what they brought was not taken in.
    """
    options: Options = job.options
    held, _ = json_of((yield from fetch(_ask(job))).body)
    if not isinstance(held, dict) or not isinstance(held.get("messages"), list) or "mark" not in held:
        raise Unreadable(Code.LAYOUT_CHANGED, "la boîte n’a pas rendu de messages")
    seen, known, now = _kept(job, SEEN), _kept(job, LETTERS) if job.state.validators else {}, job.now.isoformat()
    pairs: list[tuple[Letter, Item]] = []
    for letter in _letters(held["messages"], findings):
        if letter.key in known:  # a server that numbers its messages again gives them all again
            continue
        known[letter.key] = now
        if reason := _refusal(letter, options):
            findings.drop(reason)
        elif letter.is_from(options.senders):
            pairs += [(letter, item) for item in letters.items(letter) if _is_kept(item, options.words, findings)]
        else:
            findings.tell(_proposal(job, letter, options))
            seen[letter.key] = now
    for notice in (yield from _notices(job, pairs, findings)):
        findings.tell(notice)
        seen[notice.reference] = now
    for reference in seen:
        findings.see(reference)
    findings.memory = {MARK: json.dumps(held["mark"]), SEEN: json.dumps(seen), LETTERS: json.dumps(known)}
    findings.validators[MARK] = Validator(body_hash="1")  # gone when what was told could not be taken in
    findings.unchanged = not findings.notices


def _ask(job: Job) -> Ask:
    options: Options = job.options
    box = options.mailbox
    mark = json.loads(job.state.memory.get(MARK, "null")) if job.state.validators else None
    asked = {MARK: mark, "now": job.now.isoformat(), "most": options.max_messages}
    url = f"maildir://localhost{quote(box.folder)}" if box.folder else f"imaps://{box.host}:{box.port}/{box.box}"
    return Ask(url=url, body=json.dumps(asked).encode(), is_private=True, mailbox=box)


def _letters(messages: list[Any], findings: Findings) -> Iterator[Letter]:
    for message in messages:
        raw = base64.b64decode(str(message.get("raw") or ""))
        if raw:
            yield letters.read(raw)
        else:
            findings.warn(Code.ITEM_UNREADABLE, f"message vide ou trop gros : {message.get('key')}")


def _refusal(letter: Letter, options: Options) -> str | None:
    """Why a message is left, in French and without its sender's name; None when it is read."""
    if letter.is_automatic:
        return AUTOMATIC
    if not options.members and not letter.is_from((*options.senders, *options.staff)):
        return STRANGER
    return UNVERIFIED if options.verified_by and options.verified_by.lower() not in letter.verified_by else None


def _is_kept(item: Item, words: Filter, findings: Findings) -> bool:
    reason = words.refusal(f"{item.title}\n{item.text}")
    if reason:
        findings.drop(reason)
    return reason is None


def _notices(job: Job, pairs: list[tuple[Letter, Item]], findings: Findings) -> Generator[Ask, Answer, list[Notice]]:
    """The notices of newsletters. Their links pass by machines that count clicks: the address is the one they lead to."""
    told: dict[str, Notice] = {}
    row = 0
    for number, (letter, item) in enumerate(pairs):
        url = item.url or ""
        if job.options.follows_links and number < MOST_LINKS and row < IN_A_ROW:
            try:
                url, row = (yield from fetch(Ask(url=url))).url, 0
            except Unreadable as failure:
                findings.warn(Code.ITEM_UNREADABLE, f"lien de « {item.title[:60]} » : {failure.code}")
                row += 1
        notice = _notice(job, letter, item.title, item.text, url, canonical(url))
        told.setdefault(notice.reference, notice)
    return list(told.values())


def _proposal(job: Job, letter: Letter, options: Options) -> Notice:
    """What a person sent, as one notice for staff to look at."""
    body, note = letters.forwarded(letter)
    joined = [f"Pièce jointe : {name}" for name in letter.attachments]
    said = "\n\n".join(filter(None, [body, *joined, f"Mot de l’expéditeur : {note}" if note else ""]))
    title = letter.subject or next(iter(body.splitlines()), "")[:120] or "Sans objet"
    sender = Sender(address=letter.sender, is_staff=letter.is_from(options.staff))
    return _notice(job, letter, letters.without_addresses(title), said, letters.first_link(letter) or "", letter.key, sender)


def _notice(
    job: Job, letter: Letter, title: str, said: str, url: str, reference: str, sender: Sender | None = None
) -> Notice:
    sent = (letter.sent_at or job.now).astimezone(ZoneInfo(PARIS))
    return Notice(
        source=job.source.slug,
        reference=reference,
        url=url,
        title=title,
        text=said,
        seen_at=job.now,
        language=job.source.language,
        published=sent.date(),
        funder=job.source.funder,
        sent_by=sender,
    )


def _kept(job: Job, name: str) -> dict[str, str]:
    """What the memory keeps under a name, by key, with the day it was met; what is too old is forgotten."""
    held: Mapping[str, str] = json.loads(job.state.memory.get(name, "{}"))
    recent = {key: at for key, at in held.items() if job.now - datetime.fromisoformat(at) < KEPT_FOR}
    return dict(list(recent.items())[-MOST_KEPT:])


def _folder(value: Any) -> str | None:
    right = isinstance(value, str) and value.startswith("/")
    return None if right else "le chemin complet d’une boîte Maildir, qui commence par /"


RECIPE = Recipe(
    name="newsletter",
    meaning="une boîte de courrier : lettres d’information, et messages transférés par l’équipe ou les collectivités",
    keys=(
        Key("folder", _folder, "le chemin d’une boîte Maildir"),
        Key("host", text, "le serveur IMAP, toujours en TLS"),
        Key("port", whole, "le port de ce serveur", default=993),
        Key("user", text, "le nom du compte"),
        Key("password_variable", text, "le nom de la variable d’environnement qui contient le mot de passe"),
        Key("box", text, "la boîte lue sur ce serveur", default="INBOX"),
        Key("senders", one_or_more, "les adresses ou les domaines dont les lettres annoncent des appels", default=()),
        Key("staff", one_or_more, "les adresses ou les domaines de l’équipe : leurs messages sont des propositions",
            default=()),
        Key("members", flag, "true : les messages des abonnés sont aussi des propositions", default=False),
        Key("verified_by", text, "le nom de notre serveur de courrier : un message dont il n’a pas vérifié l’expéditeur "
            "(DKIM ou DMARC) est laissé"),
        Key("follows_links", flag, "false pour ne pas demander où mènent les liens des lettres", default=True),
        Key("max_messages", whole, "le nombre de messages lus au plus à chaque lecture", default=60),
        *filters.KEYS,
    ),
    parse=parse,
    read=read,
    check=check,
)  # fmt: skip
