"""The index that finds a title however it is spelt."""
