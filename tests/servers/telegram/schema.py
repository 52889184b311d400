"""Checks of requests and answers against the Bot API's specification: names, types, required fields."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

_INTEGER = re.compile(r"-?\d+")


@cache
def _described(path: Path) -> dict[str, Any]:
    with gzip.open(path) as file:
        description: dict[str, Any] = json.load(file)
    return description


class Schema:
    """Reads ``telegram-bot-api-*.json.gz``."""

    def __init__(self, path: Path) -> None:
        description = _described(path)
        self._types: dict[str, dict[str, Any]] = description["types"]
        self._methods: dict[str, dict[str, Any]] = description["methods"]

    def knows(self, method: str) -> bool:
        return method in self._methods

    def request_problem(self, method: str, parameters: dict[str, Any]) -> str | None:
        """The errors in a request, in words; the values of a form are strings."""
        fields = self._methods[method].get("fields", [])
        problem = _names_problem(fields, parameters, method)
        if problem:
            return problem
        for field in fields:
            name, types = field["name"], field["types"]
            if name in parameters and (problem := self._parameter_problem(parameters[name], types, f"{method}.{name}")):
                return problem
        return None

    def result_problem(self, method: str, result: Any) -> str | None:
        return self.problem(result, self._methods[method]["returns"], method)

    def problem(self, value: Any, types: list[str], where: str) -> str | None:
        """The errors in a JSON value that must have one of the types."""
        problems = [self._type_problem(value, name, where) for name in types]
        return None if None in problems else problems[0]

    def _parameter_problem(self, value: Any, types: list[str], where: str) -> str | None:
        if not isinstance(value, str):
            is_upload = not isinstance(value, int | float | list | dict)
            return None if is_upload and "InputFile" in types else self.problem(value, types, where)
        if "String" in types or ("Integer" in types and _INTEGER.fullmatch(value)):
            return None
        try:
            return self.problem(json.loads(value), types, where)
        except ValueError:
            return f"{where} is {value!r}, not {' or '.join(types)}"

    def _type_problem(self, value: Any, name: str, where: str) -> str | None:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return f"{where} is not an array"
            inner = [name.removeprefix("Array of ")]
            problems = (self.problem(item, inner, f"{where}[{index}]") for index, item in enumerate(value))
            return next((problem for problem in problems if problem), None)
        if name in _PLAIN:
            fits = isinstance(value, _PLAIN[name]) and not (isinstance(value, bool) and name != "Boolean")
            return None if fits else f"{where} is {value!r}, not {name}"
        declared = self._types[name]
        if "subtypes" in declared:
            return self._subtype_problem(value, declared["subtypes"], where)
        if not isinstance(value, dict):
            return f"{where} is {value!r}, not {name}"
        return self._object_problem(value, declared.get("fields", []), where)

    def _subtype_problem(self, value: Any, subtypes: list[str], where: str) -> str | None:
        problems = [self._type_problem(value, name, where) for name in subtypes]
        return None if None in problems else f"{where} is none of {', '.join(subtypes)}: {problems[0]}"

    def _object_problem(self, value: dict[str, Any], fields: list[dict[str, Any]], where: str) -> str | None:
        problem = _names_problem(fields, value, where)
        if problem:
            return problem
        for field in fields:
            name = field["name"]
            if name in value and (problem := self.problem(value[name], field["types"], f"{where}.{name}")):
                return problem
        return None


_PLAIN: dict[str, type | tuple[type, ...]] = {
    "String": str,
    "InputFile": str,  # inside an object: attach://NAME
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
}


def _names_problem(fields: list[dict[str, Any]], values: dict[str, Any], where: str) -> str | None:
    unknown = sorted(set(values) - {field["name"] for field in fields})
    if unknown:
        return f"{where} has no {', '.join(unknown)}"
    missing = [field["name"] for field in fields if field["required"] and field["name"] not in values]
    return f"{where} needs {', '.join(missing)}" if missing else None
