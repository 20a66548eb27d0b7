"""One article in, its events and refusals out: the steps, joined."""

from extract.assemble import assemble
from extract.candidates import Account, Candidate
from extract.cast import Cast, cast_of
from extract.choose import choose
from extract.compose import compose
from extract.load import Codebook, Language
from extract.merge import merge
from extract.read import Document, read, split
from extract.readings import with_readings
from extract.reconsider import reconsider
from extract.records import Article, EventMention, Extraction, Refusal
from extract.resolve_names import resolve_names
from extract.roles import Reason
from extract.scene import Scene, dateline_end
from extract.scorer import Scorer
from extract.spot_names import spot_names
from extract.spot_persons import spot_persons
from extract.spot_triggers import Spotted, spot_triggers
from extract.standing import standing_features
from extract.verdict import pass_verdict

NOTHING_NAMED = Reason("no_party", "no event in the article that the words could point to")
UNLIKELY = Reason("unlikely", "no particular event of this type, judged by the words around it")
TOO_MANY = Reason("too_many", "the article has more such words than any news has")
MOST_TRIGGERS = 150  # of an article, 80 the most in 10,508; a bound on what one odd text can cost
REST = 2000  # characters behind the last of them that are still read
EXTRACTOR_VERSION = "16"  # raised whenever the same article and codebook give other events


def extract_article(article: Article, codebook: Codebook) -> Extraction:
    """All events and refusals of one article; deterministic, raises nothing for odd text.

    Events come in the order of the text. Every trigger ends in an event or in a refusal; an article
    in a language without a folder in the codebook is one refusal, `unsupported_language`.
    """
    language = codebook.languages.get(article.lang or "")
    if language is None:
        return Extraction(article.article_id, article.lang, (), (_unsupported(article),))
    document = read(article)
    triggers = spot_triggers(document, language.triggers)
    if not triggers:  # most of the news: nothing below is ever paid for
        return Extraction(article.article_id, article.lang)
    taken, beyond = triggers[:MOST_TRIGGERS], triggers[MOST_TRIGGERS:]
    if beyond:
        document = document.until(taken[-1].end + REST)
    scene = observe(document, tuple(taken), language, codebook)
    accounts, refusals = find_accounts(scene, codebook)
    refusals += [_refusal(document, spotted, TOO_MANY) for spotted in beyond]
    events: list[EventMention] = []
    cast = cast_of(scene, accounts, codebook.scorer)
    for account, probability in weigh(scene, cast, codebook.scorer):
        known = codebook.scorer.trained_on(account.event_type)
        sure = account.lead.doubt is None
        if codebook.scorer.takes("accept", probability) if known else sure:
            facts = choose(scene, account, cast, codebook.scorer)
            events.append(compose(scene, account, facts, codebook, probability))
        else:
            refusals += _refused(document, account, f" ({probability:.2f})" if known else "")
    events.sort(key=lambda e: (e.trigger_field == "text", e.trigger_start, e.event_type))
    refusals.sort(key=lambda r: (r.field == "text", r.start or 0, r.event_type or ""))
    return Extraction(article.article_id, article.lang, tuple(events), tuple(refusals))


def find_accounts(scene: Scene, codebook: Codebook) -> tuple[list[Account], list[Refusal]]:
    """What the rules take for events, and why they take the other triggers for none."""
    candidates, refusals = find_candidates(scene, codebook)
    accounts, lost = merge(scene, candidates, codebook.scorer)
    refusals += [_refusal(scene.document, c.spotted, NOTHING_NAMED) for c in lost]
    return [pass_verdict(scene, a, codebook.scorer) for a in accounts], refusals


def find_candidates(scene: Scene, codebook: Codebook) -> tuple[list[Candidate], list[Refusal]]:
    """What single triggers tell of, and why the others tell of nothing."""
    candidates: list[Candidate] = []
    refusals: list[Refusal] = []
    for spotted in scene.triggers:
        outcome = assemble(scene, spotted)
        if isinstance(outcome, Reason):
            refusals.append(_refusal(scene.document, spotted, outcome))
        else:
            candidates += outcome
    read = with_readings(scene, candidates, codebook.encoder)
    return [reconsider(scene, c, codebook.scorer) for c in read], refusals


def weigh(scene: Scene, cast: Cast, scorer: Scorer) -> list[tuple[Account, float]]:
    """Every account with the probability that it is an event."""
    return [
        (a, scorer.probability("accept", standing_features(scene, a, cast, scorer)))
        for a in cast.accounts
    ]


def _refused(document: Document, account: Account, odds: str) -> list[Refusal]:
    """Why none of an account's triggers is an event."""
    doubts = {c.spotted: c.doubt or UNLIKELY for c in account.candidates}
    return [_refusal(document, s, Reason(d.reason, d.detail + odds)) for s, d in doubts.items()]


def observe(
    document: Document, triggers: tuple[Spotted, ...], language: Language, codebook: Codebook
) -> Scene:
    """The document with its sentences and mentions."""
    occasions = language.cues.groups["occasions"]
    before = (*language.cues.lists["place_prepositions"], *occasions["before"])
    gazetteer = language.gazetteer
    names = spot_names(document, gazetteer, codebook.world, before, occasions["behind"])
    mentions = spot_persons(document, names, language.titles, codebook.world)
    sentences = split(document, frozenset(language.cues.lists["abbreviations"]))
    resolved = resolve_names(document, mentions, language.cues)
    return Scene(
        document=document,
        language=language,
        world=codebook.world,
        event_types=codebook.event_types,
        sentences=sentences,
        mentions=resolved,
        triggers=triggers,
        dateline_end=dateline_end(document, language.cues.lists["dateline_marks"]),
        ends=tuple(sentence.end for sentence in sentences),
        starts=tuple(mention.start for mention in resolved),
        summit_starts=tuple(
            sorted(s.start for s in triggers if s.trigger.needs == "summit_or_leaders")
        ),
    )


def _refusal(document: Document, spotted: Spotted, reason: Reason) -> Refusal:
    field, start, end = document.locate(spotted.start, spotted.end)
    return Refusal(
        step="extract",
        reason=reason.reason,
        detail=reason.detail,
        article_id=document.article.article_id,
        source=document.article.source,
        field=field,
        start=start,
        end=end,
        event_type=spotted.trigger.event_type,
    )


def _unsupported(article: Article) -> Refusal:
    lang = article.lang or "unknown"
    detail = f"no folder languages/{lang} in the codebook; the article is kept"
    return Refusal("extract", "unsupported_language", detail, article.article_id, article.source)
