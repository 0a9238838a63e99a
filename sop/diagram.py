"""A procedure as a page for people: its state diagram in Mermaid, its states, steps and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sop.model import Action, Field, Limit, Sop

ANY_OPEN = "any open status"


def page(sops: Iterable[Sop]) -> str:
    """The whole of `docs/states.md`."""
    return "\n\n".join(
        [
            "# States",
            "Printed from the data in `sop/` by `python -m sop > docs/states.md`; do not edit.",
            *(section for sop in sops for section in _sections(sop)),
        ]
    )


def _sections(sop: Sop) -> Iterator[str]:
    yield f"## {sop.service_name} ({sop.government})"
    yield "```mermaid\n" + "\n".join(_diagram(sop)) + "\n```"
    yield _table(
        ("Status", "Whose turn", "Running step", "Told to the citizen"),
        (
            (
                state.name,
                state.holder or "nobody",
                f"{state.step} (paused)" if state.waiting else state.step or "none",
                state.told,
            )
            for state in sop.states
        ),
    )
    yield _table(
        ("Step", "Activity", "Performer", "Limit"),
        (
            (step.key, step.activity, step.performer, limit_in_words(step.limit, step.measured))
            for step in sop.steps
        ),
    )
    yield _table(
        ("Action", "Who", "From", "To", "Needs", "Messages"),
        (_row(sop, action) for action in sop.actions),
    )


def limit_in_words(limit: Limit | None, measured: bool = True) -> str:
    """A limit in the words of the tab SOP; what is not measured says so."""
    if limit is None:
        return "none: not measurable"
    words = f"{limit.amount:g} {limit.unit}, {limit.hours}"
    return words if measured else f"{words}; not measured"


def _diagram(sop: Sop) -> Iterator[str]:
    yield "stateDiagram-v2"
    names = [*(state.name for state in sop.states), ANY_OPEN]
    yield from (f'    state "{name}" as {_id(name)}' for name in names)
    yield f"    [*] --> {_id(sop.first_state)}"
    for (source, target), actions in _moves(sop).items():
        yield f"    {_id(source)} --> {_id(target)}: {' · '.join(actions)}"
    yield from (f"    {_id(state.name)} --> [*]" for state in sop.states if not state.open)


def _moves(sop: Sop) -> dict[tuple[str, str], list[str]]:
    """(from, to) and the actions that lead there, in table order."""
    moves: dict[tuple[str, str], list[str]] = {}
    for action in sop.actions:
        for target in filter(None, (action.target, action.target_if_agency)):
            for source in _sources(sop, action):
                moves.setdefault((source, target), []).append(action.name)
    return moves


def _sources(sop: Sop, action: Action) -> list[str]:
    """In the SOP's order; all open ones together as one."""
    open_states = {state.name for state in sop.states if state.open}
    sources = [ANY_OPEN] if action.sources >= open_states else []
    named = action.sources - open_states if sources else action.sources
    return sources + [state.name for state in sop.states if state.name in named]


def _row(sop: Sop, action: Action) -> tuple[str, ...]:
    notices = [*action.notices, *(n for found in action.notices_by_reason.values() for n in found)]
    return (
        action.name,
        ", ".join(role.name for role in sop.roles if role.name in action.roles),
        ", ".join(_sources(sop, action)),
        _target(action),
        _needs(action),
        ", ".join(f"`{notice.template}` to {notice.to}" for notice in notices) or "–",
    )


def _target(action: Action) -> str:
    if action.target_if_agency:
        return f"{action.target_if_agency} if it has an OPD, else {action.target}"
    onward = " (passed on at once by who is the next too)" if action.passes_on else ""
    return f"{action.target or 'stays'}{onward}"


def _needs(action: Action) -> str:
    needs = [f"other {name}" if action.other_agency else str(name) for name in action.needs]
    if action.condition:
        any_of = (f"{name} = {value}" for name, value in action.condition.any_of)
        needs.append(" or ".join(any_of))
    if action.complete:
        needs.append(f"complete, or {Field.COMPLETENESS} with a reason")
    if action.setting:
        needs.append(f"not in the SOP: Pengaturan, {action.setting}")
    needs += [f"{name} proposed, optional" for name in action.proposes]
    if action.close_reasons:
        needs.append(f"one of: {' · '.join(action.close_reasons)}")
    return "; ".join(needs) or "–"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _id(name: str) -> str:
    return name.lower().replace(" ", "_")
