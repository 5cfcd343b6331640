"""The words of consent and of privacy, with their version; what is done with a yes or a no is in `day.wishes`."""

from datetime import datetime

from digests import french
from digests.draft import Voice
from model.member import Member
from model.preferences import Act, Consent, How

NOTICE_VERSION = "2026-09"
"""To be changed with `NOTICE`: each line of the record names the version that the person could read."""

NOTICE = (
    (
        "Ce que nous gardons",
        "Votre nom, votre adresse professionnelle, votre collectivité, le rythme que vous avez choisi, les lettres qui vous "
        "ont été envoyées et ce que vous avez dit des appels (« utile », « pas pour nous »).",
    ),
    (
        "Pourquoi",
        "Vous prévenir des appels à projets qui conviennent à votre collectivité. Rien d’autre : ni publicité, ni vente, ni "
        "mesure d’ouverture. Nos lettres ne contiennent aucune image espion et nos pages aucun cookie.",
    ),
    (
        "Sur quelle base",
        "L’intérêt légitime de votre collectivité à être informée (article 6, 1, f du RGPD) quand elle nous a donné votre "
        "adresse ; votre accord (article 6, 1, a) quand vous l’avez confirmé vous-même.",
    ),
    (
        "Combien de temps",
        "Tant que vous recevez les lettres, puis trois ans pour la seule preuve de votre choix. Les lettres sont gardées "
        "deux ans.",
    ),
    (
        "Vos droits",
        "Vous pouvez vous désabonner d’un geste, demander une copie, une correction ou l’effacement de vos données, vous "
        "opposer à leur usage, et saisir la CNIL (www.cnil.fr).",
    ),
)
"""The privacy notice: titles and paragraphs."""

REGISTERED = (
    "Adresse donnée par la collectivité {member} pour recevoir les appels à projets ; chaque lettre dit pourquoi elle est "
    "reçue, comment l’arrêter d’un geste, et mène à l’information sur les données."
)
ASK_TITLE = "Confirmez votre abonnement"
ASK = (
    "La collectivité {member} nous a donné votre adresse pour que vous receviez les appels à projets qui lui conviennent. "
    "Rien ne vous sera envoyé sans votre accord. Si vous ne confirmez pas, vous n’avez rien à faire."
)
ASK_BUTTON = "Oui, je veux recevoir ces lettres"
ASK_WORDS = (
    "Je souhaite recevoir par courriel les appels à projets qui conviennent à ma collectivité ({member}). Je peux changer "
    "le rythme ou me désabonner à tout moment, d’un geste, depuis chaque lettre."
)
FIRST_NOTE = (
    "Pour que ces lettres vous parviennent, demandez à votre service informatique d’autoriser l’expéditeur {sender} et les "
    "adresses d’envoi qui commencent par « {prefix} »."
)


def registered(subscriber: int, member: Member, at: datetime) -> Consent:
    """The line that says by whom, and when (aware), the address of a person was given."""
    return line(subscriber, at, Act.REGISTERED, How.FILE, REGISTERED.format(member=member.name))


def line(subscriber: int, at: datetime, act: Act, how: How, words: str) -> Consent:
    """A line of the record, under the notice of today."""
    return Consent(subscriber=subscriber, at=at, act=act, how=how, notice=NOTICE_VERSION, words=french.bound(words))


def first_note(voice: Voice) -> str:
    """What the first letter asks to authorise."""
    prefix = voice.envelope_prefix or voice.sender.partition("@")[0]
    return french.bound(FIRST_NOTE.format(sender=voice.sender, prefix=prefix))
