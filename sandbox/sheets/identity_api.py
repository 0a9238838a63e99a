"""The token endpoint of Google's OAuth, as a service account's key file names it (`token_uri`)."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from starlette.responses import Response

from sandbox.sheets.asked import Asked
from sandbox.sheets.files import Files

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def token(files: Files, asked: Asked) -> Response:
    """A token for a signed assertion; the stand-in has no keys, so any signature will do."""
    form = parse_qs(asked.content.decode("utf-8", "replace"))
    if form.get("grant_type") != [GRANT]:
        return _json(400, {"error": "unsupported_grant_type", "error_description": "Invalid"})
    return _json(*files.condition.token(form.get("assertion", [""])[0]))


def _json(status: int, body: dict[str, object]) -> Response:
    return Response(json.dumps(body), status, media_type="application/json; charset=UTF-8")
