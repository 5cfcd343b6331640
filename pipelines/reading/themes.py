"""What a call is about: its themes, each with a weight, and the goals of sustainable development. No other field."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, log

from ahocorasick_rs import AhoCorasick

from model.evidence import Evidence, Reading
from pipelines.reading.document import Document
from pipelines.reading.expression import expression, words
from pipelines.reading.view import View, view
from pipelines.reading.vocabulary import evidence, hits
from vocabularies import themes
from vocabularies.recogniser import Hit

# A word of the title, or of a line that names the themes, is worth several of the text.
_TITLE, _LABELLED, _REPEATED, _LISTED = 3.0, 3.0, 0.25, 0.4
_AIMED, _OF_PEOPLE = 1.5, 0.25
_MAIN = 0.5
"""A word in a sentence of purpose; a word that names who applies ("municipalities", "research institutions")."""
_MANY, _SHORT, _MOST = 8, 400, 8
# Set on 844 extracts of United Nations and OECD reports and 520 abstracts and targets with one known goal each; 576 others
# were kept apart. Of a whole call, which speaks of more things in passing, a goal must stand higher beside the best one.
_LEAST_GOAL, _BESIDE, _ENOUGH = 0.4, 0.6, 3.0
_BESIDE_CALL, _LONG = (0.7, inf), 2500
_GOAL_IN_TITLE, _LENT = 1.5, (0.8, 0.3, 0.3)
_LABEL = expression("themes", "label")
_PURPOSE = expression("themes", "purpose")
_REFUSED = expression("themes", "refused")
_GOALS = expression("themes", "goals")
# Every way of naming a goal starts with one of these: the text is searched nowhere else.
_GOAL_STARTS = AhoCorasick(["odd", "ods", "sdg", "objectif", "sustainable development"])
# A word too weak to be a theme in a sentence is one where it is all that a title says: « Appel à projets Eau 2027 ».
_KIND_BEFORE, _NOTHING_AFTER = expression("themes", "kind_before"), re.compile(r" ?(?:20[0-9]{2})?(?: ?[,(/].*)?$")
_NAMED_ALONE = 0.4
# What stands between two words of one enumeration: "l'eau et l'énergie", "water, energy and waste".
_LISTED_WITH = re.compile(r"(?: ?[,;/&+]| et| and| ou| or)+ ?(?:l'|d'|la |le |les |de l'|de la |des |the )?$")
# « les hôpitaux » names who applies and what for.
_PLACES_OF_WORK = "etablissement_public"
_LAST_WORD = re.compile("[ ']")
_BARE = words("themes", "bare")
_OF_A_LIST, _ONLY_ONE, _ONE_LINE = 0.9, 0.55, 150
"""In a short text that names no other theme, one word in a sentence of purpose is enough; in one line, one word is."""
_NUMBER = re.compile(r"(?<![0-9.])(?:1[0-7]|[1-9])(?![0-9])")


@dataclass(slots=True)
class _Tally:
    """What speaks for one theme: a weight for each wording met, and the hit that shows it best."""

    wordings: dict[str, float] = field(default_factory=dict)
    best: float = 0.0
    place: str = ""
    hit: Hit | None = None

    def add(self, place: str, hit: Hit, worth: float) -> None:
        said = hit.said.lower()
        known = self.wordings.get(said, 0.0)
        self.wordings[said] = max(known, worth) + (min(known, worth) * _REPEATED if known < 3 * worth else 0.0)
        if worth > self.best:
            self.best, self.place, self.hit = worth, place, hit

    @property
    def score(self) -> float:
        return sum(self.wordings.values())

    @property
    def is_titled(self) -> bool:
        """The title says it, in words that are its own."""
        return self.place == "title" and self.best >= 1.0


def read_themes(document: Document) -> tuple[tuple[Reading[str], ...], tuple[Reading[int], ...]]:
    """(themes, goals), the surest first; the confidence of each is its weight, from 0 to 1."""
    texts = dict(document.places)
    tallies = _tallies(texts)
    kept = _kept(tallies, sum(map(len, texts.values())))
    top = max((tally.score for _, tally in kept), default=1.0)
    read = tuple(
        Reading(code, evidence(tally.place, texts[tally.place], tally.hit.start, tally.hit.end), _weight(tally.score, top))
        for code, tally in kept
        if tally.hit is not None
    )
    return read, _goals(texts, read)


def sdgs_of(text: str) -> dict[int, float]:
    """The goals (1 to 17) a text is about, with a weight from 0 to 1 each; those too weakly announced are left out."""
    return _best_goals(_goal_scores(text))


def _goal_scores(text: str) -> dict[int, float]:
    times = Counter((hit.code, hit.said.lower(), hit.weight) for hit in hits(text)["sdg"])
    scores: dict[int, float] = defaultdict(float)
    for (code, _, weight), number in times.items():
        scores[int(code)] += weight * (1 + log(number))
    return scores


def _best_goals(scores: Mapping[int, float], beside: float = _BESIDE, enough: float = _ENOUGH) -> dict[int, float]:
    """The goals said enough, and enough beside the best said one; what is said often enough stands by itself."""
    top = max(scores.values(), default=0.0)
    least = max(_LEAST_GOAL, min(beside * top, enough))
    return {code: round(score / top, 3) for code, score in sorted(scores.items()) if score >= least}


def _tallies(texts: Mapping[str, str]) -> dict[str, _Tally]:
    found: dict[str, _Tally] = defaultdict(_Tally)
    for place, text in texts.items():
        for hit, worth in _weighed(place, text):
            found[hit.code].add(place, hit, worth)
    return found


def _weighed(place: str, text: str) -> Iterator[tuple[Hit, float]]:
    """Each hit with what it is worth where it stands."""
    seen = view(text)
    people = [one for one in hits(text)["applicant"] if one.code != _PLACES_OF_WORK]
    ends = [one.end for one in people]
    by_sentence: dict[tuple[int, int], list[Hit]] = defaultdict(list)
    for hit in hits(text)["theme"]:
        if hit.code:
            by_sentence[seen.sentence(hit.start, hit.end)].append(hit)
    for (first, last), some in by_sentence.items():
        sentence = seen.folded[first:last]
        refused, label = _REFUSED.search(sentence), _LABEL.search(sentence)
        is_purpose = place == "text" and _PURPOSE.search(sentence) is not None
        is_list = len(text) > _SHORT and len({hit.code for hit in some}) >= _MANY
        lifted = _listed_with_sure(seen, some) if len(text) <= _SHORT else {}
        for hit in some:
            if refused is None or hit.start - first < refused.start():
                who = bisect_left(ends, hit.end)
                of_people = (
                    hit.code != "jumelages" and who < len(people) and people[who].code and people[who].start <= hit.start
                )
                is_labelled = label is not None and hit.start - first >= label.end()
                aimed = _OF_PEOPLE if of_people else _AIMED if is_purpose and not is_list else 1.0
                own = max(_own_weight(place, seen, hit), lifted.get(hit.start, 0.0), _NAMED_ALONE * is_labelled)
                yield hit, own * _factor(place, is_labelled, is_list) * aimed


def _listed_with_sure(seen: View, some: Sequence[Hit]) -> dict[int, float]:
    """Where weak words stand in one enumeration with a sure one: they name themes as it does. Start → weight."""
    lifted: dict[int, float] = {}
    for one, other in pairwise(some):
        sure = max(one.weight, other.weight, lifted.get(one.start, 0.0)) >= _OF_A_LIST
        if sure and _LISTED_WITH.fullmatch(seen.folded, one.end, other.start):
            bare = (hit for hit in (one, other) if _LAST_WORD.split(seen.folded[hit.start : hit.end])[-1] in _BARE)
            lifted |= {hit.start: _OF_A_LIST for hit in bare}
    return lifted


def _own_weight(place: str, seen: View, hit: Hit) -> float:
    if place != "title" or hit.weight >= _NAMED_ALONE or not _NOTHING_AFTER.match(seen.folded, hit.end):
        return hit.weight
    return _NAMED_ALONE if _KIND_BEFORE.search(seen.folded[: hit.start]) else hit.weight


def _factor(place: str, is_labelled: bool, is_list: bool) -> float:
    if place == "title":
        return _TITLE
    return _LISTED if is_list else _LABELLED if is_labelled else 1.0


def _kept(tallies: Mapping[str, _Tally], length: int) -> list[tuple[str, _Tally]]:
    """Themes said enough for the length of the text and beside the best said one; a general call keeps only its best."""
    top = max((tally.score for tally in tallies.values()), default=0.0)
    least = 0.9 if length <= _SHORT else min(1.2 + length / 6000, 2.5)
    ranked = sorted(tallies.items(), key=lambda item: -item[1].score)
    kept = [(code, tally) for code, tally in ranked if tally.is_titled or tally.score >= max(least, 0.3 * top)]
    kept = [(code, tally) for code, tally in kept if tally.best >= 0.3]
    if not kept and length <= _SHORT:
        enough = _NAMED_ALONE if length <= _ONE_LINE else _ONLY_ONE
        return [(code, tally) for code, tally in ranked[:1] if tally.score >= enough]
    if len(kept) > _MOST and length > _SHORT:
        kept = [(code, tally) for code, tally in kept if tally.score >= 0.5 * top][:_MOST]
    return kept


def _weight(score: float, top: float) -> float:
    return round(min(1.0, 0.3 + 0.7 * score / max(top, 3.0)), 2)


def _goals(texts: Mapping[str, str], read: tuple[Reading[str], ...]) -> tuple[Reading[int], ...]:
    """The goals named by number when there are any, else those that the words and the themes announce together."""
    named: dict[int, Reading[int]] = {}
    for place, text in texts.items():
        folded = view(text).folded
        for found in _numbered_goals(folded):
            for number in _NUMBER.finditer(found.group(1)):
                shown = evidence(place, text, found.start(), found.end())
                named.setdefault(int(number.group()), Reading(int(number.group()), shown, 1.0))
    return tuple(named.values()) or _announced(texts, read)


def _numbered_goals(folded: str) -> Iterator[re.Match[str]]:
    """The places where goals are named by number: "ODD 6 et 7"."""
    taken = 0
    for _, start, _ in _GOAL_STARTS.find_matches_as_indexes(folded):
        found = _GOALS.match(folded, start) if start >= taken else None
        if found is not None:
            taken = found.end()
            yield found


def _announced(texts: Mapping[str, str], read: tuple[Reading[str], ...]) -> tuple[Reading[int], ...]:
    """The goals that the words announce; of a whole call, with the help of its themes. The evidence is the goal's best
    word or the theme's."""
    scores: dict[int, float] = defaultdict(float)
    for place, text in texts.items():
        for goal, score in _goal_scores(text).items():
            scores[goal] += score * (_GOAL_IN_TITLE if place == "title" else 1.0)
    is_call = "title" in texts or sum(map(len, texts.values())) > _LONG
    best = _of_themes(_best_goals(_with_lent(scores, read), *_BESIDE_CALL), read) if is_call else _best_goals(scores)
    best = best or {themes.sdgs(theme.value)[0]: theme.confidence for theme in read}
    shown = {goal: _shown(texts, read, goal) for goal in best}
    return tuple(Reading(goal, proof, best[goal]) for goal, proof in shown.items() if proof is not None)


