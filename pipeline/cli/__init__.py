"""The command line: each command joins stages and prints; heavy imports wait until a command needs them."""

from __future__ import annotations

import click

import pipeline
from pipeline.cli.audit import audit
from pipeline.cli.browse import browse
from pipeline.cli.compare import compare
from pipeline.cli.evaluate import evaluate
from pipeline.cli.explain import explain
from pipeline.cli.export import cite, export
from pipeline.cli.gold import gold
from pipeline.cli.load import load
from pipeline.cli.merge import merge
from pipeline.cli.publish import publish
from pipeline.cli.reload import diff, reload
from pipeline.cli.remove import remove
from pipeline.cli.reviews import reviews
from pipeline.cli.rules import rules
from pipeline.cli.tables import tables
from pipeline.cli.try_rules import try_rules
from pipeline.cli.verify import verify
from pipeline.errors import JourneysError, RuleError, UsageError
from pipeline.plain import without_controls


class _WrongUsage(click.ClickException):
    exit_code = 2


class Journeys(click.Group):
    """Commands in the order of the work; faults that are told in words, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except JourneysError as error:
            raise (_WrongUsage if isinstance(error, (UsageError, RuleError)) else click.ClickException)(
                without_controls(str(error))
            ) from error


@click.group(cls=Journeys, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(pipeline.__version__, prog_name="journeys")
def cli() -> None:
    """Read councils' reports on improving children's services into a database of findings, each with its exact words and place.

    \b
    Example: journeys load ~/reports --db findings.db
             journeys browse --db findings.db
    """


_COMMANDS = (
    *(load, merge, browse, compare, explain, tables),
    *(rules, try_rules, diff, reload),
    *(evaluate, gold, reviews, audit),
    *(export, cite, publish, verify, remove),
)
for command in _COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line."""
    cli(prog_name="journeys")
