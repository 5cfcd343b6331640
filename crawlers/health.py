"""How a reading can go wrong, and what is said of it to staff: codes and French sentences, nothing that fetches.

Every sentence says what happened and what to do. A new way to fail is a new member of `Code` and a new line of `ADVICE`.
"""

from enum import StrEnum

from model.notice import Problem


class Code(StrEnum):
    """Codes of the problems of this package; the runbook lists them."""

    DEFINITION_REFUSED = "definition_refused"
    TOO_BIG = "too_big"
    BAD_COMPRESSION = "bad_compression"
    INVALID_UTF8 = "invalid_utf8"
    HTML_INSTEAD = "html_instead"
    LOGIN_WALL = "login_wall"
    COOKIE_WALL = "cookie_wall"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    MAINTENANCE = "maintenance"
    LAYOUT_CHANGED = "layout_changed"
    PAGE_CHANGED = "page_changed"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    UNEXPECTED_STATUS = "unexpected_status"
    TIME_OUT = "time_out"
    TOO_SLOW = "too_slow"
    TOO_MANY_PAGES = "too_many_pages"
    DNS_GONE = "dns_gone"
    CERTIFICATE = "certificate"
    UNREACHABLE = "unreachable"
    CUT_SHORT = "cut_short"
    ROBOTS_REFUSED = "robots_refused"
    NEVER = "never"
    BLOCKED_ADDRESS = "blocked_address"
    BAD_ADDRESS = "bad_address"
    TOO_FEW = "too_few"
    UNUSUAL_VOLUME = "unusual_volume"
    SUDDEN_DROP = "sudden_drop"
    KIND_VANISHED = "kind_vanished"
    DATES_LOST = "dates_lost"
    INCOMPLETE_LIST = "incomplete_list"
    SECOND_WAY = "second_way"
    ITEM_UNREADABLE = "item_unreadable"
    UNKNOWN_WORD = "unknown_word"
    TRANSLATION_MISSING = "translation_missing"
    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    PDF_LOCKED = "pdf_locked"
    PDF_UNREADABLE = "pdf_unreadable"
    PDF_TOO_HEAVY = "pdf_too_heavy"
    PDF_WITHOUT_TEXT = "pdf_without_text"
    BROWSER_MISSING = "browser_missing"
    CRASHED = "crashed"
    CHILD_ENDED = "child_ended"
    STUCK = "stuck"


