"""`journeys browse` from start to end, and what it says when it cannot start."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.browse import serve
from pipeline.errors import UsageError


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_it_says_its_address_answers_there_and_ends_with_ctrl_c(database: Path) -> None:
    with taken_port() as port:
        pass  # free again
    command = [sys.executable, "-m", "pipeline", "browse", "--db", str(database), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            assert line == f"Open http://127.0.0.1:{port}/ in a browser; stop with Ctrl-C.\n"
            with urllib.request.urlopen(line.split()[1], timeout=60) as answer:  # it listens when it says so
                assert "How councils improve" in answer.read().decode()
            server.send_signal(signal.SIGINT)
            assert server.communicate(timeout=60) == ("", "")
            assert server.returncode == 0
        finally:
            server.kill()


def test_numpy_is_not_loaded_to_show_pages_and_can_be_loaded_afterwards(database: Path) -> None:
    code = (
        "import pathlib, sys; from pipeline.browse import make_datasette; make_datasette(pathlib.Path(sys.argv[1])); "
        "print('numpy' in sys.modules); import numpy; print(numpy.arange(3).sum())"
    )
    printed = subprocess.run([sys.executable, "-c", code, database], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["False", "3"]


def test_a_taken_port_is_named_with_the_remedy(database: Path) -> None:
    with taken_port() as port, pytest.raises(UsageError, match=rf"port {port} on 127\.0\.0\.1 is taken .* --port"):
        serve(database, port=port)
