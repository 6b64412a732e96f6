"""The set-up, /me, /help and the welcome: within Discord's limits in both languages, safe, and clear."""

import json
import re
from dataclasses import replace
from datetime import time
from functools import cache
from itertools import pairwise

import pytest

from bot.cards import help as help_cards
from bot.cards import me, me_data, setup, setup_forms, welcome, zones
from bot.cards.help import Page
from bot.cards.mentions import Mentions
from bot.cards.setup_shown import STEPS
from bot.when import read_clock
from bot.words import LANGUAGES, words_in
from bot.words.catalogue import read_catalogue
from db import retention
from db.facts import ChannelUse, ForgetEffect, Kept, Naming, Needs, NudgeKind, NudgeState, SignupState, Step
from db.facts.playbooks import Kind
from db.facts.prospects import Stage
from db.facts.scripts import ScriptKind
from db.held import HELD
from tests.cards import setup_samples as samples
from tests.cards.limits import check_card, check_file_name, check_form, ids_of, labels_of, parts_of, text_of
from tests.cards.test_kit import HOSTILE

FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
EN, ES = words_in("en"), words_in("es")


@cache
def codes() -> tuple[str, ...]:
    """Every kind of trouble that has words."""
    keys = [str(message.id) for message in read_catalogue("en")]
    return tuple(key.removeprefix("canvass.trouble.") for key in keys if key.startswith("canvass.trouble."))


# ---- the set-up --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", Step)
def test_every_step_fits_at_its_fullest(step: Step, language: str) -> None:
    assert codes()
    for filler in FILLERS:
        view = setup.panel(samples.troubled(step, language, filler, codes()), words_in(language))
        check_card(view)
        assert "@everyone" not in text_of(view)
        assert "\u202e" not in text_of(view)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", Step)
def test_every_step_works_with_nothing_answered(step: Step, language: str) -> None:
    for admin in (True, False):
        view = setup.panel(samples.shown(step, samples.fresh(), language, admin=admin), words_in(language))
        check_card(view)
        assert "None" not in text_of(view)
        assert text_of(view).startswith("## ")


def test_every_step_leads_on_back_and_to_the_end() -> None:
    ways = {step: ids_of(setup.panel(samples.shown(step, samples.fresh(), "en"), EN)) for step in STEPS}
    for before, after in pairwise(STEPS):
        assert f"t1:setup.step:{after}" in ways[before]
        assert f"t1:setup.step:{before}" in ways[after]
        assert "t1:setup.step:done" in ways[before]
    assert labels_of(setup.panel(samples.shown(STEPS[-1], samples.fresh(), "en"), EN))[-2:] == ["Back", "Finish"]


def test_the_end_tells_what_was_chosen_from_what_was_not() -> None:
    text = text_of(setup.panel(samples.shown(Step.DONE, samples.fresh(), "en"), EN))
    assert "✅ **Language of cards:** English" in text
    assert "▫️ **Time zone:** Eastern Time — New York · *default*" in text
    assert "▫️ **Quiet hours:** 9:00 PM – 8:00 AM · *default*" in text.replace("\u202f", " ")
    assert "⚠️" not in text
    chosen = text_of(setup.panel(samples.shown(Step.DONE, samples.full("W"), "en"), EN))
    assert "✅ **Time zone:** Central Time — New Salem, North Dakota" in chosen
    assert "✅ **Quiet hours:** 10:45 PM – 10:45 AM" in chosen.replace("\u202f", " ")
    assert "</turf add:" in chosen


def test_what_is_missing_in_a_channel_is_named_with_how_to_grant_it() -> None:
    channels = {ChannelUse.CANVASS: ("create_public_threads", "attach_files"), ChannelUse.OUTREACH: None}
    team = samples.full("W")
    view = setup.panel(samples.shown(Step.CHANNELS, team, "es", channels=channels), ES)
    assert "**Crear hilos públicos y Adjuntar archivos**" in text_of(view)
    assert "Permisos → agrega a TocToc" in text_of(view)
    assert "Ese canal ya no existe" in text_of(view)
    assert "Revisar de nuevo" in labels_of(view)
    selects = [part for part in parts_of(view) if part["type"] == 8]
    assert [bool(part.get("default_values")) for part in selects] == [True, False, True]
    fine = setup.panel(samples.shown(Step.CHANNELS, team, "en", channels=dict.fromkeys(ChannelUse, ())), EN)
    assert "Check again" not in labels_of(fine)


