"""Letters and sign-ons as people see them: filled, honest about what is open, never naming who is not to be named."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.cards import letters, signons, signons_beyond, signons_flyer
from bot.cards.letters import Letter, named
from bot.cards.signons import Listing
from bot.pictures import ALT_MOST, drawn
from bot.pictures import signons as pictures
from bot.signon_sheet import write_sign_ons
from bot.words import LANGUAGES, words_in
from bot.words.blanks import Blank
from bot.words.letters import LETTER_MOST, Outreach, outreach
from bot.words.playbooks import load
from db.facts.playbooks import Kind
from db.facts.prospects import (
    PROSPECT_NAME_MOST,
    PROSPECT_PLACE_MOST,
    RESEARCH_MOST,
    Contact,
    ContactHow,
    ContactResult,
    ProspectFacts,
    ProspectLine,
    ProspectPlan,
    Research,
    Stage,
)
from db.facts.signons import COMMITMENT_MOST, STATEMENT_MOST, Capacity, Commitment, CommitmentState, SignOn
from tests.cards.limits import check_card, check_file_name, check_form, labels_of, parts_of, text_of
from tests.cards.setup_samples import fresh, full
from tests.cards.test_kit import HOSTILE

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
EN, ES = words_in("en"), words_in("es")
TEAM = fresh(campaign="Safe Streets", town="Riverside", about="Neighbors who look out for each other.")
FILLERS = ["W", "*", "ñ ", "@everyone ", "{town} ", *HOSTILE]
BIG = 2**31 - 1


def facts(**more: Any) -> ProspectFacts:
    """A shop whose owner reads Spanish, as its owner in the team sees it."""
    plan = ProspectPlan(Kind.BUSINESS, "Marta Ruiz", "Café Sol", "owner", "es")
    known: dict[str, Any] = {
        "id": 7, "team_id": 1, "plan": plan, "stage": Stage.ASK, "stage_at": NOW, "owner_id": 1, "owner_name": "Rosa",
        "asker_id": 2, "asker_name": "Ana", "made_by_id": 1, "touched_at": NOW, "version": 1,
        "reads": True, "works": True, "leads": True,
    }  # fmt: skip
    return ProspectFacts(**(known | more))


def sign_on(number: int = 1, **more: Any) -> SignOn:
    """Somebody who signed on."""
    one = SignOn(
        number, number, "Grace Oduya", "First Church", Kind.FAITH, Capacity.INSTITUTION, True, "", date(2026, 11, 20)
    )
    return replace(one, **more)


def commitment(**more: Any) -> Commitment:
    """A deeper ask."""
    one = Commitment(
        3,
        7,
        "Marta Ruiz",
        Kind.BUSINESS,
        "display",
        "Hang a poster",
        CommitmentState.OFFERED,
        None,
        False,
        None,
        None,
        "",
    )
    return replace(one, **more)


def letter(language: str = "es", **more: Any) -> Letter:
    """The letter to the shop, as Ana writes it."""
    shown = Letter(
        facts(), TEAM, outreach(Kind.BUSINESS, language), language, "Ana", load(Kind.BUSINESS, "en"), edits=True
    )
    return replace(shown, **more)


TYPED = {
    "merit": "open late",
    "facts": "- Two vans on Elm",
    "times": "Mon",
    "contact": "555-0100",
    "person": "Sra. Ruiz",
}


# ---- letters -------------------------------------------------------------------------------------------


def test_a_letter_is_in_the_language_of_the_prospect_and_says_what_is_open() -> None:
    view = letters.card(letter(), EN)
    told = text_of(view)
    check_card(view)
    assert "Letter to Marta Ruiz" in told
    assert "in Spanish" in told
    assert "Café Sol" in told
    assert "Safe Streets" in told
    assert "Still open: **how to reach you**, **what we value about them**" in told
    assert "**\\[hechos\\]**" in told
    assert letter().missing == (Blank.CONTACT, Blank.MERIT, Blank.FACTS, Blank.TIMES)


def test_a_letter_with_nothing_open_is_whole() -> None:
    shown = letter(typed=TYPED)
    assert shown.missing == ()
    told = text_of(letters.card(shown, EN))
    assert "Sra. Ruiz" in told
    assert "Two vans on Elm" in told
    assert "[" not in shown.body
    assert "Nothing is open any more" in told


def test_a_blank_that_somebody_types_stays_as_it_is() -> None:
    assert "{hotline}" in letter("en", typed=TYPED | {"merit": "you wrote {hotline}"}).body


def test_peers_are_named_as_they_may_be_and_no_more_than_five() -> None:
    many = tuple(sign_on(number, name=f"Peer {number}", kind=Kind.BUSINESS) for number in range(9))
    body = letter("en", peers=many, typed=TYPED).body
    assert "First Church (Peer 4)" in body
    assert "Peer 5" not in body
    alone = letter("en", peers=(sign_on(capacity=Capacity.PERSONAL),), typed=TYPED).body
    assert "Grace Oduya" in alone
    assert "First Church" not in alone
    assert "They have joined already" not in letter("en", typed=TYPED).body


def test_findings_go_where_they_belong_and_never_twice() -> None:
    notes = (
        Research(1, "gives", "they feed the shelter.", "http://a", 1, NOW, NOW),
        Research(2, "incidents", "two arrests in May", "http://b", 1, NOW, NOW),
        Research(3, "", "they won a prize", "http://c", 1, NOW, NOW),
    )
    once = letters.with_found({}, notes)
    assert once == {"merit": "they feed the shelter; they won a prize", "facts": "- two arrests in May"}
    assert letters.with_found(once, notes) == once
    long = tuple(Research(n, "gives", f"{n}" * RESEARCH_MOST, "", 1, NOW, NOW) for n in range(1, 5))
    assert len(letters.with_found({}, long)["merit"]) <= 300


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_fit_at_their_fullest(language: str, filler: str) -> None:
    words = words_in(language)
    plan = ProspectPlan(Kind.SCHOOL, (filler * 100)[:PROSPECT_NAME_MOST], (filler * 100)[:PROSPECT_PLACE_MOST])
    notes = tuple(Research(n, "gives", (filler * 999)[:RESEARCH_MOST], "x", 1, NOW, NOW) for n in range(40))
    sent = Contact(1, ContactHow.LETTER, ContactResult.NONE, "", 1, "", NOW)
    body = "{about} {limits} {facts} {merit} {peers}\n" + (filler * LETTER_MOST)[: LETTER_MOST - 200]
    shown = letter(
        language,
        facts=facts(id=BIG, plan=plan, research=notes, contacts=(sent,)),
        team=full(filler),
        outreach=Outreach(f"{{institution}} {filler * 10}"[:100], body),
        name=(filler * 100)[:100],
        typed={"merit": (filler * 300)[:300], "facts": (filler * 999)[:1000]},
        peers=tuple(sign_on(n, name=plan.name, place=plan.place) for n in range(5)),
        said="W" * 100,
    )
    check_card(letters.card(shown, words))
    check_card(letters.unfinished(shown, words))
    check_card(letters.sent(shown, words))
    check_card(letters.with_file(shown, words))
    check_file_name(letters.file(shown).filename)
    check_form(letters.FORM.paint(words, letters.begins(shown), **shown.here))


# ---- one prospect's sign-on -----------------------------------------------------------------------------


def test_a_private_sign_on_says_so_and_a_personal_one_leaves_the_institution_out() -> None:
    private = sign_on(7, public=False, capacity=Capacity.PERSONAL, statement="We stand *here*")
    told = text_of(signons.panel(facts(sign_on=private), load(Kind.BUSINESS, "en"), EN))
    assert "🔒 Private" in told
    assert "left out of every list" in told
    assert "> We stand \\*here\\*" in told
    assert named(private) == "Grace Oduya"
    assert named(replace(private, capacity=Capacity.INSTITUTION)) == "First Church (Grace Oduya)"
    house = replace(private, capacity=Capacity.INSTITUTION, name="First Church ")
    assert named(house) == "First Church", "an institution that was written down as such is not named twice"


def test_who_only_looks_can_change_nothing() -> None:
    public = facts(works=False, sign_on=sign_on(7), commitments=(commitment(public=True),))
    view = signons.panel(public, load(Kind.BUSINESS, "en"), EN)
    assert labels_of(view) == ["All sign-ons", "Prospect"]
    assert "no public sign-on" in text_of(signons.panel(facts(works=False), load(Kind.BUSINESS, "en"), EN))
    assert labels_of(signons.panel(facts(), load(Kind.BUSINESS, "en"), EN))[0] == "Write it down…"


def test_what_was_asked_already_is_not_offered_again() -> None:
    def offered(*states: CommitmentState) -> str:
        found = tuple(commitment(id=n, state=state) for n, state in enumerate(states))
        shown = facts(sign_on=sign_on(7), commitments=found)
        return str(parts_of(signons.panel(shown, load(Kind.BUSINESS, "en"), EN)))

    asks = "'display'"
    assert asks in offered()
    assert asks in offered(CommitmentState.DECLINED)
    for state in (CommitmentState.OFFERED, CommitmentState.AGREED, CommitmentState.DONE):
        assert asks not in offered(state)


def test_nobody_is_public_before_they_said_so() -> None:
    assert signons.typed_of(facts(), date(2026, 11, 23)) == {"public": "no", "on": "2026-11-23"}
    typed = signons.typed_of(facts(sign_on=sign_on(7)), date(2026, 11, 23))
    assert (typed["public"], typed["capacity"], typed["on"]) == ("yes", "institution", "2026-11-20")


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_ons_fit_at_their_fullest(language: str, filler: str) -> None:
    words = words_in(language)
    name, place = (filler * 100)[:PROSPECT_NAME_MOST], (filler * 100)[:PROSPECT_PLACE_MOST]
    one = sign_on(BIG, name=name, place=place, statement=(filler * 500)[:STATEMENT_MOST], capacity=Capacity.PERSONAL)
    asks = tuple(
        commitment(
            id=BIG - n, prospect_id=BIG - n, name=name, text=(filler * 200)[:COMMITMENT_MOST], key=f"k{n}",
            state=list(CommitmentState)[n % 4], count=100_000, due_on=date(2026, 9, 30), owner_name=name,
        )
        for n in range(30)
    )  # fmt: skip
    line = ProspectLine(BIG, Kind.SCHOOL, name, place, Stage.PARKED, 1, name, NOW)
    shown = facts(id=BIG, plan=ProspectPlan(Kind.SCHOOL, name, place, place), sign_on=one, commitments=asks)
    playbook = load(Kind.SCHOOL, language)
    check_card(signons.panel(shown, playbook, words, signons.saved([line] * 30, words)))
    check_card(signons.withdraw(shown, words))
    check_card(signons.who([replace(line, id=n) for n in range(40)], words))
    check_card(signons.who([], words))
    check_form(signons.FORM.paint(words, signons.typed_of(shown, NOW.date()), prospect=BIG))
    check_form(signons.NEW_FORM.paint(words, {"name": name, "place": place}))
    found = tuple(replace(one, id=n, prospect_id=n, public=n % 2 == 0) for n in range(45))
    for page in (0, 2, 99):
        check_card(signons.listed(Listing(found, "all", page, True), words))
    check_card(signons.listed(Listing(found, "faith", 0), words))
    check_card(signons.listed(Listing(()), words))
    check_card(signons.exported(45, words))
    for state in ("open", "done"):
        check_card(signons_beyond.listed(signons_beyond.Listing(asks, {}, state, 1), words))
        check_card(signons_beyond.listed(signons_beyond.Listing((), {}, state), words))
    for ask in asks[:4]:
        check_card(signons_beyond.card(replace(ask, key=playbook.asks[0].key), playbook, words, "W" * 200))
        check_card(signons_beyond.card(ask, playbook, words, signons_beyond.offered(words)))
        assert len(signons_beyond.promise(ask, words)) <= 300
        for form in (signons_beyond.AGREE, signons_beyond.COUNT, signons_beyond.FULFIL):
            check_form(form.paint(words, signons_beyond.typed_of(ask), prospect=BIG, commitment=BIG))
    flyer = signons_flyer.flyer_of(found, full(filler))
    check_card(signons_flyer.flyer(flyer, None, words, posts=True, said="W"))
    check_card(signons_flyer.flyer(signons_flyer.flyer_of((), TEAM), None, words, posts=False))
    check_card(signons_flyer.posted(flyer, None, words))
    check_card(signons_flyer.with_file(words))
    check_file_name(signons_flyer.file(flyer, words).filename)
    sketch = pictures.sketch(flyer, words)
    assert len(sketch.alt) <= ALT_MOST


def test_of_what_could_put_people_at_risk_only_a_number_is_asked() -> None:
    assert {field.name for field in signons_beyond.COUNT.fields} == {"count", "due", "who"}
    assert {field.name for field in signons_beyond.FULFIL.fields} == {"count"}
    beds = commitment(count=12, state=CommitmentState.DONE, key="raid_support", text="Betten")
    told = text_of(signons_beyond.card(beds, load(Kind.FAITH, "en"), EN))
    assert "Offer beds, meals and rides" in told, "in the reader's language"
    assert "12 in all" in told
    assert "only a number is kept" in told


# ---- lists, sheets, flyers ----------------------------------------------------------------------------


def test_a_list_counts_by_kind_and_marks_what_is_private() -> None:
    found = (sign_on(1), sign_on(2, name="Quiet One", public=False), sign_on(3, name="Marta", kind=Kind.BUSINESS))
    told = text_of(signons.listed(Listing(found, all=True), EN))
    assert "🕊️ 2 · 🏪 1" in told
    assert "🔒 **First Church (Quiet One)**" in told
    assert "1 of these is private" in told
    assert "Export" in labels_of(signons.listed(Listing(found, all=True), EN))
    assert "Export" not in labels_of(signons.listed(Listing(found), EN))
    assert "Marta" not in text_of(signons.listed(Listing(found, "faith"), EN))


def test_a_sheet_is_safe_and_leaves_out_where_a_person_works() -> None:
    found = [
        sign_on(1, public=False, name="=cmd()|'/C calc'!A0", place="@SUM(1)"),
        sign_on(2, capacity=Capacity.PERSONAL, name='Grace, "Oduya"', statement="+1\nyes"),
    ]
    sheet = write_sign_ons(EN, found).decode("utf-8-sig")
    lines = sheet.split("\r\n")
    assert lines[0] == "kind,name,institution,signs,may be named,date,statement"
    assert lines[1].startswith('Faith,"Grace, ""Oduya""",,As a person,Yes,2026-11-20,"\'+1')
    assert "'=cmd()" in sheet
    assert "'@SUM(1)" in sheet
    assert "First Church" not in sheet
    assert write_sign_ons(ES, found).decode("utf-8-sig").startswith("tipo,nombre,institución")


