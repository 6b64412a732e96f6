"""The bot without Discord: a pretend team on this machine, and a page to play on."""

import logging

# When SimCord is imported it tries out a client without intents, and discord.py warns of it. Nobody needs to know.
logging.getLogger("discord.state").addFilter(lambda record: not record.getMessage().startswith("Guilds intent"))
