"""One action on one complaint while it is being done: everything that its effects depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk.actors import Actor, roles_on
from desk.context import Desk
from desk.reference import Reference
from sop.model import Field
from sop.workflow import Verdict


@dataclass(frozen=True)
class Case:
    """`row` is the complaint before the action; `inputs` include what the action implies."""

    connection: Connection
    desk: Desk
    actor: Actor
    row: Mapping[str, Any]
    verdict: Verdict
    inputs: Mapping[Field, str]
    now: datetime
    acted_at: datetime  # when the person did it: the step it ends is measured to here
    told_from: datetime | None = None  # citizens hear of it then; None: at once

    @property
    def reference(self) -> Reference:
        return self.desk.reference(self.connection)

    @property
    def taken(self) -> frozenset[Field]:
        """The inputs that this action uses, those that its condition asks about among them."""
        action = self.verdict.action
        asked = action.condition.any_of if action.condition else ()
        weighed = (name for name, _ in asked)
        return frozenset((*action.needs, *action.takes, *weighed, *self.verdict.implied))

    @property
    def role(self) -> str:
        """The role in which a person of several roles acts."""
        counted = roles_on(self.desk.sop, self.actor, self.row)
        return next(role for role in counted if role in self.verdict.action.roles)
