"""The week of a team, for its organizers' channel: what was, what is coming, and what could use a hand."""

from collections.abc import Iterator

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import slots
from bot.cards.followup_plan import source
from bot.cards.mentions import Mentions
from bot.words import Words
from db.facts import DigestFacts, DigestSession, Trouble

SESSIONS_SHOWN = 8
CAUSES_SHOWN = 3
NAME_MOST = 60


def digest(facts: DigestFacts, nudge_id: int, mentions: Mentions, words: Words) -> ui.LayoutView:
    """The whole message; nobody is named in it."""
    hands = list(_hands(facts, mentions, words))
    return kit.card(
        f"### {words('digest.head')}",
        f"**{words('digest.last')}**\n{_last(facts, words)}",
        f"**{words('digest.this')}**\n{_coming(facts, mentions, words)}",
        f"**{words('digest.hands')}**\n" + "\n".join(hands) if hands else f"🌿 {words('digest.no_hands')}",
        kit.row(kit.button(words("digest.button"), ids.DIGEST_LIST(nudge=nudge_id), emoji="📋")),
        accent=kit.YELLOW if hands else kit.GREEN,
    )


def _last(facts: DigestFacts, words: Words) -> str:
    lines = []
    if facts.held:
        people = words.n("digest.people", facts.people)
        firsts = words.n("digest.firsts", facts.firsts) if facts.firsts else ""
        told = words.all_of(part for part in (people, firsts) if part)
        lines.append(f"🚪 {words.n('digest.held', facts.held)}: {told}")
    if facts.done:
        lines.append(f"✅ {words.n('digest.done', facts.done)}")
    return "\n".join([*lines, words("digest.thanks")] if lines else [words("digest.last_nothing")])


def _coming(facts: DigestFacts, mentions: Mentions, words: Words) -> str:
    lines = [_session(one, facts.team_id, words) for one in facts.coming[:SESSIONS_SHOWN]]
    if (more := len(facts.coming) - SESSIONS_SHOWN) > 0:
        lines.append(words.n("digest.more", more))
    if facts.open > facts.late:
        lines.append(f"🤝 {words.n('digest.open', facts.open - facts.late)}")
    if not facts.coming:
        lines.insert(0, words("digest.nothing_planned", canvass_plan=mentions("canvass_plan", words)))
    return "\n".join(lines)


def _session(one: DigestSession, team_id: int, words: Words) -> str:
    name = kit.plain(one.name, NAME_MOST) or words("canvass.unnamed")
    url = source(team_id, one.channel_id, one.message_id)
    lacks = [words("digest.no_captain")] * (not one.captain) + [words("digest.no_card")] * (not one.card)
    told = [kit.stamp(one.starts_at), slots(one.taken, one.capacity, words)]
    lacking = f" · ⚠️ {words.all_of(lacks)}" if lacks else ""
    return f"- {f'[{name}]({url})' if url else f'**{name}**'} · {' · '.join(told)}{lacking}"


def _hands(facts: DigestFacts, mentions: Mentions, words: Words) -> Iterator[str]:
    """What waits for somebody, in counts with the way to each."""
    followups, nudges, setup = (mentions(name, words) for name in ("followup_list", "nudges_team", "setup"))
    if captainless := sum(not one.captain for one in facts.coming):
        yield f"🧭 {words.n('digest.captainless', captainless)}"
    if facts.late:
        yield f"🟠 {words.n('digest.late', facts.late, followup_list=followups)}{_causes(facts, words)}"
    if facts.unanswered:
        yield f"🔔 {words.n('digest.unanswered', facts.unanswered)}"
    if facts.unowned:
        yield f"🙋 {words.n('digest.unowned', facts.unowned)}"
    if facts.closed:
        yield f"📪 {words.n('digest.closed', facts.closed, nudges_team=nudges)}"
    if failed := sum(count for _, count in facts.failed):
        yield f"⚠️ {words.n('digest.failed', failed, nudges_team=nudges)}"
    if facts.troubles:
        yield f"🛠️ {words.n('digest.troubles', len(facts.troubles), setup=setup)}"


def _causes(facts: DigestFacts, words: Words) -> str:
    """The sessions from which the late promises come."""
    causes = [(kit.plain(name, NAME_MOST), count) for name, count in facts.late_by_cause if name.strip()]
    shown = [words("digest.cause", name=name, count=count) for name, count in causes[:CAUSES_SHOWN] if name]
    return f"\n-# {' · '.join([*shown, *(['…'] if len(causes) > CAUSES_SHOWN else [])])}" if shown else ""


def trouble_text(trouble: Trouble, words: Words) -> str:
    """Why there was no look-over, for those who can mend it."""
    channel = trouble.values.get("channel_id")
    return words("digest.trouble", channel=f"<#{channel}>" if channel else "#…")
