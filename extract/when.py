"""Possible dates of an account, with what speaks for each, as names.

Besides the dates that the text names near the account these are the spans between two of them and
the days that "two-day" or "the second day" add to one. The day of publication is none: a date is
never more precise than the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extract.arguments import near_sentences
from extract.bearings import ACCOUNTS, bearings, is_own, rivals
from extract.candidates import Account
from extract.dates import DateMention
from extract.dates_near import dates_of, read_as
from extract.features import when_of
from extract.read import Sentence
from extract.reading_facts import span_facts
from extract.records import EventDate
from extract.same import dates_agree, lies_in
from extract.scene import Scene
from extract.where import closest_facts
from extract.words import has_any

STORY = (-3, 2)  # days from publication to what the article itself tells
MADE = ("span", "lasting")  # readings of dates that no words name
LONGEST = 14  # days between two named days that may be the first and last of one meeting
BESIDE = 25  # characters before a name in which "the landmark 1987" begins
DAY = 10  # characters of an ISO day


@dataclass(frozen=True, slots=True)
class DateOption:
    """A date that the event could have, and how it was come by."""

    date: EventDate
    mentions: tuple[DateMention, ...]
    reading: str  # tense, other_tense, span or lasting


def date_options(scene: Scene, account: Account, siblings: Sequence[Account]) -> list[DateOption]:
    """Dates named near the account and made of them, each value once."""
    sentences = near_sentences(scene, account, siblings)
    named = dates_in(scene, account, sentences)
    found = {option.date.value: option for option in named}
    made = (*_spans(named), *_lasting(scene, named, sentences))
    for option in made:
        found.setdefault(option.date.value, option)
    told = account.year_told()
    return [
        option
        for _, option in sorted(found.items(), key=lambda each: each[0] or "")
        if dates_agree(option.date, told)
    ]


def dates_in(scene: Scene, account: Account, sentences: Sequence[Sentence]) -> list[DateOption]:
    """Dates of some sentences: as the account's status reads them, then as the other tense does."""
    found: dict[str, list[DateMention]] = {}
    dates: dict[str, tuple[EventDate, str]] = {}
    for reading in ("tense", "other_tense"):
        for mention in (m for each in sentences for m in dates_of(scene, each, account.status)):
            if _tells_from_others(account, mention):
                continue
            read = read_as(scene, mention, account.status, reading == "other_tense")
            if account.status == "occurred" and _ahead(scene, read):
                continue
            if (
                read.value is not None
                and dates.setdefault(read.value, (read, reading))[1] == reading
            ):
                found.setdefault(read.value, []).append(mention)
    return [
        DateOption(dates[value][0], tuple(mentions), dates[value][1])
        for value, mentions in sorted(found.items())
    ]


def _ahead(scene: Scene, read: EventDate) -> bool:
    """Whether it lies after publication, as nothing that has occurred."""
    published = scene.document.article.published_on
    first = (read.value or "").partition("/")[0]
    return published is not None and first > published.isoformat()[: len(first)]


def _tells_from_others(account: Account, mention: DateMention) -> bool:
    """Whether it is the year of an agreement to which something is done: "quit the 1987 pact"."""
    acts = {dict(c.spotted.trigger.settings).get("action") for c in account.candidates}
    if acts & {None, "sign"}:
        return False
    names = [c.anchor for c in account.candidates if c.anchor is not None]
    return any(
        0 <= a.start - mention.end <= 1 or mention.past.value in a.text.split() for a in names
    )


def _spans(named: Sequence[DateOption]) -> Iterator[DateOption]:
    """From one named day to a later one."""
    days = [o for o in named if o.reading == "tense" and len(o.date.value or "") == DAY]
    for first in days:
        for last in days:
            apart = (_day(last) - _day(first)).days
            if 0 < apart <= LONGEST:
                value = f"{first.date.value}/{last.date.value}"
                yield DateOption(EventDate(value, "span"), first.mentions + last.mentions, "span")


def _lasting(
    scene: Scene, named: Sequence[DateOption], sentences: Sequence[Sentence]
) -> Iterator[DateOption]:
    """The days that a named day belongs to where a meeting is said to last several."""
    lasting = scene.language.cues.groups["lasting"]
    texts = [scene.lower(s.start, s.end) for s in sentences]
    for name, days in (("two_days", 1), ("three_days", 2)):
        if not any(has_any(text, lasting[name]) for text in texts):
            continue
        for option in named:
            if option.reading == "tense" and len(option.date.value or "") == DAY:
                for first in (_day(option), _day(option) - timedelta(days=days)):
                    value = f"{first}/{first + timedelta(days=days)}"
                    yield DateOption(EventDate(value, "lasting"), option.mentions, "lasting")


def _day(option: DateOption) -> date:
    return date.fromisoformat(option.date.value or "")


