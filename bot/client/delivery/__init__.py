"""Messages in channels: where they may stand, how they are posted and followed, and when to hold still."""
