"""Who takes part: mentions that fill the participant roles of a trigger."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from extract.clauses import beside, doers, has_an_aide, locates, meeting, own_clause
from extract.event_types import LEADERS, OFFICIALS
from extract.pronouns import ends
from extract.read import Sentence
from extract.scene import Scene
from extract.spot_names import Mention
from extract.spot_triggers import Spotted
from extract.words import has_any, has_word

PRONOUN = 40  # characters around the trigger in which "he" or "they" takes part
WITH = 12  # characters between "with" and a state, or between two states of a list
VISITED = 60  # characters behind "visit" in which the state visited is named
LOOK_BACK = 5  # sentences in which "the two leaders" have been named


def leader_key(mention: Mention) -> str:
    """The party a leader stands for: the state, else the organisation or the person."""
    return mention.country or mention.entity_id or mention.text


def is_leader(mention: Mention) -> bool:
    """Whether the person holds or held a leading office."""
    return mention.kind == "person" and mention.office in LEADERS


def is_many(mention: Mention) -> bool:
    """Whether the mention is of several leaders without their states: "European leaders"."""
    return mention.subkind == "office" and mention.country is None and mention.entity_id is None


def distinct(
    mentions: Sequence[Mention], key: Callable[[Mention], str] = leader_key
) -> list[Mention]:
    """The first mention of every party."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        seen.setdefault(key(mention), mention)
    return list(seen.values())


def strung(scene: Scene, states: Sequence[Mention]) -> list[list[Mention]]:
    """The states in lists: those with only a comma or "and" between them are one."""
    runs: list[list[Mention]] = []
    links = scene.language.cues.groups["links"]["and"]
    for state in states:
        words = scene.lower(runs[-1][-1].end, state.start) if runs else ""
        joined = words.strip() == "," or has_any(words, links)
        if runs and len(words) <= WITH and joined:
            runs[-1].append(state)
        else:
            runs.append([state])
    return runs


def party_offices(scene: Scene, spotted: Spotted) -> tuple[str, ...]:
    """The classes of office in which a person can be a party to the trigger's event type."""
    role = scene.event_types[spotted.trigger.event_type].roles.get("party")
    return role.offices if role is not None else OFFICIALS


