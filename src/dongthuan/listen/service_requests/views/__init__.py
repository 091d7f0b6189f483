"""Pages of the office: requests, services, imports, keys."""
