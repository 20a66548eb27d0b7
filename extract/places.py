"""Where it happens: a place named behind a preposition near the trigger."""

from extract.name_lists import World
from extract.records import Place
from extract.scene import Scene
from extract.spot_names import Mention
from extract.words import has_any

WIDER = ("capital", "city", "site", "venue", "region")
TO = 16  # characters before a place in which "to" stands


def place_near(scene: Scene, start: int, end: int, trigger_at: int) -> Place:
    """The place of an event told in the span; the one behind the trigger before the one ahead."""
    named = scene.within(start, end, ("place", "country"))
    found = [m for m in named if _is_where(scene, m) and not is_bound_for(scene, m)]
    if not found:
        return Place()
    behind = [m for m in found if m.start >= trigger_at]
    nearest = (behind or found[::-1])[0]
    return place_of(nearest, scene.world)


def place_of(mention: Mention, world: World) -> Place:
    """A mention as a place; a state alone is no place name, save a city state."""
    if mention.kind == "country":
        return Place(None, mention.country)
    spot = world.places.get(mention.entity_id or "")
    country = mention.country
    if spot is None:
        return Place(mention.text, country)
    return Place(mention.text, country, spot.latitude, spot.longitude)


def is_bound_for(scene: Scene, mention: Mention) -> bool:
    """Whether somebody only goes there after or before it: "left for Hanoi after the talks"."""
    before = scene.lower(mention.start - TO, mention.start).replace("the ", " ").split()[-1:]
    if not set(before) & set(scene.language.cues.lists["destinations"]):
        return False
    end = scene.sentence_at(mention.start).end
    ahead = next((t.start for t in scene.triggers if mention.end <= t.start < end), None)
    breaks = scene.language.cues.lists["breaks"]
    return ahead is not None and has_any(scene.lower(mention.end, ahead), breaks)


def _is_where(scene: Scene, mention: Mention) -> bool:
    if mention.kind == "place" and mention.subkind not in WIDER:
        return False
    if mention.kind == "country" and mention.subkind == "demonym":
        return False
    before = scene.lower(mention.start - 24, mention.start).replace("the ", " ").rstrip()
    return any(
        before.endswith(preposition) and not before[: -len(preposition)][-1:].isalpha()
        for preposition in scene.language.cues.lists["place_prepositions"]
    )
