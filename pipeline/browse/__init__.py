"""Browse: show a findings database in Datasette, and let reviewers correct it.

`plugin` is what Datasette calls; `routes` and `review_routes` are our own addresses, `serve` the command. A page's data is made
by a module that is named after it (`overview`, `reading`, `comparing`, `searching`, `reviewing`, the `..._pages`), its HTML by
a template in `db/templates`, its charts by `charts`. `words`, `templating` and `cells` put values in words; `permitted` and
`database_of` decide what somebody may see, `security`, `answers`, `csv_cells` and `faults` what may go wrong; `page_images` and
`drawing` draw printed pages.
"""

from pipeline.browse.serve import make_datasette, serve

__all__ = ["make_datasette", "serve"]
