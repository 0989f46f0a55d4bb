"""What the rooms stand on: connections, transactions, what is told after a commit, numbers for new things."""
