"""Cards of promises: what they say to whom, and that at their fullest they fit Discord in every language."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import followup_list, followup_plan, followups, me
from bot.cards import help as help_cards
from bot.cards.followup_list import Listed
from bot.cards.followup_plan import Preview
from bot.cards.followups import Shown
from bot.cards.mentions import Mentions
from bot.words import LANGUAGES, Words, words_in
from db.facts import FollowupFacts, FollowupState, Needs
from tests.cards.followup_samples import LATERS, ME, NOW, PLAN, ROSA, SAM, SNOWFLAKE, done, fullest, late, promise
from tests.cards.limits import check_card, check_form, ids_of, labels_of, parts_of, text_of
from tests.cards.test_kit import HOSTILE

EN, ES = words_in("en"), words_in("es")
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]


def shown(facts: FollowupFacts, reader: int = ME, *, acts: bool = True, said: str = "") -> Shown:
    """A promise as somebody sees it."""
    url = "https://discord.com/channels/1/2/3" if facts.canvass_id else None
    leads = acts and reader in {facts.made_by_id, facts.lead_id}
    return Shown(
        facts, reader, NOW, "America/Chicago", acts=acts, leads=leads, laters=LATERS, session_url=url, said=said
    )


def said(facts: FollowupFacts, reader: int = ME, words: Words = EN, *, acts: bool = True) -> str:
    """The card's text."""
    return text_of(followups.card(shown(facts, reader, acts=acts), words))


def pressed(facts: FollowupFacts, reader: int = ME, *, acts: bool = True) -> list[str]:
    """The card's buttons."""
    return labels_of(followups.card(shown(facts, reader, acts=acts), EN))


# ---- one promise -------------------------------------------------------------------------------------


def test_ones_own_promise_says_what_when_and_when_one_is_reminded() -> None:
    text = said(promise())
    assert "**Send the thank-you note**" in text
    assert f"🗓️ **Coming up** · <t:{int(PLAN.due_at.timestamp())}:F> (<t:{int(PLAN.due_at.timestamp())}:R>)" in text
    assert "**You** do it" in text
    assert "A reminder comes then" in text
    assert "Next reminder: <t:" in said(promise(nudge_at=NOW))
    assert "**Late**" in said(late())
    assert "**Done**" in said(done())
    assert "No longer needed" in said(promise(state=FollowupState.DROPPED))
    assert "No more reminders" in said(promise(muted=True))


def test_others_are_named_and_oneself_is_you() -> None:
    facts = promise(owner_id=SAM, owner_name="Sam", lead_id=ROSA, lead_name="Rosa")
    assert "**Sam** does it" in said(facts)
    assert "**Rosa** is told" in said(facts)
    assert "**you** are told" in said(facts, ROSA)
    assert "nobody at the moment" in said(promise(owner_id=None, owner_name=""))
    assert "Lo hace **Sam**" in said(facts, words=ES)


def test_somebody_who_is_asked_answers_on_the_card() -> None:
    facts = promise(handed_to_id=SAM, handed_to_name="Sam")
    assert "**Sam** is asked" in said(facts)
    assert "I take it" not in pressed(facts)
    assert "You are asked to take this over" in said(facts, SAM, acts=False)
    assert pressed(facts, SAM, acts=False) == ["I take it", "Pass it back", "The list"]


def test_buttons_are_for_what_can_still_be_done() -> None:
    everything = ["Done", "Hand over", "Change", "Pick a time…", "Stop reminders", "No longer needed", "The list"]
    assert pressed(promise()) == everything
    assert "Remind me again" in pressed(promise(muted=True))
    assert pressed(promise(made_by_id=ROSA)) == everything[:5] + everything[6:], "what others were promised is theirs"
    sams = promise(owner_id=SAM, owner_name="Sam")
    assert pressed(sams) == ["Done", "Hand over", "Change", "Remind them", "I do it", "No longer needed", "The list"]
    assert "Remind them" not in pressed(promise(owner_id=SAM, muted=True))
    assert pressed(done()) == ["Not done yet after all", "The list"]
    assert pressed(done(), acts=False) == ["The list"]
    assert pressed(promise(), acts=False) == ["The list"]


