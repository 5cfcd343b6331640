"""What each date of a text is for: the last day to answer, the opening, something else. Decided from the words around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipelines.reading.dates import turns
from pipelines.reading.dates.cues import ANSWERS, CONTENT, TRAPS, Sign
from pipelines.reading.dates.regions import FAR, Region, Surroundings
from pipelines.reading.dates.spans import Span
from pipelines.reading.lexicon import Cue
from pipelines.reading.view import View

SHORT_TEXT = 240
"""Under this many characters a text is a field or a phrase: a bounded date in it needs no further word to be believed."""


BARE = 0.5
"""How sure a date is with no word beside it; after one that is of something else it is worth nothing."""
UNTOLD = 2
"""So many words of unknown meaning before a date say that it is of something else."""


class Use(StrEnum):
    """What a date is for."""

    DEADLINE = "deadline"
    WINDOW = "window"
    OPENING = "opening"
    CLOSED = "closed"
    PUBLISHED = "published"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """A date's use, how sure it is (0–1), and the signs that count for what comes next."""

    use: Use
    confidence: float = 0.0
    inclusive: bool = True
    signs: frozenset[Sign] = frozenset()
    label: int = FAR
    """Where the label on the line above starts, when it was needed."""


def judge(view: View, spans: Sequence[Span], sentences: Sequence[tuple[int, int]]) -> list[Judged]:
    """The use of each span, in the same order; an item of an enumeration or a list follows the one before it."""
    surroundings = Surroundings(view, spans, sentences)
    judged: list[Judged] = []
    was_item = False
    for index, span in enumerate(spans):
        region = surroundings.region(index)
        follows = span.joined or (was_item and region.item and not _content(region.right))
        bare = bool(judged) and not _content(region.left)
        if bare and ((follows and region.bound is None) or _goes_on(index, spans, sentences, judged[-1], region)):
            judged.append(judged[-1])
        else:
            verdict = _judge_one(region, span, len(view.text))
            bare_date = verdict.use is Use.DEADLINE and verdict.confidence <= BARE and span.first is None
            trapped = bare_date and any(one.use is Use.NONE for one in judged)
            judged.append(Judged(Use.NONE) if trapped else verdict)
        was_item = region.item
    return judged


def _goes_on(
    index: int, spans: Sequence[Span], sentences: Sequence[tuple[int, int]], before: Judged, region: Region
) -> bool:
    """A range without a word of its own, after a date of the same sentence that is none of the call's, is none either."""
    same = sentences[index] == sentences[index - 1] and spans[index].first is not None
    return same and before.use is Use.NONE and not _content(region.right)


def _judge_one(region: Region, span: Span, length: int) -> Judged:
    verdict = _window(region, length) if span.first else _single(region, length)
    kinds = frozenset(cue.kind for cue in region.left) | _near_right(region)
    if turns.OF_THE_YEAR.match(region.after):
        kinds |= {Sign.YEARLY}
    stages = kinds & {Sign.YEARLY, Sign.STAGE_ONE, Sign.STAGE_TWO, Sign.CONTACT, Sign.FORMERLY, Sign.TENTATIVE, Sign.CLOSED}
    inclusive = region.bound is not Sign.BEFORE or region.after.lstrip(" (,").startswith("inclu")
    return Judged(verdict.use, verdict.confidence, inclusive, region.signs | stages, region.label)


def _near_right(region: Region) -> frozenset[Sign]:
    """Signs of stage said just after the date, before another label starts."""
    near: set[Sign] = set()
    for cue in region.right[:3]:
        if cue.kind in (Sign.LIMIT, Sign.OPEN, Sign.ENDS, Sign.FORMERLY):
            break
        near.add(cue.kind)
    return frozenset(near)


def _content(cues: Iterable[Cue[Sign]]) -> list[Sign]:
    return [cue.kind for cue in cues if cue.kind in CONTENT]


