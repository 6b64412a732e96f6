"""How far the random walks go: WALKS=10 in the environment makes them ten times as many, for a quiet evening."""

import os

from hypothesis import HealthCheck, settings


def walks(many: int, steps: int) -> settings:
    """So many walks of so many steps at most, times WALKS."""
    return settings(
        max_examples=many * int(os.environ.get("WALKS", "1")),
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),  # they measure the machine, not what is walked
    )
