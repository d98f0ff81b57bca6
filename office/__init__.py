"""What people make and must not lose: accounts, folders, reports, releases."""
