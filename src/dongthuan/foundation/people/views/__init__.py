"""Pages of accounts, delegations, recoveries and the own account."""
