"""Similar-case search reports: drafts and immutable snapshots. What a report says is made in search_api.reports."""