ADVICE: dict[Code, str] = {
    Code.DEFINITION_REFUSED: "La fiche de cette source n’est pas valable : corrigez ce qui est indiqué.",
    Code.TOO_BIG: (
        "La réponse dépasse la taille permise : vérifiez que l’adresse est bien celle d’une liste ou d’un flux, "
        "non d’une archive ou d’un fichier."
    ),
    Code.BAD_COMPRESSION: (
        "La réponse compressée est abîmée ou coupée : c’est en général passager ; si cela dure trois jours, "
        "signalez-le au webmestre du site."
    ),
    Code.INVALID_UTF8: (
        "La réponse contient des caractères mal codés : vérifiez les accents des derniers appels lus et signalez "
        "l’erreur au webmestre du site."
    ),
    Code.HTML_INSTEAD: (
        "Le site a répondu par une page au lieu des données attendues : ouvrez l’adresse dans un navigateur ; le "
        "flux a sans doute changé d’adresse ou le site est en maintenance."
    ),
    Code.LOGIN_WALL: (
        "Le site demande maintenant de se connecter : cherchez une page publique équivalente ou désactivez la "
        "source (state = 'off')."
    ),
    Code.COOKIE_WALL: (
        "Le site ne montre rien avant qu’on accepte ses cookies : cherchez un flux ou une page qui s’en passe, ou lisez la "
        "source à la main (state = 'by_hand')."
    ),
    Code.CHALLENGE: (
        "Le site vérifie que son lecteur est une personne et nous arrête : demandez à son webmestre de laisser passer notre "
        "robot, ou lisez la source à la main (state = 'by_hand')."
    ),
    Code.SOFT_404: (
        "Le site dit que la page n’existe plus (sans le code habituel) : cherchez la nouvelle adresse et corrigez la fiche "
        "de la source."
    ),
    Code.MAINTENANCE: ("Le site dit être en maintenance : rien à faire aujourd’hui ; si cela dure, prévenez son webmestre."),
    Code.PAGE_CHANGED: (
        "Cette page a changé, et nous ne savons plus la lire : ouvrez-la, notez ce qui est nouveau, et adaptez la fiche "
        "de la source. Les collectivités concernées reçoivent le lien."
    ),
    Code.LAYOUT_CHANGED: (
        "La réponse n’a plus la forme attendue : comparez-la avec la fiche de la source et adaptez celle-ci."
    ),
    Code.REFUSED: (
        "Le site refuse de nous répondre (accès interdit) : écrivez à son webmestre en donnant le nom de notre "
        "robot, ou désactivez la source."
    ),
    Code.NOT_FOUND: "La page n’existe plus : cherchez la nouvelle adresse et corrigez la fiche de la source.",
    Code.TOO_MANY_REQUESTS: (
        "Le site nous demande de ralentir : la source est mise en attente ; si cela se répète, augmentez le délai "
        "entre deux requêtes (crawl.delay)."
    ),
    Code.SERVER_ERROR: (
        "Le site est en panne : rien à faire aujourd’hui ; si cela dure trois jours, prévenez son webmestre."
    ),
    Code.UNEXPECTED_STATUS: (
        "Le site a donné une réponse inattendue : ouvrez l’adresse dans un navigateur et corrigez la fiche si elle a changé."
    ),
    Code.TIME_OUT: "Le site n’a pas répondu à temps : c’est en général passager ; si cela dure, vérifiez l’adresse.",
    Code.TOO_SLOW: (
        "La lecture de cette source a dépassé le temps permis : vérifiez que le site répond et que la fiche ne "
        "demande pas trop de pages."
    ),
    Code.TOO_MANY_PAGES: "Cette source demande trop de requêtes : la liste est sans fin ou la fiche vise trop large.",
    Code.DNS_GONE: ("Le nom du site n’existe plus ou ne se résout pas : vérifiez l’adresse et notre connexion à Internet."),
    Code.CERTIFICATE: (
        "Le certificat de sécurité du site n’est pas valable : il est sans doute échu ; prévenez son webmestre. La"
        " lecture reprendra d’elle-même."
    ),
    Code.UNREACHABLE: (
        "Le site est injoignable (connexion refusée ou rompue) : c’est en général passager ; si cela dure, "
        "vérifiez l’adresse."
    ),
    Code.CUT_SHORT: (
        "La réponse a été coupée en route : c’est en général passager ; si cela dure, prévenez le webmestre du site."
    ),
    Code.ROBOTS_REFUSED: (
        "Le fichier robots.txt du site nous interdit cette adresse : demandez l’accord du site, trouvez une autre "
        "adresse ou désactivez la source."
    ),
    Code.NEVER: (
        "Cette machine est de celles que Veilleur n’interroge jamais ([crawl] never) : désactivez la source (state = 'off') "
        "ou retirez la machine de la liste."
    ),
    Code.BLOCKED_ADDRESS: (
        "L’adresse, ou une redirection du site, mène à un réseau privé : elle n’est pas suivie. Si c’est voulu, "
        "ajoutez l’hôte à crawl.allow_private_hosts."
    ),
    Code.BAD_ADDRESS: (
        "L’adresse ne peut pas être suivie (seules les adresses http et https, sans mot de passe, sur un port "
        "ordinaire le sont) : corrigez la fiche."
    ),
    Code.TOO_FEW: (
        "La liste contient moins d’appels que le minimum prévu par la fiche : vérifiez sur le site ; la liste est "
        "peut-être incomplète. Aucun appel n’est retiré pour autant."
    ),
    Code.UNUSUAL_VOLUME: (
        "La liste contient bien plus d’appels que d’habitude : vérifiez sur le site qu’il ne republie pas d’anciens "
        "appels. Les nouveautés de cette source attendent dans les lettres : veilleur source release."
    ),
    Code.SUDDEN_DROP: (
        "La moitié des appels encore ouverts de cette liste a disparu d’un coup : vérifiez sur le site. Aucun appel n’est "
        "retiré ; les nouveautés de cette source attendent : veilleur source release."
    ),
    Code.KIND_VANISHED: (
        "Tous les appels d’une même famille ont disparu de cette liste, le reste y est encore : vérifiez sur le site. Aucun "
        "appel n’est retiré ; les nouveautés de cette source attendent : veilleur source release."
    ),
    Code.DATES_LOST: (
        "Les dates limites de cette source ne sont plus lues : le site les écrit sans doute autrement ; comparez avec la "
        "fiche. Les nouveautés de cette source attendent : veilleur source release."
    ),
    Code.INCOMPLETE_LIST: (
        "Le site annonce plus d’éléments qu’il n’en a donné : les manquants seront lus la prochaine fois ; si cela"
        " se répète, signalez-le."
    ),
    Code.SECOND_WAY: (
        "La première manière de lire cette source n’a pas répondu : la seconde, moins complète, l’a remplacée. Si cela "
        "dure une semaine, ouvrez l’adresse donnée dans le détail et corrigez la fiche."
    ),
    Code.ITEM_UNREADABLE: (
        "Certains éléments de la liste n’ont pas pu être lus : voyez le détail ; les autres ont été pris."
    ),
    Code.UNKNOWN_WORD: ("La source emploie un code que Veilleur ne connaît pas : ajoutez-le au vocabulaire ou signalez-le."),
    Code.TRANSLATION_MISSING: (
        "Les titres en français n’ont pas pu être relus : ceux déjà connus sont gardés, les appels nouveaux "
        "gardent leur titre d’origine."
    ),
    Code.KEY_MISSING: (
        "La clé d’accès de cette source n’est pas donnée : mettez-la dans la variable d’environnement nommée dans "
        "le détail, ou désactivez la source (state = 'off')."
    ),
    Code.KEY_REFUSED: (
        "Le site refuse notre clé d’accès : elle est sans doute échue ou mal recopiée ; demandez-en une nouvelle et "
        "mettez-la dans la variable d’environnement de la source."
    ),
    Code.PDF_LOCKED: "Un PDF est protégé par un mot de passe : ouvrez-le à la main, ou demandez-en une version libre.",
    Code.PDF_UNREADABLE: (
        "Un PDF est abîmé et n’a pas pu être lu : ouvrez-le à la main ; s’il ne s’ouvre pas, prévenez le webmestre du site."
    ),
    Code.PDF_TOO_HEAVY: ("Un PDF demande trop de temps ou de mémoire pour être lu : il a été laissé ; ouvrez-le à la main."),
    Code.PDF_WITHOUT_TEXT: (
        "Un PDF ne contient que des images (document numérisé) : ouvrez-le à la main, ou demandez-en une version texte."
    ),
    Code.BROWSER_MISSING: (
        "Cette source ne se lit qu’avec un navigateur (javascript = true dans sa fiche), et il manque ce que dit le "
        "détail : installez-le, ou lisez la source à la main (state = 'by_hand')."
    ),
    Code.CRASHED: ("La lecture de cette source a échoué par une erreur du programme : envoyez le détail aux développeurs."),
    Code.CHILD_ENDED: (
        "Le programme de lecture s’est arrêté avant la fin : relancez la lecture ; si cela se répète, envoyez le "
        "détail aux développeurs."
    ),
    Code.STUCK: (
        "Le programme de lecture ne répondait plus et a été arrêté : relancez la lecture ; si cela se répète, "
        "envoyez le détail aux développeurs."
    ),
}