def date_features(
    scene: Scene, account: Account, option: DateOption, siblings: Sequence[Account]
) -> frozenset[str]:
    """Names of what holds between an account and a date."""
    prefix = account.event_type
    facts = {*_own_facts(account, option, siblings), *_time_facts(scene, account, option)}
    spans = [(m.start, m.end) for m in option.mentions]
    facts.update(closest_facts(scene, account, spans))
    facts.update(span_facts(account.candidates, spans, "date"))
    return frozenset({prefix} | {f"{prefix}:{f}" for f in facts} | {f"*:{f}" for f in facts})


def sentence_date_features(
    scene: Scene, account: Account, options: Sequence[DateOption]
) -> list[frozenset[str]]:
    """For every date of a sentence what `date_features` names, and how it lies to the others."""
    return [
        date_features(scene, account, option, [])
        | _of_type(account, _nesting(scene, option, options))
        for option in options
    ]


def account_date_features(
    scene: Scene, account: Account, options: Sequence[DateOption], siblings: Sequence[Account]
) -> list[frozenset[str]]:
    """For every option what `date_features` names, and where in the article it stands."""
    spots = [[m.start for m in option.mentions] for option in options]
    beside = rivals(scene, account, spots)
    return [
        date_features(scene, account, option, siblings)
        | _of_type(account, _nesting(scene, option, options))
        | _of_type(account, _bearings(scene, account, option, starts, len(siblings), beside))
        for option, starts in zip(options, spots, strict=True)
    ]


def _nesting(scene: Scene, option: DateOption, options: Sequence[DateOption]) -> Iterator[str]:
    """Whether another date lies within it, or it within another: "this year ... on May 5"."""
    home = {scene.sentence_at(m.start).index for m in option.mentions}
    for other in options:
        if other is option or option.reading in MADE or other.reading in MADE:
            continue
        there = {scene.sentence_at(m.start).index for m in other.mentions}
        how = "here" if home & there else "there"
        if lies_in(other.date, option.date):
            yield f"finer={how}"
        elif lies_in(option.date, other.date):
            yield f"coarser={how}"


def _bearings(
    scene: Scene,
    account: Account,
    option: DateOption,
    starts: Sequence[int],
    siblings: int,
    beside: int,
) -> Iterator[str]:
    yield from bearings(scene, account, starts, beside)
    own, many = is_own(scene, account, starts), min(siblings + 1, ACCOUNTS)
    yield f"many={many}:{own}:{beside}:{_is_of_story(scene, option)}"


def _is_of_story(scene: Scene, option: DateOption) -> bool:
    """Whether it is a day about that of publication."""
    published, value = scene.document.article.published_on, option.date.value or ""
    first = value.partition("/")[0]
    if published is None or len(first) < DAY:
        return False
    return STORY[0] <= (date.fromisoformat(first) - published).days <= STORY[1]


def _of_type(account: Account, facts: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{scope}:{f}" for f in facts for scope in (account.event_type, "*"))


def _own_facts(account: Account, option: DateOption, siblings: Sequence[Account]) -> Iterator[str]:
    value = option.date.value or ""
    yield f"rule={option.date.rule}"
    yield f"kind={option.mentions[0].kind}"
    for mention in option.mentions[:1]:
        side = "before" if mention.start < account.lead.spotted.start else "behind"
        yield f"kind={mention.kind}:{side}"
    yield f"reading={option.reading}"
    yield f"reading={option.reading}:{account.status}"
    act = dict(account.lead.spotted.trigger.settings).get("action")
    yield f"in_name={_in_name(account, option)}"
    yield f"in_name={_in_name(account, option)}:{act}"
    yield f"rule={option.date.rule}:{act}"
    yield f"length={len(value)}"
    yield f"explicit={any(m.explicit for m in option.mentions)}"
    yield f"many={min(len(option.mentions), 4)}"
    yield f"chosen={sum(c.date.value == value for c in account.candidates)}"
    yield f"lead_chosen={account.lead.date.value == value}"
    yield f"sibling={any(c.date.value == value for a in siblings for c in a.candidates)}"
    anchor = account.lead.anchor
    yield f"{option.reading}:{anchor.kind if anchor else None}:{anchor.open if anchor else None}"


def _in_name(account: Account, option: DateOption) -> bool:
    """Whether the date tells an agreement or a summit from others: "the 1987 pact"."""
    names = [c.anchor for c in account.candidates if c.anchor is not None]
    return any(
        a.start - BESIDE <= m.start and m.end <= a.end for a in names for m in option.mentions
    ) or any(a.told == option.date.value for a in names)


def _time_facts(scene: Scene, account: Account, option: DateOption) -> Iterator[str]:
    when = when_of(option.date, scene.document.article.published_on)
    yield f"when={when}:{account.status}"
    yield f"when={when}:{option.reading}"
    value = option.date.value or ""
    first, _, last = value.partition("/")
    if len(first) == len(last) == DAY:
        yield f"days={min((date.fromisoformat(last) - date.fromisoformat(first)).days, 8)}"
