"""What people bring, turned into domain values: articles, and exports of other services."""
