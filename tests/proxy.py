"""The example of a proxy in deploy/, as a real nginx with a certificate of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.stack import ROOT, free_port, wait_for

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin")
MISSING = "nginx is not installed (`make system` does it as root): the proxy was NOT tried"
EXAMPLE = ROOT / "deploy" / "nginx.conf"
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/wadul.conf;
}}
"""


@contextmanager
def nginx(folder: Path, *, https: int, app: int) -> Iterator[int]:
    """`https`: the port on which it answers; `app`: where the pages are. Gives the port for http.

    Only what belongs to a machine is changed in the example: ports, name, files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    http = free_port()
    _certificate(folder)
    (folder / "wadul.conf").write_text(_here(EXAMPLE.read_text(), folder, (http, https, app)))
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    assert NGINX
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for("nginx answers", lambda: _answers(http))
        yield http
    finally:
        process.terminate()
        process.wait(20)


def _here(example: str, folder: Path, ports: tuple[int, int, int]) -> str:
    http, https, app = ports
    for theirs, ours in (
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{https} ssl"),
        ("127.0.0.1:8501", f"127.0.0.1:{app}"),
        ("server_name wadul.kota.go.id", "server_name 127.0.0.1"),
        ("/etc/ssl/wadul", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert theirs in example, theirs
        example = example.replace(theirs, ours)
    return example


def _certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        + ["-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
        + ["-addext", "subjectAltName=IP:127.0.0.1"]
        + ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True,
        capture_output=True,
    )


def _answers(port: int) -> bool:
    try:
        url = f"http://127.0.0.1:{port}"
        return requests.get(url, allow_redirects=False, timeout=2).status_code == 301
    except requests.RequestException:
        return False
