"""What the tables stand on: connections, transactions, what is told after a commit, and numbers for new things."""
