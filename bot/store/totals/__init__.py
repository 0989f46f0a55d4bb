"""What is kept up to date beside what was written: sums, full text, subjects."""
