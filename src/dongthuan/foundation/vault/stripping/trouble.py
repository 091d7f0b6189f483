class Unclean(Exception):
    """The file is damaged or locked, so it cannot be cleaned."""
