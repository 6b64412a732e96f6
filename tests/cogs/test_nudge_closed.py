"""Closed DMs: one mention without a private word, what waits shown privately, and DMs again once they are wanted."""

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.words import words_in
from db.facts import ChannelUse
from tests.cogs.canvassing import choose_channel, labels, press
from tests.cogs.nudging import act, close_dms, due, letter, letters, open_dms, seen, states
from tests.cogs.promising import promised, row
from tests.cogs.world import World, text_of

EN = words_in("en")


async def shut(world: World, *texts: str) -> dict[str, object]:
    """Sam's DMs are closed, the team has its channels, and promises of his fall due."""
    await choose_channel(world, ChannelUse.CANVASS, world.team.canvass)
    fault = close_dms(world, world.team.sam)
    await due(world, world.team.sam, *(texts or ("Thank Pastor Ruiz",)))
    return fault


async def test_one_mention_where_the_team_is_and_no_private_word(world: World) -> None:
    sam = world.team.sam
    await shut(world)
    [mention] = [m for m in world.team.canvass.history() if not m.flags.ephemeral]
    shown = text_of(mention)
    assert sam.mention in shown
    assert "Ruiz" not in shown
    assert labels(mention) == ["Show me", "Try DMs again"]
    assert [user.id for user in mention.mentions] == [sam.id]
    await world.pass_time(hours=24)
    await world.pass_time(hours=48)
    assert len([m for m in world.team.canvass.history() if not m.flags.ephemeral]) == 1
    assert letters(sam) == []
    sends = [call for call in world.env.backend.http_requests if f"/channels/{sam.user.dm_channel.id}/m" in call.path]
    assert len(sends) == 1, "no further DM is tried"


async def test_show_me_shows_it_to_them_alone_and_can_be_answered(world: World) -> None:
    sam, quinn = world.team.sam, world.team.stranger
    await shut(world)
    [mention] = [m for m in world.team.canvass.history() if not m.flags.ephemeral]
    assert "somebody else" in text_of(await quinn.click(mention, label="Show me"))
    assert "somebody else" in text_of(await quinn.click(mention, label="Try DMs again"))
    shown = await sam.click(mention, label="Show me")
    assert shown.response is not None
    assert shown.response.ephemeral
    assert "Thank Pastor Ruiz" in text_of(shown)
    assert "Only you see this" in text_of(shown)
    assert "Try DMs again" in labels(shown)
    assert ("followup", "shown", None) in states(world)
    done = await press(sam, shown, "Done")
    assert "✅" in text_of(done)
    assert ("followup", "shown", "done") in states(world)
    assert "Nothing is waiting" in text_of(await sam.click(mention, label="Show me"))


async def test_what_was_shown_can_be_looked_at_again(world: World) -> None:
    sam = world.team.sam
    await shut(world, "One", "Two")
    [mention] = [m for m in world.team.canvass.history() if not m.flags.ephemeral]
    await sam.click(mention, label="Show me")
    again = await sam.click(mention, label="Show me")
    assert "One" in text_of(again)
    assert "Two" in text_of(again)


async def test_it_is_shown_after_the_answer_to_whatever_they_do_next(world: World) -> None:
    sam = world.team.sam
    await shut(world)
    await act(world, sam)
    texts = seen(sam, world)
    assert "Thank Pastor Ruiz" in texts[-1]
    assert "Thank Pastor Ruiz" not in texts[-2]
    assert "session" in texts[-2].lower()
    count = len(texts)
    await act(world, sam)
    assert len(seen(sam, world)) == count + 1, "once"
    assert world.rows("SELECT waiting FROM member WHERE person_id = ?", sam.id) == [(0,)]


async def test_nobody_sees_what_waits_for_another(world: World) -> None:
    await shut(world)
    await act(world, world.team.rosa)
    assert not any("Ruiz" in text for text in seen(world.team.rosa, world))


async def test_while_a_form_is_open_it_waits_for_its_answer(world: World) -> None:
    sam = world.team.sam
    await shut(world)
    before = len(seen(sam, world))
    form = await sam.slash(world.team.canvass, "followup add")
    assert form.modal is not None
    assert len(seen(sam, world)) == before
    await sam.submit_modal(form, {"what": "Another", "when": "fri 5pm"})
    await world.app.settle()
    assert "Thank Pastor Ruiz" in seen(sam, world)[-1]


