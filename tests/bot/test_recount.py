"""`python -m bot recount`, for the host: sums that are wrong are put right, and it is said."""

import argparse
from functools import partial

import pytest
from sqlalchemy import text

from bot.__main__ import recount
from bot.settings import Settings
from db import canvass, doors
from db.engine import open_engines
from db.facts.doors import Outcome
from db.transactions import save
from tests.db.canvassing import ANA, CHANNEL, NOW, PLAN, ROSA, STARTS, welcome


def test_the_host_adds_up_anew(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    engines = open_engines(database)
    made = save(engines, [welcome, partial(canvass.plan, actor=ROSA, plan=PLAN, channel_id=CHANNEL, now=NOW)])
    session = made[1].result.id
    save(engines, [partial(doors.start, canvass_id=session, now=STARTS)])
    press = partial(doors.count, team_id=1, canvass_id=session, person_id=ANA.person_id, press_id=1, now=STARTS)
    save(engines, [partial(press, counts={Outcome.TALKED: 3}, name="Ana")])
    save(engines, [lambda tx: tx.connection().execute(text("UPDATE tally SET n = 9 WHERE person_id = 0"))])
    engines.close()
    settings = Settings(database_url=database, discord_token=None)
    for said in ("Sums that were wrong and are right now: 3.\n", "All sums are right.\n"):
        recount(settings, argparse.Namespace())
        assert capsys.readouterr().out == said
