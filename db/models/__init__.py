"""The tables, one module a feature. All are imported here, so that no migration overlooks one."""

from importlib import import_module
from pkgutil import iter_modules

from db.models.base import metadata

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

for _table in metadata.tables.values():
    if _table.autoincrement_column is not None:
        # Our ids stand in the buttons of old messages: SQLite would give the id of a deleted row to the next one.
        _table.dialect_options["sqlite"]["autoincrement"] = True
