"""What the words around a date say of it: the signs that `roles` weighs. The words themselves are in `words`."""

from enum import StrEnum

from pipelines.reading.dates.words import WORDS
from pipelines.reading.lexicon import Lexicon


class Sign(StrEnum):
    """What a cue beside a date says of it."""

    LIMIT = "limit"  # a label of the last day: "date limite", "closing date"
    ENDS = "ends"  # a verb whose subject ends: "se clôture", "closes"
    UNTIL = "until"  # a preposition that bounds: "jusqu'au", "by", "au plus tard"
    BEFORE = "before"  # the same, the day itself left out: "avant le"
    AFTER = "after"  # "reçus après le": what comes later is refused
    TWO_STAGE = "two_stage"  # the procedure has two stages, said of the whole call
    SUBMIT = "submit"  # the act of answering a call: "dépôt", "apply"
    SEND = "send"  # a verb of sending: an answer, or a report
    REGISTER = "register"  # answering a call, or coming to a meeting: "inscription"
    CALL = "call"  # the call itself, named
    WHO = "who"  # those who answer: "candidats", "applicants"
    OPEN = "open"  # "ouverture", "opening date"
    SINCE = "since"  # "à partir du", "from"
    CLOSED = "closed"  # "clos depuis le": a limit already past
    PUBLISHED = "published"  # "mis en ligne le"
    EVENT = "event"  # a meeting: "webinaire", "conference"
    OTHER = "other"  # results, payments, ages
    DOCUMENT = "document"  # what is sent that is no answer: reports, invoices, questions
    LIFE = "life"  # the project's own life: "démarrer", "completed"
    LEGAL = "legal"  # "loi du", "délibération n°"
    SOFT = "soft"  # often beside a deadline without being one: jury, training, "aura lieu"
    STAGE_ONE = "stage_one"
    STAGE_TWO = "stage_two"
    CONTACT = "contact"  # a step before the answer, that a newcomer must also keep
    EXTENDED = "extended"
    FORMERLY = "formerly"
    YEARLY = "yearly"
    TENTATIVE = "tentative"


ANSWERS = frozenset({Sign.SUBMIT, Sign.SEND, Sign.REGISTER, Sign.STAGE_ONE, Sign.STAGE_TWO, Sign.CONTACT})
"""Signs that somebody answers a call."""
TRAPS = frozenset({Sign.EVENT, Sign.OTHER, Sign.DOCUMENT, Sign.LIFE})
"""Signs that the date belongs to something else."""

CONTENT = (
    ANSWERS | TRAPS | {Sign.EXTENDED, Sign.LIMIT, Sign.ENDS, Sign.OPEN, Sign.SOFT, Sign.PUBLISHED, Sign.CLOSED, Sign.LEGAL}
)
"""Signs that say what a date is of, and not only how it is bounded."""

CUES: Lexicon[Sign] = Lexicon.of_blocks({sign: WORDS[sign] for sign in Sign})
