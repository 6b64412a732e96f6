"""Planning a meeting as people do it: form, preview, card, thread, event; changing it, calling it off."""

from discord import EventStatus
from discord.scheduled_event import ScheduledEvent

from bot import ids
from tests.cogs import meeting as play
from tests.cogs import raw
from tests.cogs.canvassing import allow_events, labels, press, send, typed_in
from tests.cogs.world import World, text_of


async def events(world: World) -> list[ScheduledEvent]:
    """The server's own events."""
    guild = world.app.client.get_guild(world.team.guild.id)
    assert guild is not None
    return list(await guild.fetch_scheduled_events())


async def test_a_meeting_is_planned_with_its_card_thread_and_event(world: World) -> None:
    await play.set_up(world)
    allow_events(world)
    shown = await play.preview(world)
    assert "Meeting with Pastor Ruth" in text_of(shown)
    assert "come along from the playbook" in text_of(shown)
    number = await play.plan(world)
    card = await play.card(world, number)
    text = text_of(card)
    assert "Parish hall" in text
    assert "Afterwards: The bakery" in text
    assert "Rosa" in text
    assert "Check holy days" in text
    assert labels(card) == ["Prep room", "To do", "Pocket card", "Calendar file", "Manage"]
    [event] = await events(world)
    assert event.name == "Meeting with Pastor Ruth"
    [(thread_id, message_id)] = world.rows("SELECT thread_id, message_id FROM meeting")
    assert thread_id == message_id


async def test_a_day_of_worship_is_hinted_at(world: World) -> None:
    await play.set_up(world)
    assert "holy to some" in text_of(await play.preview(world, when="sun 3pm"))
    assert "holy to some" not in text_of(await play.preview(world, when="thu 3pm"))


async def test_a_wrong_time_loses_nothing(world: World) -> None:
    await play.set_up(world)
    refused = await play.preview(world, when="nonsense o'clock", place="The old mill")
    again = await press(world.team.rosa, refused, "Correct it")
    assert typed_in(again)["place"] == "The old mill"
    assert "Meeting with Pastor Ruth" in text_of(await send(world.team.rosa, again, when="thu 4pm"))


async def test_a_second_press_on_post_plans_nothing_more(world: World) -> None:
    await play.set_up(world)
    shown = await play.preview(world)
    assert shown.response is not None
    save = ids.MEETING_SAVE(slot="plan-1-0")
    for word in ("is planned", "already"):
        assert word in text_of(await raw.press(world.team.rosa, shown.response, world.team.outreach, save))
    assert world.rows("SELECT count(*) FROM meeting") == [(1,)]


async def test_somebody_who_does_not_look_after_them_may_not_plan(world: World) -> None:
    await play.set_up(world)
    shown = await world.team.sam.slash(world.team.outreach, "meeting plan", who="Ruth")
    assert shown.modal is None
    assert "Ask one of them" in text_of(shown)


async def test_a_moved_meeting_is_told_in_its_thread(world: World) -> None:
    await play.set_up(world)
    allow_events(world)
    number = await play.plan(world)
    form = await world.team.rosa.slash(world.team.outreach, "meeting edit", which="Ruth")
    assert typed_in(form)["place"] == "Parish hall"
    shown = await send(world.team.rosa, form, when="fri 5pm")
    assert "Its thread is told" in text_of(await press(world.team.rosa, shown, "Save changes"))
    await world.tick()
    [told] = await play.thread(world, number)
    assert "is at another time" in text_of(told)
    assert f"<@{world.team.rosa.id}>" in text_of(told)
    assert len(await events(world)) == 1


async def test_what_somebody_else_changed_meanwhile_stands(world: World) -> None:
    await play.set_up(world)
    number = await play.plan(world)
    mine = await world.team.rosa.slash(world.team.outreach, "meeting edit", which="Ruth")
    theirs = await world.team.admin.slash(world.team.outreach, "meeting edit", which="Ruth")
    await press(world.team.admin, await send(world.team.admin, theirs, place="The library"), "Save changes")
    await press(world.team.rosa, await send(world.team.rosa, mine, coffee="The diner"), "Save changes")
    assert world.rows("SELECT place, coffee FROM meeting WHERE id = ?", number) == [("The library", "The diner")]


async def test_a_meeting_is_called_off_with_a_reason(world: World) -> None:
    await play.set_up(world)
    allow_events(world)
    number = await play.plan(world)
    rosa = world.team.rosa
    asked = await rosa.slash(world.team.outreach, "meeting cancel", which="Ruth", reason="They are ill")
    await press(rosa, asked, "Yes, call it off")
    await world.tick()
    text = text_of(await play.card(world, number))
    assert "Called off" in text
    assert "They are ill" in text
    [told] = await play.thread(world, number)
    assert "is called off" in text_of(told)
    assert [event.status for event in await events(world)] == [EventStatus.cancelled]


async def test_the_calendar_file_is_for_everybody(world: World) -> None:
    await play.set_up(world)
    number = await play.plan(world)
    shown = await play.click(world, world.team.sam, number, "Calendar file")
    assert shown.response is not None
    assert shown.response.attachments[0].filename == "toctoc-pastor-ruth.ics"
