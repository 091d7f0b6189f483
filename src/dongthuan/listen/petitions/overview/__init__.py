"""What is open, due and late, by unit, field and kind: counted in the database by a fixed number of queries."""
