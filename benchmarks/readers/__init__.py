"""Readers of dates and percentages, each behind the same two calls: warm up, read a report's blocks."""
