"""The names of months, weekdays and parts of a year in six languages, and mute words, folded. No rule here."""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


_FULL = (
    ("janvier january enero janeiro gennaio januar janner", 1),
    ("fevrier february febrero fevereiro febbraio februar", 2),
    ("mars march marzo marco marz", 3),
    ("avril april abril aprile", 4),
    ("mai may mayo maio maggio", 5),
    ("juin june junio junho giugno juni", 6),
    ("juillet july julio julho luglio juli", 7),
    ("aout august agosto", 8),
    ("septembre september septiembre setembro setiembre settembre", 9),
    ("octobre october octubre outubro ottobre oktober", 10),
    ("novembre november noviembre novembro", 11),
    ("decembre december diciembre dezembro dicembre dezember", 12),
)
_SHORT = (
    ("janv jan ene", 1), ("fevr fev feb", 2), ("mar", 3), ("avr apr abr", 4), ("jun", 6), ("juil jul", 7),
    ("aug", 8), ("sept sep", 9), ("oct", 10), ("nov", 11), ("dec dez dic", 12),
)  # fmt: skip

MONTHS: dict[str, int] = {name: number for names, number in (*_FULL, *_SHORT) for name in names.split()}
FULL_MONTHS: frozenset[str] = frozenset(name for names, _ in _FULL for name in names.split())
ENGLISH_MONTHS: frozenset[str] = _words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec
    """
)
"""Only English writes the month before the day ("June 13th")."""

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "lundi monday mon lunes lunedi montag",
            "mardi tuesday tue tues martes martedi dienstag",
            "mercredi wednesday wed miercoles mercoledi mittwoch",
            "jeudi thursday thu thur thurs jueves giovedi donnerstag",
            "vendredi friday fri viernes venerdi freitag",
            "samedi saturday sat sabado sabato samstag",
            "dimanche sunday sun domingo domenica sonntag",
        )
    )
    for name in names.split()
}

ORDINALS: dict[str, int] = {
    "1er": 1, "1ere": 1, "1st": 1, "premier": 1, "first": 1, "primer": 1, "primeiro": 1,
    "2e": 2, "2eme": 2, "2nd": 2, "second": 2, "deuxieme": 2, "segundo": 2,
    "3e": 3, "3eme": 3, "3rd": 3, "troisieme": 3, "third": 3, "tercer": 3, "terceiro": 3,
    "4e": 4, "4eme": 4, "4th": 4, "quatrieme": 4, "fourth": 4, "cuarto": 4, "quarto": 4,
    "dernier": 0, "last": 0, "ultimo": 0,
}  # fmt: skip
"""Rank of a quarter or a half of the year; 0 is the last one."""

EARLY = _words("debut early beginning start principios inicio")
MIDDLE = _words("mi mid middle mediados meados")
LATE = frozenset(["fin", "end", "late", "final", "fim", "finales"])
MUTE = _words(
    """
    aussi avec avoir soit cela cette ceux dans date depuis deux donc doit doivent devra devront elle elles encore
    entre etre exclusivement imperativement egalement jour leur leurs mail courriel courrier ligne meme mois notamment
    notre nous papier pendant peut peuvent poste pour pourra pourront sera seront seul seulement sont sous tard tous
    tout toute toutes uniquement vers voie votre vous been from have must only shall should that their them they this
    until upon when will with your email post online para como desde este esta todos mais pelo pela year annee semaine
    lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
    minuit midi heure heures plus moins avant apres before after
    """
)
"""Words beside a date that say nothing of what it is for."""
