"""Export findings: tables as CSV, JSON Lines, Parquet or a Data Package; citations as BibTeX or CSL JSON."""

FORMATS = ("csv", "jsonl", "parquet", "datapackage")
