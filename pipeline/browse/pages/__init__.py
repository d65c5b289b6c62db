"""What the pages show: rows of the database made ready for their templates."""
