"""Time zones by names that people know: «Eastern Time — New York», in their language, found by city or country."""

from bot.zones.book import Zone, ZoneBook, read_zone, zones_in

__all__ = ["Zone", "ZoneBook", "read_zone", "zones_in"]
