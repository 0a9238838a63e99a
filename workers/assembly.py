"""What the settings name, built: the desk, the gateway, the Sheet, and the steps that use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import sheets_schema.client
from desk.context import Desk
from settings import SANDBOX_INSTANCES, SANDBOX_SPREADSHEET, SANDBOX_TOKEN, Settings
from sheets_schema.client import Sheet
from sheets_schema.pace import Pace
from workers import archive, canary, media, pull, send, settle, sync, timers
from workers.gateways import GATEWAYS
from workers.gateways.base import Gateway
from workers.loop import Step
from workers.number import Watch
from workers.sundial import Sundial, time_of
from workers.sweep import Sweep

Clock = Callable[[], datetime]

LOOPBACK = "http://127.0.0.1"
#: After a pass that moved something the next one comes sooner; in a flood it gathers more rows.
SYNC_BUSY_S, BUSY_SHARE = 1.5, 0.3
SYNC_LOOK_S = 0.5  # how long what the journal has for the Sheet may wait unseen
#: All files share one account's quota: the register itself must not wait for its archive.
FURTHER_PACE = Pace(spacing_s=2.5, burst=2)
ARCHIVE_IDLE_S = 5.0  # how long an archived complaint that was reopened may be missed in Aduan
SWEEP_LOOK_S = 10.0  # how soon after a busy moment of the queue its log is read
CANARY_LOOK_S = 60.0
SEND_POLL_S = 0.5  # how long an answer that a page queued may wait unseen


def open_gateway(settings: Settings) -> Gateway:
    """The gateway that `.env` names, else the stand-in: only addresses and names differ."""
    stand_in = settings.on_sandbox_gateway
    return GATEWAYS[settings.gateway](
        url=gateway_url(settings),
        media_url=settings.gateway_media_url,
        instance=SANDBOX_INSTANCES[settings.gateway] if stand_in else settings.gateway_instance,
        token=SANDBOX_TOKEN if stand_in else settings.gateway_token,
        delay_ms=settings.gateway_delay_ms,
    )


def gateway_url(settings: Settings) -> str:
    stand_in = f"{LOOPBACK}:{settings.sandbox_gateway_port}"
    return stand_in if settings.on_sandbox_gateway else settings.gateway_url


def open_sheet(settings: Settings) -> Sheet:
    """The register's file. A key that cannot be read is told by the first pass, not here."""
    return _open_file(settings, settings.sheets_spreadsheet_id or SANDBOX_SPREADSHEET)


def open_archives(settings: Settings) -> list[Sheet]:
    """The further files that archived years go to, in the order of the setting."""
    return [_open_file(settings, file, FURTHER_PACE) for file in settings.archive_files]


def _open_file(settings: Settings, spreadsheet_id: str, pace: Pace | None = None) -> Sheet:
    stand_in = f"{LOOPBACK}:{settings.sandbox_sheets_port}" if settings.on_sandbox_sheets else ""
    return sheets_schema.client.connect(
        spreadsheet_id,
        url=settings.sheets_url or stand_in,
        credentials_file=str(settings.google_application_credentials or ""),
        pace=pace,
    )


def steps(
    settings: Settings, desk: Desk, gateway: Gateway, sheet: Sheet, *, clock: Clock
) -> list[Step]:
    """Everything that runs unattended; each step has its own thread."""
    reconcile_after = timedelta(seconds=settings.reconcile_after_s)
    every = timedelta(seconds=settings.sync_every_s)
    keep_raw = timedelta(days=settings.raw_days)
    busy_s = min(SYNC_BUSY_S, settings.sync_every_s * BUSY_SHARE)
    senders = _senders(settings, desk, gateway, clock)
    roused = tuple(sender.name for sender in senders)
    settling = partial(settle.settle, desk, gateway, clock, after=reconcile_after)
    sundial = Sundial(desk, clock, partial(time_of, gateway_url(settings)))
    return [
        Step("pull", partial(pull.pull, desk, gateway, clock), 0.0, roused),
        Step("media", partial(media.fetch_one, desk, gateway, clock), 1.0),
        *senders,
        Step("settle", sundial.guarding(settling), 5.0),
        Step("clock", sundial.look, 5.0),
        Step("sweep", Sweep(desk, gateway, clock).look, SWEEP_LOOK_S, roused),
        Step(
            "canary",
            partial(canary.look, desk, clock, every_h=settings.canary_every_h),
            CANARY_LOOK_S,
            roused,
        ),
        Step("number", Watch(desk, gateway, clock).look, 15.0, roused),
        Step(
            "sync", sync.Register(desk, sheet, clock, every=every).keep, SYNC_LOOK_S, busy_s=busy_s
        ),
        Step(
            "archive",
            partial(archive.archive_once, desk, sheet, open_archives(settings), clock),
            ARCHIVE_IDLE_S,
            busy_s=ARCHIVE_IDLE_S,  # half of the quota is left to the passes
        ),
        Step("timers", partial(timers.run, desk, gateway, clock, keep_raw=keep_raw), 5.0, roused),
    ]


def _senders(settings: Settings, desk: Desk, gateway: Gateway, clock: Clock) -> list[Step]:
    """Two crews, so that one request that hangs does not hold up everybody's reply."""
    sizes = {"send": (settings.senders + 1) // 2, "send-2": settings.senders // 2}
    return [
        Step(name, partial(send.send, desk, gateway, clock, send.Crew(size)), SEND_POLL_S)
        for name, size in sizes.items()
        if size
    ]
