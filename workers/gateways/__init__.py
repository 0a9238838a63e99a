"""The gateways by the name that the setting GATEWAY gives them. One line for each provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workers.gateways.base import Gateway
from workers.gateways.green_api import GreenApi
from workers.gateways.waha import Waha

#: name -> factory(url=…, instance=…, token=…, media_url=…, delay_ms=…)
GATEWAYS: Mapping[str, Callable[..., Gateway]] = {"green_api": GreenApi, "waha": Waha}
