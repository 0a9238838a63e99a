"""spreadsheets.batchUpdate: every request is applied to a draft, which counts only as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandbox.sheets import (
    requests_cells,
    requests_contents,
    requests_dimensions,
    requests_metadata,
    requests_ranges,
    requests_rules,
    requests_sheets,
)
from sandbox.sheets.book import Draft
from sandbox.sheets.errors import GoogleError, invalid
from sandbox.sheets.sheet import Json

# Applies one request to the draft; what it returns is the reply of that kind, None an empty one.
Handler = Callable[[Draft, Json], Json | None]

HANDLERS: Mapping[str, Handler] = {
    **requests_cells.HANDLERS,
    **requests_contents.HANDLERS,
    **requests_dimensions.HANDLERS,
    **requests_metadata.HANDLERS,
    **requests_ranges.HANDLERS,
    **requests_rules.HANDLERS,
    **requests_sheets.HANDLERS,
}

# What a request cannot do without; its handler relies on it.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "repeatCell": ("range",),
    "setDataValidation": ("range",),
    "sortRange": ("range",),
    "copyPaste": ("source", "destination"),
    "cutPaste": ("source", "destination"),
    "insertDimension": ("range",),
    "deleteDimension": ("range",),
    "moveDimension": ("source",),
    "addDimensionGroup": ("range",),
    "deleteDimensionGroup": ("range",),
    "updateDimensionGroup": ("dimensionGroup",),
    "mergeCells": ("range",),
    "unmergeCells": ("range",),
}


def apply(draft: Draft, requests: list[Json]) -> list[Json]:
    """The replies, one for each request. Raises 400, naming the request, for the first bad one."""
    if not requests:
        raise invalid("Must specify at least one request.")
    replies = [_apply_one(draft, index, request) for index, request in enumerate(requests)]
    draft.check_size()
    return replies


def _apply_one(draft: Draft, index: int, request: Json) -> Json:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{index}]: a request must have exactly one kind.")
    [(kind, body)] = request.items()
    try:
        for name in NEEDED.get(kind, ()):
            if name not in body:
                raise invalid(f"{name} must be specified.")
        reply = HANDLERS[kind](draft, body)
    except GoogleError as refusal:
        refusal.message = f"Invalid requests[{index}].{kind}: {refusal.message}"
        raise
    return {} if reply is None else {kind: reply}
