"""When an indicator is published: the dates planned, those kept, those that slipped, what is late."""

from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
