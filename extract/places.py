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
    country = mention.country
    if kind_of_place(mention, world) == "country":
        return Place(None, country)
    if mention.kind == "country":
        spot = world.city_states.get(country or "")
    else:
        spot = world.places.get(mention.entity_id or "")
    if spot is None:
        return Place(mention.text, country)
    return Place(mention.text, country, spot.latitude, spot.longitude)


def kind_of_place(mention: Mention, world: World) -> str | None:
    """What a mention is where an event could be: a place, as a city state is, a country, nothing.

    A sea is nothing, as what belongs to no state.
    """
    if mention.kind == "place":
        return "place" if mention.country and mention.subkind in WIDER else None
    if mention.kind != "country" or mention.country is None:
        return None
    city = mention.country in world.city_states and mention.subkind == "name"
    return "place" if city else "country"


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