class Unreadable(Exception):  # noqa: N818 - it says what the source is, not what we did wrong
    """A source, or one request of it, could not be read: `code` says how, `detail` is technical.

    `retry_after` is the pause, in seconds, that the server asked for.
    """

    def __init__(self, code: Code, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.retry_after = retry_after


def problem(code: Code, source: str, detail: str = "") -> Problem:
    """The problem `code` about a source (its slug), in words for staff."""
    return Problem(code=code.value, subject=source, message=ADVICE[code], detail=detail)


def of_status(status: int) -> Code | None:
    """What an HTTP status means for a reading; None when it is an answer to read."""
    if status == 200:
        return None
    if status in (401, 402, 403, 407, 451):
        return Code.REFUSED
    if status in (404, 410):
        return Code.NOT_FOUND
    if status == 429:
        return Code.TOO_MANY_REQUESTS
    return Code.SERVER_ERROR if status >= 500 else Code.UNEXPECTED_STATUS


def of_page(body: str) -> Code | None:
    """What a web page found instead of data is; None when `body` is no web page."""
    start = body[:2000].lstrip("\ufeff \t\r\n").lower()
    if not start.startswith(("<!doctype html", "<html")):
        return None
    return Code.LOGIN_WALL if 'type="password"' in body.lower() else Code.HTML_INSTEAD
