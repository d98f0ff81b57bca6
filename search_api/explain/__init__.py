"""Why two cases are alike, shown in their own words, and where they differ."""
