"""`python -m sandbox.identity`: the identity provider stand-in, an OpenID Connect server.

It is oidc-provider-mock, bound to loopback, quiet, with the fixed issuer `http://127.0.0.1:PORT`
(the library itself takes the issuer from the Host of each request). Any client id and secret are
accepted. People are kept in memory and added, or changed, from outside:

    PUT /users/siti@contoh.test
    {"email": "siti@contoh.test", "email_verified": true, "name": "Siti"}

answers 204; the part after /users/ is `sub`. Each of them has a button on the sign-in form, named
like `sub`. Somebody not added can still type a name there: with that as e-mail, not verified.
"""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from sandbox.listener import HOST, bind_or_exit, port_number

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAME = "Identitas"
SETTING = "SANDBOX_IDENTITY_PORT"
USERS = "/users/"


class FixedIssuer:
    """The provider under one host name, with a button on its form for everybody who was added."""

    def __init__(self, port: int) -> None:
        self._host = f"{HOST}:{port}"
        self._people: list[Any] = []
        self._provider, self._person = _provider(self._people)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["HTTP_HOST"] = self._host
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "PUT" and path.startswith(USERS):
            self._add_button(path.removeprefix(USERS).encode("latin-1").decode())
        return self._provider(environ, start_response)

    def _add_button(self, sub: str) -> None:
        if sub not in [person.sub for person in self._people]:
            self._people.append(self._person(sub=sub, claims={}))


def _provider(people: list[Any]) -> tuple[WSGIApplication, Callable[..., Any]]:
    """The library's app, whose form lists `people` anew each time, and its class of a person."""
    from oidc_provider_mock import User, app

    return app(user_claims=people), User


def serve(port: int) -> None:
    """Answer until SIGTERM or SIGINT; prints its address. A taken port ends the program."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            logging.getLogger(__name__).debug(message, *args)

    listening = bind_or_exit(port, name=NAME, setting=SETTING)
    server = make_server(
        HOST,
        port,
        FixedIssuer(port),
        threaded=True,
        request_handler=Quiet,
        fd=listening.detach(),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    sys.stdout.write(f"{NAME}: http://{HOST}:{port}\n")
    sys.stdout.flush()
    server.serve_forever()


def main() -> None:
    # Authlib refuses plain http unless told so.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    # The library uses parts of Authlib that are about to move; Authlib's own filter, set on
    # import, shows that each time, so the one that hides it has to come after.
    importlib.import_module("authlib.deprecate")
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.ERROR)
    serve(port_number(os.environ.get(SETTING, "8703"), setting=SETTING))


if __name__ == "__main__":
    main()
