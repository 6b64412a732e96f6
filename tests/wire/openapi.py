"""Judges recorded requests by Discord's own OpenAPI document.

The document is large and not part of this project; tests read it from the path in DISCORD_OPENAPI and skip without.
Ids written as JSON numbers are let through, because Discord takes them, and so are properties that the document does
not name, because Discord ignores them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.wire.record import Request
from tests.wire.things import Json

SNOWFLAKE = 1 << 40


def with_text_ids(node: Any, inside: str = "") -> Any:
    """A copy in which the numbers that stand for ids are texts: large ones, and those of attachments."""
    if isinstance(node, dict):
        ids = inside == "attachments"
        return {key: str(v) if ids and key == "id" else with_text_ids(v, key) for key, v in node.items()}
    if isinstance(node, list):
        return [with_text_ids(each, inside) for each in node]
    return str(node) if isinstance(node, int) and node > SNOWFLAKE else node


class OpenApi:
    """The document, ready to judge."""

    def __init__(self, path: Path) -> None:
        self.document: Json = json.loads(path.read_text())
        resource = DRAFT202012.create_resource(self.document)
        self._registry: Registry[Any] = Registry().with_resource("urn:discord", resource)
        names = sorted(self.document["paths"], key=lambda name: name.count("{"))  # literal paths win
        self._paths = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", name)), name) for name in names]

    def violations(self, requests: Iterable[Request]) -> list[str]:
        """What is wrong with requests, each fault told once."""
        told = (self._judge(each) for each in requests)
        return sorted({each for each in told if each is not None})

    def _judge(self, request: Request) -> str | None:
        method = request.method.lower()
        fits = (name for pattern, name in self._paths if pattern.fullmatch(request.path))
        name = next((each for each in fits if method in self.document["paths"][each]), None)
        if name is None:
            return f"{request.method} {request.route}: not in Discord's API"
        wanted = self.document["paths"][name][method].get("requestBody", {})
        if "application/json" not in wanted.get("content", {}) or request.body is None:
            missing = wanted.get("required") and request.body is None and not request.files
            return f"{request.method} {name}: the body is missing" if missing else None
        fault = self._fault(name, method, with_text_ids(request.body))
        return f"{request.method} {name}: {fault}" if fault else None

    def _fault(self, name: str, method: str, body: Any) -> str | None:
        parts = ("paths", name, method, "requestBody", "content", "application/json", "schema")
        pointer = "/".join(quote(part.replace("~", "~0").replace("/", "~1"), safe="~") for part in parts)
        check = Draft202012Validator({"$ref": f"urn:discord#/{pointer}"}, registry=self._registry)
        error: ValidationError | None = best_match(check.iter_errors(body))
        return f"{error.json_path}: {error.message[:300]}" if error else None
