"""Pages of the office (`staff`, `steps`) and of the people without an account (`public`)."""
