"""What the desk's gateway gave, or another one that it had before, read alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desk.incoming import Ignored, News
from workers.gateways import green_api_reading, waha_reading
from workers.gateways.base import Gateway, Raw

#: What every notification of a provider has -> how it is read.
READERS: Mapping[str, Callable[[Raw], News]] = {
    "typeWebhook": green_api_reading.read,
    "event": waha_reading.read,
}


def read(gateway: Gateway, raw: Raw) -> News:
    """Whoever gave it: news of this gateway, to which the conversations have moved."""
    reader = next((found for mark, found in READERS.items() if mark in raw), gateway.read)
    news = reader(raw)
    return news if isinstance(news, Ignored) else replace(news, gateway=gateway.name)