def test_only_admins_get_the_choice_of_the_role() -> None:
    for admin in (True, False):
        view = setup.panel(samples.shown(Step.ROLE, samples.full("W"), "en", admin=admin), EN)
        assert ("t1:setup.role" in ids_of(view)) is admin
        assert f"<@&{samples.BIG}>" in text_of(view)


def test_no_quiet_hours_are_said_to_be_none() -> None:
    team = replace(samples.fresh(), quiet_from=time(0), quiet_until=time(0))
    assert "**Quiet hours:** none" in text_of(setup.panel(samples.shown(Step.TIMES, team, "en"), EN))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_fits(language: str) -> None:
    words = words_in(language)
    for asked in setup_forms.FORMS.values():
        for team in (samples.fresh(), samples.full("W")):
            check_form(asked.form.paint(words, setup_forms.typed_of(asked, team)))
        check_form(asked.form.paint(words, {one.name: "W" * 10_000 for one in asked.form.fields}))
    for form in (zones.TEAM_CITY, zones.OWN_CITY):
        check_form(form.paint(words, {"city": "W" * 10_000}))


def test_a_form_shows_hours_that_it_reads_back() -> None:
    for minutes in range(0, 24 * 60, 15):
        team = replace(samples.fresh(), quiet_from=time(minutes // 60, minutes % 60))
        typed = setup_forms.typed_of(setup_forms.FORMS["times"], team)
        assert read_clock(typed["quiet_from"]) == team.quiet_from


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_not_cut(language: str) -> None:
    texts = {str(m.id): str(m.string) for m in read_catalogue(language) if isinstance(m.id, str)}
    for key, text in texts.items():
        if re.fullmatch(r"setup\.(field\.\w+|form\.\w+)|zone\.(city|form)", key):
            assert len(text) <= 45, f"{key}: {len(text)}"
        if re.fullmatch(r"(setup|zone)\..*\.(hint|like)", key) and "channel" not in key and "role" not in key:
            assert len(text) <= 100, f"{key}: {len(text)}"
        if re.fullmatch(r"(setup|me|help)\.button\..*|me\.reminders\.turn.*|setup\.sample\.(post|remove)", key):
            assert len(text) <= 34, f"{key}: a phone shows no more"


# ---- /me ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_ones_own_fits(language: str) -> None:
    words = words_in(language)
    check_card(me.panel(samples.me(language), words))
    check_card(me.forgotten(words))
    check_card(me.data(retention.rules(), 30, words))
    check_card(me.confirm(ForgetEffect((), (), 0, known=False), words))
    for filler in FILLERS:
        sessions = [samples.session(filler, number) for number in range(40)]
        for view in (
            me.panel(samples.me(language, filler), words),
            me.signups(sessions, samples.BIG, words),
            me.confirm(samples.effect(filler), words),
        ):
            check_card(view)
            assert "@everyone" not in text_of(view)
            assert "\u202e" not in text_of(view)
    check_card(me.signups([], samples.BIG, words))
    check_file_name(words(me.FILE))


def test_ones_own_page_says_what_is_chosen() -> None:
    def chosen(view: object) -> list[str]:
        return [
            option["label"]
            for part in parts_of(view)  # type: ignore[arg-type]  # a view, as the function above makes it
            for option in part.get("options", [])
            if option.get("default")
        ]

    assert chosen(me.panel(samples.me("en"), EN)) == [
        "As in my Discord (English)",
        "The team's: Eastern Time — New York",
        "With my name",
    ]
    assert chosen(me.panel(samples.me("es", "W"), ES)) == [
        "Español",
        "Hora central — New Salem, Dakota del Norte",
        "Fuera de las clasificaciones",
    ]


@pytest.mark.parametrize("state", SignupState)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_up_says_where_one_stands_and_leads_to_its_card(state: SignupState, language: str) -> None:
    facts = samples.session("Riverside ", state=state)
    text = text_of(me.signups([facts], samples.BIG, words_in(language)))
    assert f"https://discord.com/channels/{samples.BIG}/{samples.BIG}/{samples.BIG}" in text
    without = replace(facts, message_id=None, plan=replace(facts.plan, captain_id=samples.BIG))
    lead = text_of(me.signups([without], samples.BIG, words_in(language)))
    assert "https" not in lead
    assert words_in(language)("me.signups.captain") in lead


def test_forgetting_names_its_effect() -> None:
    text = text_of(me.confirm(ForgetEffect(("Riverside", "Elm"), ("Elm",), 3, known=True), EN))
    assert "Takes you out of 2 coming sessions: Riverside and Elm." in text
    assert "1 coming session has no captain any more: Elm." in text
    assert "3 past sessions" in text
    assert "cannot be undone" in text
    nothing = me.confirm(ForgetEffect((), (), 0, known=False), EN)
    assert "t1:me.forget" not in ids_of(nothing)


NUMBERS = {"id", "canvass_id", "prospect_id", "meeting_id", "turf_id", "answers"}  # shown as what they stand for


@pytest.mark.parametrize("language", LANGUAGES)
def test_my_data_is_json_in_ones_own_words(language: str) -> None:
    words = words_in(language)
    shown: dict[str, object] = {name: "x" for held in HELD for name in held.shown} | {
        "session": "x",
        "starts_at": samples.NOW,
        "prospect": "x",
    }
    values: list[tuple[str, object]] = [("naming", Naming.OUT), ("driver", True), ("confirm", False), ("zone", None)]
    values += [("state", state) for kind in (SignupState, NudgeState) for state in kind]
    values += [("stage", stage) for stage in Stage]
    values += [("kind", kind) for kinds in (NudgeKind, ScriptKind, Kind) for kind in kinds] + [
        ("step", step) for step in Step
    ]
    rows = [{name: value for name, value in shown.items() if name not in NUMBERS}]
    rows += [dict(values[:4]), *({name: value} for name, value in values[4:])]
    names = {held.name: held.rule for held in HELD}
    kept = [Kept(name, rule, tuple(rows)) for name, rule in names.items()]
    content = me_data.document(
        kept, retention.rules(), team='Barrio «Unido» "x"', zone="America/Chicago", now=samples.NOW, words=words
    )
    read = json.loads(content)
    assert len(read) == 3 + len(kept)
    assert "2026-11-23T12:00-06:00" in content.decode()
    part = read[words("me.data.table.signup")]
    assert part[words("me.data.until")] == words.n("kept.signups", 180)
    assert part[words("me.data.entries")][1] == {
        words("me.data.field.naming"): words("me.naming.out"),
        words("me.data.field.driver"): words("me.data.yes"),
        words("me.data.field.confirm"): words("me.data.no"),
        words("me.data.field.zone"): None,
    }


# ---- /help and the welcome ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mentions", [Mentions(), samples.IDS])
def test_every_page_of_help_fits(language: str, mentions: Mentions) -> None:
    words = words_in(language)
    for page in Page:
        if page is not Page.NEEDS:
            for organizer in (True, False):
                view = help_cards.panel(page, mentions, words, organizer=organizer)
                check_card(view)
                assert ("t1:setup.open" in ids_of(view)) is (organizer and page is Page.ORGANIZE)
                assert "{" not in text_of(view)
    for filler in FILLERS:
        check_card(help_cards.needs(samples.needs(filler), mentions, words))
    for back in (True, False):
        check_card(welcome.card(mentions, words, back=back, grace_days=30))


def test_what_waits_is_listed_with_links_and_free_places() -> None:
    needs = Needs(open=(samples.session("Elm "),), set_up=True)
    text = text_of(help_cards.needs(needs, samples.IDS, EN))
    assert "**People are needed:**" in text
    assert f"[{'Elm ' * 14}Elm…](https://discord.com/channels/{samples.BIG}" in text
    assert "500 places free" in text
    many = Needs(open=tuple(samples.session("Elm", n) for n in range(9)), set_up=True)
    assert "… and 6 more" in text_of(help_cards.needs(many, samples.IDS, EN))


def test_with_nothing_waiting_there_is_still_something_to_do() -> None:
    view = help_cards.needs(Needs(), samples.IDS, ES)
    assert "Nada te espera" in text_of(view)
    assert "t1:setup.open" not in ids_of(view)
    assert "t1:setup.open" in ids_of(help_cards.needs(Needs(set_up=False), samples.IDS, ES))


def test_commands_are_named_as_each_language_names_them() -> None:
    assert Mentions()("canvass_plan", EN) == "`/canvass plan`"
    assert Mentions()("canvass_plan", ES) == "`/recorrido planear`"
    assert Mentions({"canvass": 5})("canvass_plan", ES) == "</canvass plan:5>"