def _window(region: Region, length: int) -> Judged:
    """A range: the window of the call, unless the nearest word says that it is something else's."""
    left, right = _content(region.left), _content(region.right)
    for index, sign in enumerate(left):
        if sign in (Sign.SOFT, Sign.LEGAL):
            continue
        if sign in TRAPS or sign is Sign.PUBLISHED:
            announced = turns.CALL_ANNOUNCED.search(region.before) is not None
            return Judged(Use.WINDOW, 0.8) if announced else Judged(Use.NONE)
        if Sign.REGISTER is sign and Sign.EVENT in region.signs:
            return Judged(Use.NONE)
        if sign is Sign.OPEN and _of_something_else(region):
            return Judged(Use.NONE)
        if sign is Sign.STAGE_TWO and left[index + 1 : index + 2] == [Sign.SOFT]:
            return Judged(Use.NONE)  # "entretiens avec les porteurs présélectionnés"
        return Judged(Use.WINDOW, 0.95)
    if Sign.SOFT in left:
        return Judged(Use.NONE)
    if right:
        good = right[0] in ANSWERS or right[0] in (Sign.OPEN, Sign.LIMIT, Sign.ENDS)
        return Judged(Use.WINDOW, 0.85) if good and not _event_registration(right, region) else Judged(Use.NONE)
    kinds = {cue.kind for cue in (*region.left, *region.right)}
    if Sign.CALL in kinds:
        return Judged(Use.WINDOW, 0.75)
    if region.alone or (length <= SHORT_TEXT and (region.untold() < UNTOLD or Sign.WHO in kinds)):
        return Judged(Use.WINDOW, 0.6)
    return Judged(Use.NONE)


def _of_something_else(region: Region) -> bool:
    """ "La consultation publique est ouverte du": what opens is no call."""
    kinds = [cue.kind for cue in region.left]
    following = kinds[kinds.index(Sign.OPEN) + 1 :][:1]
    return following in ([Sign.EVENT], [Sign.OTHER])


def _event_registration(signs: Sequence[Sign], region: Region) -> bool:
    taught = region.taught and Sign.CALL not in region.signs
    return bool(signs) and signs[0] is Sign.REGISTER and (Sign.EVENT in region.signs or taught)


def _single(region: Region, length: int) -> Judged:
    left = _content(region.left)
    if region.coarse and region.bound is None and turns.GENITIVE.search(region.before):
        return Judged(Use.NONE)  # "la session d'avril 2026" names a session
    if left[:1] == [Sign.CLOSED]:
        return Judged(Use.CLOSED, 0.9)
    if Sign.LIMIT in left or left[:1] == [Sign.EXTENDED]:
        return _labelled(region, left)
    if region.bound is Sign.AFTER:
        refused = next((sign for sign in left if sign not in (Sign.SOFT, Sign.OPEN)), None)
        return Judged(Use.DEADLINE, 0.85) if refused in ANSWERS else Judged(Use.NONE)
    if region.bound in (Sign.UNTIL, Sign.BEFORE):
        verdict = _bounded(region, left, length)
        opens = region.bound is Sign.BEFORE and verdict.use is Use.DEADLINE and turns.NOT_BEFORE.search(region.before)
        return Judged(Use.OPENING, 0.85) if opens else verdict
    if region.bound is Sign.SINCE:
        return _since(region, left)
    return _unbounded(region, left, length)


def _labelled(region: Region, left: Sequence[Sign]) -> Judged:
    """A label of limit on the left: what follows it says whose limit it is ("date limite de dépôt", "… du rapport")."""
    position = min(left.index(sign) for sign in (Sign.LIMIT, Sign.EXTENDED) if sign in left)
    objects = list(left[:position])[::-1]
    if not objects and turns.TERM_OF_A_CONTRACT.search(region.before):
        return Judged(Use.NONE)
    hard = [s for s in objects if s in (Sign.EVENT, Sign.OTHER, Sign.DOCUMENT)]
    if hard and not (objects[0] in ANSWERS and objects[0] is not Sign.REGISTER and objects[-1] in ANSWERS):
        return Judged(Use.NONE)
    if objects and objects[0] is Sign.LIFE:
        return Judged(Use.NONE)
    if left[position] is Sign.EXTENDED and set(left[position:]) & TRAPS:
        return Judged(Use.NONE)
    if Sign.EVENT in left[position:] and Sign.REGISTER in objects:
        return Judged(Use.NONE)
    if objects[-1:] == [Sign.OPEN]:
        return Judged(Use.OPENING, 0.85)
    if objects[-1:] == [Sign.PUBLISHED]:
        return Judged(Use.PUBLISHED, 0.85)
    return Judged(Use.DEADLINE, 0.97)


