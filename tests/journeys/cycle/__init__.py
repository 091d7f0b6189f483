"""The cycle of a programme walked through the pages: who walks (`walk`), the files they bring (`papers`), and the way
itself, in order: `words` (C1–C3), `year` (C4), `work` (C5), `review` (C6, C7), `outlook` (C8)."""
