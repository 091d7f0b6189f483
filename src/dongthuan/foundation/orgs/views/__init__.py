"""Pages of areas, organisations, posts and imports."""
