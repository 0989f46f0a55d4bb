"""What members bring along from other services: entries, scales, and what came of them."""