def test_a_flyer_names_only_who_may_be_named() -> None:
    found = [
        sign_on(1), sign_on(2, name="Quiet One", place="Quiet House", public=False),
        sign_on(3, name="Luis", place="City Library", capacity=Capacity.PERSONAL, kind=Kind.CIVIC),
    ]  # fmt: skip
    flyer = signons_flyer.flyer_of(found, TEAM)
    text, sketch = signons_flyer.document(flyer, EN), pictures.sketch(flyer, EN)
    for told in (text, sketch.alt, text_of(signons_flyer.posted(flyer, None, EN))):
        assert "First Church (Grace Oduya)" in told
        assert "Luis" in told
        assert "Quiet" not in told
        assert "Library" not in told
    assert "2 stand with us" in sketch.alt
    assert flyer.total == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 3, 60])
def test_a_flyer_is_drawn_however_many_there_are(n: int, language: str) -> None:
    kinds = list(Kind)
    found = [
        sign_on(one, name=f"Reverend Doctor Grace Oduya the {one}th", place="مسجد النور", kind=kinds[one % 6])
        for one in range(n)
    ]
    sketch = pictures.sketch(signons_flyer.flyer_of(found, TEAM), words_in(language))
    picture = drawn(sketch)
    assert picture.size == (800, 2 * sketch.height)
    assert sketch.height < 3000
