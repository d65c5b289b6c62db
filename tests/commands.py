"""Commands run as a user types them, within the test's own process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from pipeline.cli import cli

Run = Callable[..., Result]


def invoke(*arguments: str | Path) -> Result:
    """Run `journeys` with these arguments; what is no exit of its own is raised."""
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
