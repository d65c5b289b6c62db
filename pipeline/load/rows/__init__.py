"""Rows: what one file gave as plain records, table by table, and what is packed into their columns."""
