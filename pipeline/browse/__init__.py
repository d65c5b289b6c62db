"""Browse: show a findings database in Datasette, and let reviewers correct it."""

from pipeline.browse.serve import make_datasette, serve

__all__ = ["make_datasette", "serve"]
