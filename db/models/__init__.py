"""The tables, one module a feature. All are imported here, so that no migration overlooks one."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
