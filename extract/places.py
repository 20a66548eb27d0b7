"""Where it happens: a place named behind a preposition near the trigger."""

from extract.name_lists import World
from extract.records import Place
from extract.scene import Scene
from extract.spot_names import Mention

WIDER = ("capital", "city", "site", "venue", "region")


def place_near(scene: Scene, start: int, end: int, trigger_at: int) -> Place:
    """The place of an event told in the span; the one behind the trigger before the one ahead."""
    found = [m for m in scene.within(start, end, ("place", "country")) if _is_where(scene, m)]
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
