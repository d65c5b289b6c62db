"""Rows: what one file gave, turned into plain records, table by table, and what is packed into their columns."""
