"""Reading a review article: one module a field, put together in `article`."""
