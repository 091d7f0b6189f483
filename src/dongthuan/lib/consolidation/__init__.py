"""Opinions as letters (near-identical wording) and groups (one meaning on one clause), among millions. Nothing heavy is
imported before it is used.

source = sources.open_source(path, work)
found = letters.find_letters(source, work)
found.state.letters()[found.wordings.read(0, source.rows)]    # the letter of each row; -1 in wordings: rejected
groups.find_groups(found.state, draft=clauses.read_draft(path))
"""
