"""Pages: of everyone, of who prepares and answers, of who brings opinions in, of the consolidation desk."""
