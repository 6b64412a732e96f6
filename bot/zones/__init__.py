"""Time zones by names that people know: «Eastern Time — New York», in their language, found by city or country."""

from bot.zones.book import Zone, ZoneBook, find_zones, read_zone, zones_in

__all__ = ["Zone", "ZoneBook", "find_zones", "read_zone", "zones_in"]
