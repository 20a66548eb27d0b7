"""The news of a night: items of many feeds, some of them copies or faulty, the same each time."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NEW_IN = 5  # runs in which a feed has something new
FAULTY, COPIES = 0.05, 0.10
COUNTRIES = ("North Korea", "India", "Pakistan", "Russia", "China", "Iran", "France", "Japan")
WEAPONS = ("a short-range ballistic missile", "a cruise missile", "an intermediate-range missile")
PLACES = ("Geneva", "Jakarta", "Vienna", "Oslo", "Singapore", "Doha", "Astana", "Nairobi")
WORDS = (
    *("harbour", "rain", "market", "school", "bridge", "river", "teacher", "winter", "festival"),
    *("station", "village", "council", "garden", "engine", "library", "window", "kitchen", "ferry"),
    *("mountain", "orchard", "museum", "tailor", "baker"),
)
# What goes wrong with an item, and the reason it is refused for.
FAULTS = {
    "gone": "http_status",
    "picture": "not_a_page",
    "empty": "bad_html",
    "closed": "robots",
    "inside": "bad_url",
    "nothing": "empty_text",
    "broken": "http_status",  # 503 in every run: refused when its patience is used up
}
EPOCH = datetime(2024, 6, 1, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Piece:
    """One item of a feed, and what has to become of it."""

    feed: int
    run: int  # from which run on the feed has it
    title: str
    text: str
    path: str
    whole: bool  # whether the feed carries its text
    fault: str | None
    published: datetime


def story(dice: random.Random, number: int) -> tuple[str, str]:
    """A title and a text of some paragraphs; every third one tells of an event."""
    filler = [
        f"{dice.choice(WORDS).title()} {dice.choice(WORDS)} and {dice.choice(WORDS)} were talked "
        f"of near the {dice.choice(WORDS)}, {dice.randint(2, 999)} people said."
        for _ in range(14)
    ]
    country, other = dice.sample(COUNTRIES, 2)
    told = f"The {dice.choice(WORDS)} stayed quiet."
    if number % 3 == 0:
        told = f"{country} test-fired {dice.choice(WEAPONS)} on Friday, state media said."
    elif number % 3 == 1:
        told = f"{country} and {other} signed a treaty in {dice.choice(PLACES)} on Thursday."
    title = f"{dice.choice(WORDS).title()} and {dice.choice(WORDS)}, no. {number}"
    return title, " ".join([told, *filler])


def write_pieces(feeds: int, items: int) -> list[Piece]:
    """All items of the night, the same each time."""
    dice = random.Random(5)
    pieces: list[Piece] = []
    for number in range(items):
        feed = number % feeds
        title, text = story(dice, number)
        copied = pieces and dice.random() < COPIES
        if copied:
            text = dice.choice(pieces[-5000:]).text
        fault = dice.choice(sorted(FAULTS)) if dice.random() < FAULTY else None
        pieces.append(
            Piece(
                feed=feed,
                run=(number // feeds) * NEW_IN // max(1, items // feeds) % NEW_IN,
                title=title,
                text=text,
                path=f"/{'closed' if fault == 'closed' else 'news'}/{number}",
                whole=feed % 2 == 0 and fault is None,
                fault=fault,
                published=EPOCH + timedelta(minutes=number % 500, days=number // 500 % 60),
            )
        )
    return pieces
