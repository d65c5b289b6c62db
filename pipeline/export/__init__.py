"""Take findings away: tables as CSV, JSON Lines, Parquet and a Data Package, citations as BibTeX and CSL JSON."""

FORMATS = ("csv", "jsonl", "parquet", "datapackage")