def meeting_parties(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[list[Mention]]:
    """The groups of leaders who meet by this trigger; none where fewer than two can be told.

    Leaders of the sentence come first, then those that "the two leaders" or "he" point back to.
    """
    offices = party_offices(scene, spotted)
    here = _leaders(scene, sentence, spotted, offices)
    doing = meeting(scene, here, spotted)
    here = doing if len(distinct(doing)) >= 2 else here
    parties = distinct(here)
    words = scene.lower(sentence.start, sentence.end)
    cues = scene.language.cues
    if len(parties) >= 2:
        apart = any(has_word(words, word) for word in cues.lists["separately"])
        if _he_meets(scene, sentence, spotted, here):
            him = _before(scene, sentence, offices)[:1]
            here, parties = [*him, *here], distinct([*him, *parties])
        sides = beside(scene, sentence, spotted, here)
        return _around(parties, sides, spotted, apart, at_a_summit(scene, sentence))
    near = scene.lower(max(sentence.start, spotted.start - PRONOUN), spotted.end + PRONOUN)
    both = any(has_word(near, word) for word in cues.groups["pronouns"]["both"])
    if (both and not parties) or has_any(words, cues.lists["leaders_together"]):
        return _pair(distinct([*parties, *_before(scene, sentence, offices)])[:2])
    pronouns = cues.groups["pronouns"]["person"]
    met = bool(parties) and parties[0].start >= spotted.end  # "he ... and conferred with X"
    ahead = scene.lower(sentence.start, spotted.start) if met else near
    he = ends(spotted.text.lower(), pronouns) or has_any(ahead, pronouns)
    counterpart = next((w for w in cues.lists["counterpart"] if has_word(words, w)), None)
    if counterpart and (parties or he):
        first = (parties or _before(scene, sentence, offices))[:1]  # "he will meet his counterpart"
        at = sentence.start + words.find(counterpart)
        return _pair([*first, *_counterpart(scene, sentence, spotted, first, at)])
    if not parties:
        return []
    bodies = _body_or_states_met(scene, sentence, spotted, parties[0])
    two = has_any(spotted.text.lower(), cues.lists["separately"])  # "she said in bilateral talks"
    if bodies or not (he or two or _is_met(scene, sentence, spotted, parties[0])):
        return bodies
    return _pair(distinct([*parties, *_before(scene, sentence, offices)])[:2])


def _leaders(
    scene: Scene, sentence: Sentence, spotted: Spotted, offices: Sequence[str]
) -> list[Mention]:
    """The leaders of a sentence; nobody where an aide meets the one of them in another's stead."""
    named = [m for m in scene.in_sentence(sentence, "person") if m.office in offices]
    together = scene.language.cues.lists["leaders_together"]
    if has_any(scene.lower(sentence.start, sentence.end), together):
        return named
    here = [m for m in named if not has_an_aide(scene, m, spotted)]
    return here if len(here) == len(named) or len(distinct(here)) >= 2 else []


def _he_meets(scene: Scene, sentence: Sentence, spotted: Spotted, here: Sequence[Mention]) -> bool:
    """Whether a pronoun is the one who meets all whom the sentence names: "he met X and Y"."""
    if here[0].start < spotted.end:
        return False
    ahead = scene.lower(max(sentence.start, spotted.start - PRONOUN), spotted.start)
    return has_any(ahead, scene.language.cues.groups["pronouns"]["person"])


def _is_met(scene: Scene, sentence: Sentence, spotted: Spotted, leader: Mention) -> bool:
    """Whether somebody named before meets the leader: "the talks with President Lee".

    "Aides held talks with President Lee" has somebody of its own who meets.
    """
    if not 0 <= leader.start - spotted.end <= PRONOUN:
        return False
    cues = scene.language.cues
    before = scene.lower(sentence.start, spotted.start).split()[-1:]
    if not set(before) <= {*cues.lists["plain_words"], *cues.groups["pronouns"]["person"]}:
        return False
    return has_any(scene.lower(spotted.start, leader.start), cues.groups["links"]["with"])


def _counterpart(
    scene: Scene, sentence: Sentence, spotted: Spotted, taken: Sequence[Mention], at: int
) -> list[Mention]:
    """Whose "counterpart" it is: the nearest state that is not the leader's own, if any.

    Right behind the trigger, "received his guest", it is else the leader named before.
    """
    own = {leader_key(m) for m in taken}
    states = [m for m in scene.in_sentence(sentence, "country") if m.country not in (None, *own)]
    if states or not 0 < at - spotted.end <= WITH:
        return sorted(states, key=lambda m: abs(m.start - at))[:1]
    before = _before(scene, sentence, party_offices(scene, spotted))
    return [m for m in before if leader_key(m) not in own][:1]


def _body_or_states_met(
    scene: Scene, sentence: Sentence, spotted: Spotted, leader: Mention
) -> list[list[Mention]]:
    behind = scene.within(spotted.end, sentence.end, ("organisation",))
    forums = [m for m in behind if m.subkind in ("bloc", "igo", "forum")]
    if forums and forums[0].start - spotted.end < PRONOUN:
        return [[leader, forums[0]]]
    met = _states_met(scene, sentence, spotted)
    return [[leader, state] for state in met if state.country != leader.country]


def at_a_summit(scene: Scene, sentence: Sentence) -> bool:
    """Whether the sentence tells of a meeting of many leaders as such."""
    first = bisect_left(scene.summit_starts, sentence.start)
    return first < len(scene.summit_starts) and scene.summit_starts[first] < sentence.end


def host_met(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[list[Mention]]:
    """A visiting leader and the leader, named anywhere in the article, of the state visited."""
    guests = [m for m in scene.in_sentence(sentence, "person") if is_leader(m) and m.country]
    if not guests:
        return []
    before = [m for m in guests if m.end <= spotted.start]
    guest = before[-1] if before else guests[0]
    end = min(sentence.end, spotted.end + VISITED)
    for visited in scene.within(spotted.end, end, ("country", "place")):
        if visited.country not in (None, guest.country) and visited.subkind != "demonym":
            leaders = [m for m in scene.mentions if is_leader(m) and m.entity_id]
            hosts = [m for m in leaders if m.country == visited.country]
            return [[guest, hosts[0]]] if hosts else []
    return []


def _states_met(scene: Scene, sentence: Sentence, spotted: Spotted) -> list[Mention]:
    """States right behind "with": "a bilateral meeting with Saudi Arabia and Australia"."""
    links = scene.language.cues.groups["links"]
    states: list[Mention] = []
    at = spotted.end
    for mention in scene.within(spotted.end, sentence.end, ("country",)):
        between = scene.lower(at, mention.start)
        first = not states and any(
            has_word(spotted.text.lower() + between, w) for w in links["with"]
        )
        strung = states and (between.strip() == "," or has_any(between, links["and"]))
        if mention.subkind == "demonym" or len(between) > WITH or not (first or strung):
            break
        states.append(mention)
        at = mention.end
    return states


def _pair(parties: list[Mention]) -> list[list[Mention]]:
    return [parties] if len(parties) >= 2 else []


def _around(
    parties: list[Mention],
    sides: tuple[list[Mention], list[Mention]],
    spotted: Spotted,
    apart: bool,
    at_summit: bool,
) -> list[list[Mention]]:
    """Of many leaders in a sentence, the one before the trigger and those behind it.

    Two behind it mostly make one meeting of three; more, or a word such as "one-on-one", several,
    but "the leaders of France, Italy and Japan" at a summit are one, and so are a host's guests.
    """
    if len(parties) == 2:
        return [parties]
    before, after = (distinct(side) for side in sides)
    hosted = spotted.trigger.needs == "counterpart"
    one = hosted or (at_summit and all(m.subkind == "office" for m in after))
    if len(before) == 1 and len(after) > 1 and (apart or (len(after) > 2 and not one)):
        others = [m for m in after if leader_key(m) != leader_key(before[0])]
        return [[before[0], other] for other in others]
    if apart and len(after) == 1 and len(before) > 1:  # "have all scheduled separate meetings with"
        return [[m, after[0]] for m in before if leader_key(m) != leader_key(after[0])]
    if before and after:
        return [distinct([before[-1], *after])]
    return [parties]


def _before(scene: Scene, sentence: Sentence, offices: Sequence[str]) -> list[Mention]:
    """Persons in such office of the sentences before: of the nearest one first, in its order.

    Whom a sentence names first, a pronoun of the next one mostly means.
    """
    earlier = scene.sentences[max(0, sentence.index - LOOK_BACK) : sentence.index]
    persons = [m for each in reversed(earlier) for m in scene.in_sentence(each, "person")]
    return [m for m in persons if m.office in offices]


def act_parties(
    scene: Scene, sentence: Sentence, spotted: Spotted, anchor: Mention
) -> list[Mention]:
    """States, organisations and persons who do something to an agreement."""
    found = [m for m in scene.in_sentence(sentence, "person", "country", "organisation", "place")
             if _can_sign(m) and not locates(scene, m)]  # fmt: skip
    found = doers(scene, found, spotted)
    action = dict(spotted.trigger.settings).get("action")
    subject = [m for m in found if m.end <= spotted.start]
    behind = [m for m in found if m.start >= spotted.end]
    if action in ("withdraw", "ratify", "accede"):
        near = [m for m in subject if m.end <= anchor.start or m.start > anchor.end]
        last = max((near[-2:], *strung(scene, near)[-1:]), key=len)  # "A, B and C withdrew"
        return distinct(last or behind[:1]) or _named_before(scene, sentence)
    parties = distinct([*own_clause(scene, subject, spotted.start), *behind])
    if len(parties) > 1 or not _tells_of_both(scene, sentence):
        return parties or _named_before(scene, sentence)
    named = distinct([*parties, *_named_before(scene, sentence)])
    return named if len(named) == 2 else parties or named


def _tells_of_both(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence speaks of "the two leaders"."""
    both = scene.language.cues.lists["leaders_together"]
    return has_any(scene.lower(sentence.start, sentence.end), both)


def _named_before(scene: Scene, sentence: Sentence) -> list[Mention]:
    """Leaders or states of the sentence before: "They signed ...", "kedua negara meneken ...".

    "Both" are the last two whom one sentence named.
    """
    cues = scene.language.cues
    both = (*cues.lists["leaders_together"], *cues.groups["pronouns"]["states"])
    back = LOOK_BACK if has_any(scene.lower(sentence.start, sentence.end), both) else 1
    earlier = scene.sentences[max(0, sentence.index - back) : sentence.index]
    named = [_leaders_or_states(scene, each) for each in reversed(earlier)]
    return next((parties for parties in named if len(parties) == 2), named[0] if named else [])


def _leaders_or_states(scene: Scene, sentence: Sentence) -> list[Mention]:
    leaders = [m for m in scene.in_sentence(sentence, "person") if is_leader(m)]
    return distinct([*leaders, *scene.in_sentence(sentence, "country")])[:2]


def _can_sign(mention: Mention) -> bool:
    if mention.kind == "person":
        return mention.office in OFFICIALS
    if mention.kind == "place":
        return mention.subkind == "capital"
    return mention.subkind != "agency"
