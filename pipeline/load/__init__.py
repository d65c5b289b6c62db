"""Load: write findings as rows of a database, each with its evidence.

- a load: `request` and `run`; which files (`files`, `manifest`, `plan`), read by whom (`workers`), turned into what (`rows`),
  written where (`target`: a database by `store`, or `shards` and `shard_files`); `merge` puts shards together
- the database: its layout in `schema`, applied by `migrations`; `database` opens it, `tables` reads rows back, `verify` checks
  it, `remove` takes a report out, `find_report` finds one by name, `runs` and `provenance` say what made what
- rules run again on what the database keeps: `reload` over all reports, `again` and `kept` for one, `trying` for a single file;
  `differences` and `road_changes` say what came of it, `rule_use` how rules fared
- what spans several reports: `follow` asks for it and keeps it, with `families`, `threads` and `responses`
"""

from __future__ import annotations

from pipeline.load.run import load

__all__ = ["load"]
