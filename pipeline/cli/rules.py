"""`journeys rules`: the rules listed with how they fared, checked, and their form for editors."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options
from pipeline.model import KINDS
from pipeline.shipped import OwnRules, read_own_rules


@click.group(short_help="List and check the rules.", invoke_without_command=True)
@options.own_rules
@click.option("--db", "database", type=click.Path(path_type=Path), help="Say how the rules fared in this database.")
@click.option("--kind", type=click.Choice(KINDS), help="Only rules of this class of findings.")
@click.option(
    "--stage", type=click.Choice(("parse", "structure", "extract", "resolve", "follow")), help="Only rules of this stage."
)
@click.option("--id", "named", metavar="WORDS", help="Only rules with these letters in their id or file.")
@click.option("--never", is_flag=True, help="Only rules that never fired in the database.")
@options.table_form
@click.pass_context
def rules(
    ctx: click.Context,
    own: OwnRules | None,
    database: Path | None,
    kind: str | None,
    stage: str | None,
    named: str | None,
    never: bool,
    form: str,
) -> None:
    """List the rules with their reasons and examples, and with --db how often each fired, alone or against others.

    Fired: places that a rule marked in the texts it was shown. Alone: places where no rival (a rule of the same file that sets
    the same keys, or a look-alike) marked any of the same words. Won and lost: places where a rival did, by which of the two
    prevailed. Gives: findings that name the rule. Rules of the stages parse and follow are not counted.

    \b
    Example: journeys rules --db findings.db --kind percentages
    """
    if ctx.invoked_subcommand:
        return
    from pipeline.cli.printing.rules import Choice, as_json, as_markdown, as_table, listed
    from pipeline.errors import UsageError

    if never and not database:
        raise UsageError("--never needs a database in which rules could have fired: --db findings.db")
    rows = listed(own, database, Choice(kind, stage, named, never))
    click.echo({"table": as_table, "json": as_json, "markdown": as_markdown}[form](rows))


@rules.command("check", short_help="Run every example, and name what is wrong.")
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """Run every example of the rules both ways: what stands in brackets must be marked, and nothing else.

    With DIR your own rules are checked on top of the shipped ones. Unknown keys, ids that occur twice, and expressions that may
    take for ever are faults too. The exit code is 1 when an example is not kept or a rule may take for ever, 2 when a file
    cannot be used.

    \b
    Example: journeys rules check my-rules/
    """
    from pipeline.cli.printing.plural import many
    from pipeline.rules import broken_examples, doubts, hanging, read_rules

    read = read_rules(read_own_rules(folder) if folder else None)
    broken, doubtful = [*broken_examples(read), *hanging(read)], doubts(read)
    for message in broken:
        click.echo(message)
    for message in doubtful:
        click.echo(f"Note: {message}")
    all_rules = [rule for file in read.files.values() for rule in file.rules]
    own, off = sum(bool(rule.own) and not rule.off for rule in all_rules), sum(rule.off for rule in all_rules)
    counted = f"{len(all_rules)} rules, {sum(len(rule.examples) for rule in all_rules)} examples checked"
    of_own = f" ({own} of your own{f', {off} switched off' if off else ''})" if folder else ""
    click.echo(f"{counted}{of_own}: {many(len(broken), 'fault') if broken else 'all is as it should be'}.")
    ctx.exit(1 if broken else 0)


@rules.command("schema", short_help="Print the form of a rule file as JSON Schema.")
def schema() -> None:
    """Print the form of a rule file as JSON Schema, by which an editor completes keys and marks slips.

    \b
    Example: journeys rules schema > my-rules/schema.json
    """
    from pipeline.rules import json_schema

    click.echo(json_schema(), nl=False)
