"""The flow on a schedule: a deployment served by this process, one run at a time."""

import flows.prefect_env  # noqa: F401, I001 - before Prefect, which reads its settings on import

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim
from prefect import serve
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.objects import StateType
from prefect.deployments import run_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.pipeline import reach_prefect, summitry
from warehouse.layout import Home
from warehouse.outcomes import last_begun

WAITING = (StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a deployment runs, and whether a run that is due while one is at work waits for it."""

    name: str
    cron: str
    timezone: str
    waits: bool = True


def serve_flow(timetable: Timetable, parameters: Mapping[str, Any]) -> None:
    """Runs the flow on its timetable until this process is ended; raises NoPrefectError.

    A run that was due while nothing was served is made up for at once, one for all that were.
    """
    reach_prefect()
    strategy = ConcurrencyLimitStrategy.ENQUEUE
    if not timetable.waits:
        strategy = ConcurrencyLimitStrategy.CANCEL_NEW
    deployment = RunnerDeployment.from_flow(
        summitry,
        name=timetable.name,
        schedules=[Cron(timetable.cron, timezone=timetable.timezone)],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
        parameters=dict(parameters),
        description=summitry.description,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    identity = deployment.apply()
    since = last_begun(Home(Path(str(parameters["home"]))))
    if is_missed(timetable, since, datetime.now(UTC)) and not _is_due(identity):
        run_deployment(name=f"summitry/{timetable.name}", timeout=0, as_subflow=False)
    # The schedule goes on while nothing is served: what is missed then is made up for.
    serve(deployment, pause_on_shutdown=False, limit=1)


def is_missed(timetable: Timetable, since: datetime | None, now: datetime) -> bool:
    """Whether a run was due after the last one began; where there was none, none was missed."""
    if since is None:
        return False
    ticks = CronSim(timetable.cron, since.astimezone(ZoneInfo(timetable.timezone)))
    return next(ticks) <= now


def _is_due(deployment: Any) -> bool:
    """Whether a run of the deployment waits or is at work that is due already."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(WAITING)))
            ),
        )
    now = datetime.now(UTC)
    return any(run.expected_start_time and run.expected_start_time <= now for run in runs)