async def test_suggestions_show_nothing(world: World) -> None:
    sam = world.team.sam
    await shut(world)
    before = len(seen(sam, world))
    await sam.autocomplete(world.team.canvass, "followup done", "which", "T")
    await world.app.settle()
    assert len(seen(sam, world)) == before


async def test_trying_again_says_at_once_whether_it_works(world: World) -> None:
    sam = world.team.sam
    fault = await shut(world)
    [mention] = [m for m in world.team.canvass.history() if not m.flags.ephemeral]
    still = await sam.click(mention, label="Try DMs again")
    assert "still" in text_of(still)
    assert labels(still) == ["Try DMs again"]
    open_dms(world, fault)
    worked = await press(sam, still, "Try DMs again")
    await world.app.settle()
    assert "That worked" in text_of(worked)
    assert "It works!" in text_of(world.team.sam.user.dm_channel.history()[-1])
    assert world.rows("SELECT dms_closed_at FROM member WHERE person_id = ?", sam.id) == [(None,)]
    await due(world, sam, "Call the library")
    assert "Call the library" in text_of(letter(sam))


async def test_one_who_never_acted_gets_no_dm_but_sees_it_when_they_act(world: World) -> None:
    rosa, quinn = world.team.rosa, world.team.stranger
    await choose_channel(world, ChannelUse.CANVASS, world.team.canvass)
    await promised(world, rosa, what="Bring the posters", when="fri 5pm", who=quinn)
    assert letters(quinn) == []
    [mention] = [m for m in world.team.canvass.history() if not m.flags.ephemeral and quinn.mention in text_of(m)]
    assert "posters" not in text_of(mention)
    await act(world, quinn)
    assert "Bring the posters" in seen(quinn, world)[-1]
    [shown] = [m for m in world.team.canvass.history(viewer=quinn) if "Bring the posters" in text_of(m)]
    await quinn.click(shown, label="I'll take it")
    assert world.rows("SELECT owner_id FROM followup") == [(quinn.id,)]


async def test_with_reminders_off_nothing_pops_up_but_it_can_be_looked_at(world: World) -> None:
    sam = world.team.sam
    page = await sam.slash(world.team.canvass, "me")
    await press(sam, page, "Turn reminders off")
    await due(world, sam, "Thank Pastor Ruiz")
    assert letters(sam) == []
    assert [m for m in world.team.canvass.history() if not m.flags.ephemeral] == []
    await act(world, sam)
    assert not any(EN("nudge.letter.shown") in text for text in seen(sam, world))
    mine = await sam.slash(world.team.canvass, "nudges mine")
    assert "One thing waits to be shown" in text_of(mine)
    assert "Thank Pastor Ruiz" in text_of(await press(sam, mine, "Show me"))


async def test_a_channel_that_the_person_cannot_see_is_no_place_for_a_mention(world: World) -> None:
    sam = world.team.sam
    await choose_channel(world, ChannelUse.CANVASS, world.team.canvass)
    await choose_channel(world, ChannelUse.OUTREACH, world.team.outreach)
    hidden = discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(world.team.canvass.id, Overwrite(sam.id, OverwriteType.MEMBER, 0, hidden))
    close_dms(world, sam)
    number = await promised_elsewhere(world)
    await world.pass_time(hours=1)
    assert [m for m in world.team.canvass.history() if not m.flags.ephemeral] == []
    [mention] = [m for m in world.team.outreach.history() if not m.flags.ephemeral]
    assert sam.mention in text_of(mention)
    assert row(world, number, "silences") == (1,)


async def promised_elsewhere(world: World) -> int:
    """A promise of Sam's that he writes down in another channel."""
    sam, team = world.team.sam, world.team
    shown = await sam.slash(team.outreach, "followup add", what="Thank Pastor Ruiz", when="in 1h")
    await press(sam, shown, "Save")
    await world.app.settle()
    [(number,)] = world.rows("SELECT max(id) FROM followup")
    assert isinstance(number, int)
    return number