def _with_lent(scores: Mapping[int, float], read: tuple[Reading[str], ...]) -> dict[int, float]:
    """A theme lends its weight to its goals, most to the main one."""
    top = max(scores.values(), default=1.0)
    lent: dict[int, float] = defaultdict(float)
    for theme in read:
        for goal, share in zip(themes.sdgs(theme.value), _LENT, strict=False):
            lent[goal] = max(lent[goal], theme.confidence * top * share)
    return {goal: scores.get(goal, 0.0) + lent.get(goal, 0.0) for goal in (*scores, *lent)}


def _of_themes(best: dict[int, float], read: tuple[Reading[str], ...]) -> dict[int, float]:
    """Of a whole call, the goals of its themes when it has some: "cities" and "institutions" are in every call."""
    own = {goal for theme in read for goal in themes.sdgs(theme.value)}
    main = {themes.sdgs(theme.value)[0]: theme.confidence for theme in read if theme.confidence >= _MAIN}
    kept = {goal: weight for goal, weight in best.items() if goal in own or not own}
    return dict(sorted((main | kept).items()))


def _shown(texts: Mapping[str, str], read: tuple[Reading[str], ...], goal: int) -> Evidence | None:
    found = [(hit, place) for place, text in texts.items() for hit in hits(text)["sdg"] if hit.code == str(goal)]
    if not found:
        return next((theme.evidence for theme in read if themes.sdgs(theme.value)[0] == goal), None)
    hit, place = max(found, key=lambda one: one[0].weight)
    return evidence(place, texts[place], hit.start, hit.end)
