"""Show a findings database in Datasette."""

from pipeline.browse.serve import make_datasette, serve

__all__ = ["make_datasette", "serve"]
