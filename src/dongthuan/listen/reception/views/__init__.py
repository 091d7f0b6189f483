"""Pages of reception: for everyone, for who plans and holds sessions, for who receives, for who reads the numbers."""
