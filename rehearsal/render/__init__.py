"""Discord's message JSON → page elements, nothing else."""

from rehearsal.render.message import message
from rehearsal.render.scene import Json, Scene

__all__ = ["Json", "Scene", "message"]
