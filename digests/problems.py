"""What can go wrong with letters, in words for staff: no address, no secret (rule 12)."""

from enum import StrEnum

from digests import french
from model.letter import Letter
from model.member import Subscriber
from model.notice import Problem

SERVER = "courrier"
"""The subject of issues about the mail server itself."""


class Code(StrEnum):
    """The codes of letters' problems, for the runbook."""

    NOT_COMPOSED = "letter_not_composed"
    REFUSED = "letter_refused"
    GIVEN_UP = "letter_given_up"
    MAYBE_TWICE = "letter_maybe_twice"
    SERVER = "mail_server_unavailable"
    BOUNCED = "letter_bounced"
    COMPLAINED = "letter_complained"
    PUT_OFF = "letter_often_put_off"
    GATEWAY = "gateway_asks"
    UNKNOWN_RETURN = "return_not_understood"


def subject_of(subscriber: int) -> str:
    """How an issue names a person: by number, never by address."""
    return f"abonné {subscriber}"


def not_composed(person: Subscriber, error: Exception) -> Problem:
    """`error` stopped one letter; the class and the place tell whoever repairs, the text might hold an address."""
    return _problem(
        Code.NOT_COMPOSED,
        subject_of(person.id),
        "Sa lettre n’a pas pu être composée ; rien n’est perdu, le prochain passage réessaiera. "
        "Transmettez ce message à la personne qui maintient Veilleur.",
        f"{type(error).__name__} ({_place(error)})",
    )


def refused(letter: Letter, reason: str) -> Problem:
    """The server refused the letter for good."""
    return _problem(
        Code.REFUSED,
        subject_of(letter.subscriber),
        "Le serveur de courrier a refusé sa lettre pour de bon. Vérifiez l’adresse auprès de la collectivité.",
        reason,
    )


def given_up(letter: Letter, reason: str) -> Problem:
    """Five days of passing failures."""
    return _problem(
        Code.GIVEN_UP,
        subject_of(letter.subscriber),
        "Sa lettre n’est pas partie après cinq jours d’essais. Vérifiez l’adresse auprès de la collectivité.",
        reason,
    )


def maybe_twice(letter: Letter, reason: str) -> Problem:
    """The link broke between the end of the letter and the server's answer."""
    return _problem(
        Code.MAYBE_TWICE,
        subject_of(letter.subscriber),
        "Le lien avec le serveur de courrier s’est rompu juste après l’envoi de sa lettre : elle repartira et "
        "pourrait arriver deux fois, sous le même identifiant.",
        reason,
    )


def server(reason: str) -> Problem:
    """No letter can leave."""
    return _problem(
        Code.SERVER,
        SERVER,
        "Le serveur de courrier n’est pas utilisable : les lettres attendent, aucune n’est perdue. "
        "Vérifiez la partie [mail] de la configuration, puis relancez « veilleur deliver ».",
        reason,
    )


def bounced(subscriber: int, reason: str) -> Problem:
    """The address does not exist any more."""
    return _problem(
        Code.BOUNCED,
        subject_of(subscriber),
        "Sa lettre est revenue : l’adresse ne fonctionne plus, et plus rien ne lui est envoyé. Demandez la nouvelle adresse "
        "à la collectivité, ou remettez l’ancienne : « veilleur mail lift ADRESSE ».",
        reason,
    )


def complained(subscriber: int, reason: str) -> Problem:
    """The person called the letter unwanted."""
    return _problem(
        Code.COMPLAINED,
        subject_of(subscriber),
        "La lettre a été signalée comme indésirable : la personne est désabonnée. Ne la réabonnez qu’à sa demande.",
        reason,
    )


def often_put_off(subscriber: int, reason: str) -> Problem:
    """Many passing bounces."""
    return _problem(
        Code.PUT_OFF,
        subject_of(subscriber),
        "Ses lettres sont souvent refusées pour un temps. Vérifiez avec la collectivité que la boîte n’est pas pleine.",
        reason,
    )


def gateway(subscriber: int | None, reason: str) -> Problem:
    """A gateway asks the sender to prove that it is a person."""
    return _problem(
        Code.GATEWAY,
        subject_of(subscriber) if subscriber is not None else SERVER,
        "Le filtre de sa collectivité demande à l’expéditeur de s’authentifier : ouvrez ce message dans la boîte des "
        "retours et répondez-y une fois, ou demandez au service informatique d’autoriser nos adresses d’envoi.",
        reason,
    )


def unknown_return(kind: str, reason: str) -> Problem:
    """Something came back that names nobody."""
    return _problem(
        Code.UNKNOWN_RETURN,
        SERVER,
        "Un message est revenu sans dire de quelle lettre il s’agit : ouvrez-le dans la boîte des retours.",
        f"{kind} {reason}",
    )


def _problem(code: Code, subject: str, message: str, detail: str) -> Problem:
    return Problem(code=code, subject=subject, message=french.bound(message), detail=detail)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}, ligne {trace.tb_lineno}" if trace is not None else "lieu inconnu"
