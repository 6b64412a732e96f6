"""The bot without Discord: a pretend team on this machine, and a page to play on."""