def _bounded(region: Region, left: Sequence[Sign], length: int) -> Judged:
    """ "Jusqu'au", "avant le", "au plus tard le": the nearest word on the left, else on the right, says what is bounded."""
    if turns.TAKEN_UNTIL.search(region.before):
        return Judged(Use.DEADLINE, 0.85)
    if turns.is_read_over(region.before):
        return Judged(Use.NONE)
    right = [sign for sign in _content(region.right) if sign is not Sign.LEGAL]
    if right[:1] and right[0] in ANSWERS and turns.TO_ANSWER.match(region.after) and not set(right[:3]) & TRAPS:
        return Judged(Use.DEADLINE, 0.9)
    for index, sign in enumerate(left):
        if sign in (Sign.SOFT, Sign.LEGAL):
            continue
        if sign in (Sign.SEND, Sign.ENDS) and _of_a_document(left[index + 1 :]):
            return Judged(Use.NONE)
        if sign in TRAPS or _event_registration([sign], region):
            return Judged(Use.NONE)
        if sign is Sign.PUBLISHED:
            if set(left[index + 1 : index + 2]) & (ANSWERS | {Sign.OPEN}):
                continue  # "ouvert à compter de sa publication et jusqu'au"
            return Judged(Use.NONE)
        return Judged(Use.DEADLINE, 0.95)
    if Sign.SOFT in left and Sign.CALL not in [cue.kind for cue in region.left]:
        return Judged(Use.NONE)
    if right[:1] == [Sign.LIFE] and right[1:2] and right[1] in ANSWERS:
        right = right[1:]
    if right and (right[0] in TRAPS or _event_registration(right, region)) and not _purpose(region.after):
        return Judged(Use.NONE)
    if right and (right[0] in ANSWERS or right[0] in (Sign.OPEN, Sign.LIMIT)):
        return Judged(Use.DEADLINE, 0.9)
    if Sign.LEGAL in left:
        return Judged(Use.NONE)
    if not left and not right and Sign.EVENT in region.signs:
        return Judged(Use.NONE)  # "inscrivez-vous au webinaire du 20 mars avant le 18"
    if turns.ASKED_FOR.search(region.before):
        return Judged(Use.DEADLINE, 0.8)
    if region.signs & {Sign.CALL, Sign.WHO, Sign.SUBMIT, Sign.OPEN} or (length <= SHORT_TEXT and region.untold() < UNTOLD):
        return Judged(Use.DEADLINE, 0.75)
    return Judged(Use.DEADLINE, 0.55) if region.alone else Judged(Use.NONE)


def _of_a_document(further: Sequence[Sign]) -> bool:
    """A verb of sending whose object, further left, is no answer: a report, a question."""
    noun = next((sign for sign in further if sign is Sign.DOCUMENT or sign in _NOUNS), None)
    return noun is Sign.DOCUMENT


_NOUNS = ANSWERS - {Sign.SEND} | {Sign.LIMIT, Sign.OPEN}


def _purpose(after: str) -> bool:
    """ "avant le 7 mai pour une présentation en commission": what follows is why. "pour réaliser" is what is bounded."""
    return turns.PURPOSE.match(after) is not None