def test_later_says_the_moments_and_carries_them() -> None:
    [select] = [part for part in parts_of(followups.card(shown(promise()), EN)) if part["type"] == 3]
    lines = {option["label"]: (option["value"], option.get("description")) for option in select["options"]}
    assert lines["Later today"] == (f"today.{int(LATERS[0][1].timestamp())}", "Mon, Nov 23, 3:00\u202fPM")
    assert list(lines) == ["Later today", "Tomorrow", "Next week"]


def test_where_it_came_from_is_a_tap_away() -> None:
    text = said(promise(channel_id=5, message_id=6, canvass_id=7, canvass_name="Elm"))
    assert f"(https://discord.com/channels/{SNOWFLAKE}/5/6)" in text
    assert "[Elm](https://discord.com/channels/1/2/3)" in text


# ---- writing it down ---------------------------------------------------------------------------------


def preview(words: Words = EN, *, edits: bool = False, reminders: bool = True, **changed: object) -> str:
    """The text of a preview of Ana's."""
    plan = replace(PLAN, **changed)  # type: ignore[arg-type]  # fields of the plan, whatever they hold
    return text_of(followup_plan.preview(Preview("n1", plan, SNOWFLAKE, ME, edits=edits, reminders=reminders), words))


def test_a_preview_says_how_it_was_understood() -> None:
    text = preview()
    assert "Send the thank-you note" in text
    assert f"<t:{int(PLAN.due_at.timestamp())}:F>" in text
    assert f"<t:{int(PLAN.due_at.timestamp())}:R>" in text
    assert "I remind you in a private message" in text
    assert "the organizers' weekly look-over" in text
    assert "Your reminders are off" in preview(reminders=False)
    assert "Nothing is saved yet" in text


def test_a_preview_says_who_is_asked_and_who_is_told() -> None:
    asked = preview(owner_id=SAM, owner_name="Sam")
    assert "**Sam** is asked first" in asked
    assert "you are told" in asked
    assert "**Rosa** is told" in preview(lead_id=ROSA, lead_name="Rosa")
    assert "weekly look-over" in preview(lead_id=ME, lead_name="Ana"), "nobody is told that they do not answer"
    assert "Primero se le pregunta a **Sam**" in preview(ES, owner_id=SAM, owner_name="Sam")
    assert "asked first" not in preview(edits=True, owner_id=SAM, owner_name="Sam")


def test_what_is_saved_says_what_happens_next() -> None:
    assert "I remind you" in text_of(followup_plan.saved(promise(), EN, edits=False))
    asked = promise(handed_to_id=SAM, handed_to_name="Sam")
    assert "I ask **Sam**" in text_of(followup_plan.saved(asked, EN, edits=False))


# ---- the list ----------------------------------------------------------------------------------------


def listed(*promises: FollowupFacts, whose: str = "mine", **more: object) -> Listed:
    """A page of Ana's list."""
    return replace(
        Listed(whose, promises, ME, NOW, "America/Chicago", open=len(promises)),
        **more,  # type: ignore[arg-type]  # fields of the page
    )


def test_the_list_is_scanned_by_its_headings() -> None:
    asked = promise(owner_id=ROSA, owner_name="Rosa", handed_to_id=ME)
    view = followup_list.listing(listed(asked, late(), late(), promise(muted=True), done(), late=2), EN)
    text = text_of(view)
    order = [text.index(part) for part in ("You are asked", "🟠 Late", "Coming up", "Done in the last week")]
    assert order == sorted(order)
    assert text.count("🟠 Late") == 1
    assert "5 open · 2 late" in text
    assert "no reminders" in text


def test_in_ones_own_list_only_others_are_named() -> None:
    mine, team = (text_of(followup_list.listing(listed(promise(), whose=whose), EN)) for whose in ("mine", "team"))
    assert "Ana" not in mine
    assert "Ana" in team
    sams = listed(promise(handed_to_id=SAM, handed_to_name="Sam"))
    assert "Sam is asked" in text_of(followup_list.listing(sams, EN))


def test_an_empty_list_says_what_to_do() -> None:
    for whose in ("mine", "team"):
        view = followup_list.listing(listed(whose=whose, both=True), EN)
        assert "New promise" in labels_of(view)
        assert "no promises to keep" in text_of(view)
    assert labels_of(followup_list.listing(listed(), ES)) == ["Nueva promesa"]


