"""Review: what people accept, correct or add, kept apart from what the machine found, merged and measured.

Reviews are a log in the findings database that loading never touches (`contract`: table `reviews`). What they come to is told by
views (`review_verdicts`, `reviewed_actions` ..., `review_conflicts`), so that SQL, the pages and this package count alike. Like
`pipeline.evaluate` this stands beside the stages and knows the database by its layout alone.
"""
