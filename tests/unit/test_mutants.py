"""The mutation test makes one change at a time, of every kind it promises, and none that no test could notice."""

from pathlib import Path

import pytest

from benchmarks.mutants import ROOMS, SPEED_ONLY, compiled, guards_of, mutants_of


def changes(source: str, tmp_path: Path) -> list[str]:
    file = tmp_path / "module.py"
    file.write_text(source, encoding="utf-8")
    return [mutant.change for mutant in mutants_of(file)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 60.0", ["60 → 120"]),
        ("x = 'primary '", ["'primary ' → 'primary ~'"]),
        ("x = True", ["True → False"]),
        ("x = a < b", ["a < b → a <= b"]),
        ("x = a and b", ["a and b → a or b"]),
        ("x = not a", ["not a → a"]),
        ("x = a - b", ["a - b → a + b"]),
        ("x = min(a, b)", ["min(a, b) → a"]),
        ("x = a[:b]", [":b → :"]),
        ("x = [a for a in b if a]", ["for a in b if a → for a in b"]),
        ("def f():\n    return a", ["return a → return None"]),
        ("if a:\n    pass", ["if a → if not a"]),
        ("f()", ["f() → pass"]),
        ('"""A docstring."""\nlog.info("a")\nx: "int"', []),
        ('version = "1"\nraise ValueError("not a day")', []),
        ('raise PersonError("note-unknown")', ["'note-unknown' → 'note-unknown~'"]),
        ("class A(Protocol):\n    def f(self, x=1): ...", []),
    ],
)
def test_every_kind_of_change_is_made(source: str, expected: list[str], tmp_path: Path) -> None:
    assert [" ".join(each.split()) for each in changes(source, tmp_path)] == expected


def test_a_mutant_differs_in_its_one_place(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("a = 2\nb = 3\n", encoding="utf-8")
    found = []
    for mutant in mutants_of(file):
        names: dict[str, int] = {}
        exec(compiled(mutant), names)
        found.append((names["a"], names["b"]))
    assert found == [(4, 3), (2, 6)]


def test_rooms_tests_and_exempt_constants_exist() -> None:
    assert all(Path(room).is_dir() and all(any(Path("tests").glob(each)) for each in ROOMS[room]) for room in ROOMS)
    for path, name in (each.split(":") for each in SPEED_ONLY):
        source = Path(path).read_text(encoding="utf-8")
        assert f"\n{name} = " in source or f"\ndef {name}(" in source
        assert guards_of(next(room for room in ROOMS if path.startswith(room)), Path(path))
