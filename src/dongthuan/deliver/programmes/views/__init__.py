"""The pages of programmes: the public ones, the workspace, the year, the plan and its Excel file, the paper."""
