"""Grammar: a sentence's tree read as main clauses, with who does what, and when."""