def test_organizers_turn_to_the_other_list() -> None:
    assert "The team's" in labels_of(followup_list.listing(listed(promise(), both=True), EN))
    assert "Mine" in labels_of(followup_list.listing(listed(promise(), whose="team", both=True), EN))
    assert "The team's" not in labels_of(followup_list.listing(listed(promise()), EN))


def test_each_of_several_pages_leads_to_its_neighbours() -> None:
    view = followup_list.listing(listed(promise(), page=1, pages=3), EN)
    assert {"t1:followup.list:mine:0", "t1:followup.list:mine:2"} <= set(ids_of(view))


# ---- on other pages ----------------------------------------------------------------------------------


def test_my_page_shows_what_is_still_to_be_done() -> None:
    asked = promise(owner_id=ROSA, owner_name="Rosa", handed_to_id=ME)
    view = me.todos((asked, late(), promise()), ME, NOW, EN)
    assert text_of(view).count("Send the thank-you note") == 3
    assert "you are asked to take it over" in text_of(view)
    assert labels_of(view) == ["The list", "New promise", "Back"]
    assert labels_of(me.todos((), ME, NOW, ES)) == ["Nueva promesa", "Atrás"]
    assert "Nada te espera" in text_of(me.todos((), ME, NOW, ES))


def test_help_tells_of_promises_that_wait() -> None:
    needs = Needs(promises=(late(),) * 5, asked=(promise(text="Bring chairs"),), late=2)
    view = help_cards.needs(needs, Mentions({"followup": 7}), EN)
    text = text_of(view)
    assert "**You promised:**\n- Send the thank-you note" in text
    assert "… and 2 more" in text
    assert "**Could you take this over?** Both answers are fine.\n- Bring chairs" in text
    assert "**2 promises** of the team are late: </followup list:7> shows them." in text
    assert "The list" in labels_of(view)
    assert "Nothing waits" not in text
    assert "Nothing waits" in text_of(help_cards.needs(Needs(), Mentions(), EN))


# ---- at their fullest --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS, ids=range(len(FILLERS)))
def test_every_card_fits_discord_at_its_fullest(language: str, filler: str) -> None:
    words, facts = words_in(language), fullest(filler)
    plan = replace(PLAN, text=facts.text, owner_id=SAM, owner_name=facts.owner_name, lead_id=ROSA,
                   lead_name=facts.lead_name, channel_id=2**63 - 1, message_id=2**63 - 1)  # fmt: skip
    many = [replace(facts, id=number, muted=number % 2 == 0) for number in range(1, 11)]
    mixed = [*many[:3], *(replace(one, due_at=NOW - timedelta(days=9)) for one in many[3:7]),
             *(replace(one, state=FollowupState.DONE, done_at=NOW) for one in many[7:])]  # fmt: skip
    for view in (
        followups.card(shown(facts, SAM, said=words("followup.said.asked", name="W" * 60)), words),
        followups.card(shown(facts, ROSA), words),
        followups.card(shown(replace(facts, state=FollowupState.DONE, done_at=NOW)), words),
        followups.choose_person(facts, words),
        followups.confirm_drop(facts, words),
        followups.done(facts, words),
        followup_plan.preview(Preview("n" + "9" * 20, plan, SNOWFLAKE, ME, zone_name="W" * 60), words),
        followup_plan.preview(Preview("e" + "9" * 18, plan, SNOWFLAKE, ME, edits=True, reminders=False), words),
        followup_plan.saved(facts, words, edits=False),
        followup_plan.saved(facts, words, edits=True),
        followup_plan.discarded(words, edits=True),
        followup_plan.no_slip(words),
        followup_plan.passed(words),
        me.todos(many * 3, ROSA, NOW, words),
        followup_list.listing(listed(*mixed, whose="team", page=6, pages=9, open=900, late=90, both=True), words),
        followup_list.listing(listed(*mixed, page=6, pages=9), words),
        followup_list.listing(listed(both=True), words),
    ):
        check_card(view)
        assert "@everyone" not in text_of(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_fits_discord_at_its_fullest(language: str) -> None:
    words, typed = words_in(language), {"what": "W" * 9999, "when": "W" * 9999, "who": str(SAM), "lead": str(ROSA)}
    check_form(followup_plan.FORM.paint(words, typed, mark="n" + "9" * 20))
    check_form(followup_plan.CHANGE_FORM.paint(words, typed, mark="e" + "9" * 18))
    check_form(followups.LATER_FORM.paint(words, typed, followup=2**31))
