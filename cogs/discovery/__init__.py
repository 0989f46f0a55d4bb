"""Finding what to read and to watch next."""