def _since(region: Region, left: Sequence[Sign]) -> Judged:
    for sign in left:
        if sign is Sign.LEGAL:
            continue
        if sign in TRAPS or sign in (Sign.SOFT, Sign.PUBLISHED):
            return Judged(Use.NONE)
        if sign is Sign.CLOSED:
            return Judged(Use.CLOSED, 0.9)
        return Judged(Use.OPENING, 0.9)
    right = _content(region.right)
    if right and (right[0] in ANSWERS or right[0] is Sign.OPEN):
        return Judged(Use.OPENING, 0.8)
    calls = Sign.CALL in [cue.kind for cue in region.left]
    return Judged(Use.OPENING, 0.6) if calls and not right else Judged(Use.NONE)


def _unbounded(region: Region, left: Sequence[Sign], length: int) -> Judged:
    """A bare date: its label on the left ("Ouverture : 3 mai") or on the right ("3 mai : clôture")."""
    meaningful = [sign for sign in left if sign is not Sign.LEGAL]
    if meaningful and meaningful[0] is Sign.ENDS:
        if turns.CONTRACT_ENDS.search(region.before):
            return Judged(Use.NONE)
        other = next((s for s in meaningful[1:] if s is not Sign.SOFT), None)
        return Judged(Use.NONE) if other in TRAPS else Judged(Use.DEADLINE, 0.93)
    if Sign.LEGAL in left[:1]:
        return Judged(Use.NONE)
    if turns.LAUNCHED.search(region.before) and turns.A_CALL.match(region.after):
        return Judged(Use.OPENING, 0.8)
    if turns.DUE.search(region.before) and not set(meaningful) & (TRAPS - {Sign.OTHER}):
        return Judged(Use.DEADLINE, 0.85)
    if not region.coarse and turns.STAGE_LABEL.search(region.before):
        return Judged(Use.DEADLINE, 0.8)
    if set(meaningful) & TRAPS:
        return _after_trap(meaningful)
    if meaningful:
        return _labelled_left(meaningful, region)
    if turns.SESSION.search(region.before) and not region.taught and not region.coarse:
        return Judged(Use.DEADLINE, 0.75)
    right = _content(region.right)
    labelled = not region.coarse or (region.sole and region.after.lstrip().startswith(":"))
    if right and labelled and (region.dated_first or turns.LABELLED_AFTER.match(region.after)):
        return _labelled_right(right)
    if region.alone and region.wordless and not region.coarse:
        return Judged(Use.DEADLINE, BARE)
    return Judged(Use.NONE)


def _after_trap(signs: Sequence[Sign]) -> Judged:
    """Another event is named before: only a word of opening, closer to the date, is believed."""
    if signs[0] is Sign.OPEN and Sign.EVENT not in signs:
        return Judged(Use.OPENING, 0.6)
    return Judged(Use.PUBLISHED, 0.6) if signs[0] is Sign.PUBLISHED else Judged(Use.NONE)


def _labelled_left(signs: Sequence[Sign], region: Region) -> Judged:
    head = next((sign for sign in signs if sign is not Sign.SOFT), Sign.SOFT)
    if head is Sign.PUBLISHED:
        return Judged(Use.PUBLISHED, 0.8)
    if Sign.OPEN in signs:
        return Judged(Use.OPENING, 0.9)
    if head in ANSWERS and (signs[0] is not Sign.SOFT or region.item) and not _event_registration([head], region):
        return Judged(Use.DEADLINE, 0.7) if turns.LABELLING.search(region.before) else Judged(Use.NONE)
    return Judged(Use.NONE)


def _labelled_right(right: Sequence[Sign]) -> Judged:
    first = next((sign for sign in right if sign is not Sign.LEGAL), Sign.LEGAL)
    if first in (Sign.LIMIT, Sign.ENDS):
        trapped = any(sign in TRAPS for sign in right[1:2])
        return Judged(Use.NONE) if trapped else Judged(Use.DEADLINE, 0.9)
    if first is Sign.OPEN:
        other = set(right[1:3]) & TRAPS
        return Judged(Use.NONE) if other else Judged(Use.OPENING, 0.85)
    if first is Sign.PUBLISHED:
        return Judged(Use.PUBLISHED, 0.8)
    if first in ANSWERS and first is not Sign.REGISTER:
        return Judged(Use.DEADLINE, 0.7)
    return Judged(Use.NONE)
