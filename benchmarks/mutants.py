"""Mutation testing: change one thing in a module, run the tests that guard it, and report the changes nobody notices.

``make mutants ARGS="papers/ranking --sample 200"`` prints a table per room and the survivors. No file is changed: each
mutant is compiled in a forked process of its own, in which an import hook hands it to the tests.
"""

import argparse
import ast
import gc
import math
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

ROOMS: Mapping[str, Sequence[str]] = {
    "papers/ranking": (
        "unit/test_ranking_golden.py",
        "unit/test_ranking.py",
        "unit/test_ranking_[cp]*.py",
        "unit/test_rare_words.py",
        "unit/test_taste.py",
        "unit/test_community.py",
    ),
    "storage/search": (
        "unit/test_query.py",
        "unit/test_vector_cache.py",
        "contract/test_storage_search*.py",
        "contract/test_storage_vectors.py",
        "contract/test_similar.py",
        "contract/test_search_by_meaning.py",
        "contract/test_storage_schema.py",
    ),
    "language": (
        "unit/test_analyzer.py",
        "unit/test_concepts.py",
        "unit/test_embedding.py",
        "integration/test_embedding_endpoint.py",
        "unit/test_function_words.py",
        "unit/test_fusion.py",
        "unit/test_glossary.py",
        "unit/test_fused_relevance.py",
        "unit/test_snippets.py",
        "unit/test_spelling.py",
        "unit/test_packed_vectors.py",
    ),
    "bot/core": (
        "unit/test_clock.py",
        "unit/test_codec.py",
        "unit/test_context.py",
        "unit/test_declarations.py",
        "unit/test_errors.py",
        "unit/test_meaning.py",
        "unit/test_messages.py",
        "unit/test_parsing.py",
        "unit/test_queue_worker.py",
        "unit/test_schedule.py",
        "unit/test_stored_models.py",
        "unit/test_subjects.py",
        "unit/test_tags.py",
        "unit/test_work_loop.py",
        "contract/test_dispatch*.py",
        "contract/test_forms.py",
    ),
}
"""The tests that guard each room, below ``tests``. Tests whose source names the mutated module run first."""
SPEED_ONLY = frozenset({
    "language/analyzer.py:MAX_TERM",
    "language/analyzer.py:MAX_QUERY_TERMS",
    "language/embedding.py:BATCH",
    "language/embedding.py:_PIECE",
    "language/embedding_endpoint.py:BATCH",
    "language/embedding_endpoint.py:TIMEOUT",
    "language/folding.py:_LONGEST_CLUSTER",
    "language/glossary.py:MAX_TRANSLATIONS",
    "language/glossary.py:_WAYS",
    "language/relevance.py:PREFIX",
    "language/snippets.py:SCANNED",
    "language/snippets.py:_MOST_HITS",
    "language/snippets.py:_LONGEST_GRAPHEME",
    "language/spelling.py:MAX_WORDS",
    "papers/ranking/matching.py:NAMES_KEPT",
    "papers/ranking/ranker.py:SETS_KEPT",
    "papers/ranking/rare_words.py:_HEAVIEST",
    "papers/ranking/semantics.py:BATCH",
    "papers/ranking/features.py:BLOCK",
    "papers/ranking/text_cache.py:TEXTS_KEPT",
    "papers/ranking/text_cache.py:WORDS_KEPT",
    "papers/ranking/text_cache.py:LONGEST_WORD",
    "storage/search/bm25_postgresql.py:COUNTED",
    "storage/search/bm25_postgresql.py:SAMPLE",
    "storage/search/bm25_sqlite.py:ALIKE",
    "storage/search/bm25_sqlite.py:_beginning",
    "storage/search/entries.py:READ_AT_ONCE",
    "storage/search/fused.py:MOST_WORDINGS",
    "storage/search/fused.py:COMPARED",
    "storage/search/fused.py:RANKED",
    "storage/search/index.py:CANDIDATES",
    "storage/search/index.py:POSTINGS_READ",
    "storage/search/nearest.py:NEAREST",
    "storage/search/nearest.py:IN_A_THREAD",
    "storage/search/search.py:MANY",
    "storage/search/similar.py:COUNTED_WORDS",
    "storage/search/similar.py:COMPARED",
    "storage/search/vector_arrays.py:_HEAD",
    "storage/search/vector_arrays.py:_NARROW",
    "storage/search/vector_arrays.py:_WIDE",
    "storage/search/vector_arrays.py:_WIDE_SHARE",
    "storage/search/vector_arrays.py:_AT_ONCE",
    "storage/search/vector_cache.py:EXACT",
    "storage/search/vector_cache.py:SAMPLE",
    "storage/search/vector_cache.py:AT_ONCE",
    "storage/search/vector_cache.py:MOST_AT_ONCE",
    "storage/search/vector_cache.py:MEMORY",
    "storage/search/words.py:MOST_HITS",
    "storage/search/words.py:COUNTED",
    "storage/search/words.py:READ_AT_ONCE",
    "storage/search/words.py:READ_AT_MOST",
    "storage/search/words.py:ALLOWED",
})  # fmt: skip
"""Constants and functions that decide about time or memory. At most, results for unusually large inputs depend on them.

In a very large space, ``CANDIDATES``, ``POSTINGS_READ``, ``RANKED``, ``COMPARED``, ``NEAREST``, ``ALLOWED``,
``READ_AT_MOST`` and ``vector_cache.SAMPLE`` change what is found. Tests set each to a few entries and say what a person
would lose; whether the value is large enough, only benchmarks can tell. On ``bm25_postgresql.SAMPLE`` only an average
depends, which a thousand entries give as well as all.
"""
PRELOADED = ("tests.support.databases", "tests.support.conversation", "hypothesis", "numpy")
"""Imported before the processes fork, for the libraries that they bring: these take most of a short test's time."""
CPU_LIMIT = 5.0
"""A mutant that computes longer than this many times all its tests without a change counts as killed."""
TIME_LIMIT = 900.0
"""Seconds per mutant; one that waits longer counts as killed. Generous, because other processes may take the cores."""
MEMORY_LIMIT = 4 << 30
"""Bytes of address space per mutant."""

_SWAPS: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """``index`` is the position of the changed node in ``ast.walk`` of its module, ``variant`` one of its changes."""

    path: Path
    index: int
    variant: int
    line: int
    change: str


@singledispatch
def variants(_: ast.AST) -> Iterator[ast.AST]:
    """Yield the changed forms of a node, each with one change."""
    yield from ()


@variants.register
def _(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool() as value:
            yield ast.Constant(not value)
        case 0 | 1 | 0.0 as value:
            yield ast.Constant(value + 1)
        case int() | float() as value:
            yield ast.Constant(value * 2)
        case str() as value:
            yield ast.Constant(value + "~")


@variants.register
def _(node: ast.Compare) -> Iterator[ast.AST]:
    if len(node.ops) == 1:
        yield ast.Compare(node.left, [_SWAPS[type(node.ops[0])]()], node.comparators)


@variants.register
def _(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(_SWAPS[type(node.op)](), node.values)


@variants.register
def _(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _SWAPS:
        yield ast.BinOp(node.left, _SWAPS[type(node.op)](), node.right)


@variants.register
def _(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in _SWAPS:
        yield ast.AugAssign(node.target, _SWAPS[type(node.op)](), node.value)


@variants.register
def _(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


@variants.register
def _(node: ast.Return) -> Iterator[ast.AST]:
    if node.value and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


@variants.register
def _(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in ("min", "max", "minimum", "maximum") and len(node.args) == 2:
        yield node.args[0]


@variants.register
def _(node: ast.Slice) -> Iterator[ast.AST]:
    if node.step is None:
        yield from (ast.Slice(None, node.upper) for _ in [node.lower] if node.lower)
        yield from (ast.Slice(node.lower, None) for _ in [node.upper] if node.upper)


@variants.register
def _(node: ast.If) -> Iterator[ast.AST]:
    if not isinstance(node.test, ast.UnaryOp | ast.Compare | ast.BoolOp):
        yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


@variants.register
def _(node: ast.IfExp) -> Iterator[ast.AST]:
    if not isinstance(node.test, ast.UnaryOp | ast.Compare | ast.BoolOp):
        yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


@variants.register
def _(node: ast.comprehension) -> Iterator[ast.AST]:
    if node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


@variants.register
def _(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call | ast.Await):
        yield ast.Pass()


@variants.register
def _(_: ast.Delete) -> Iterator[ast.AST]:
    yield ast.Pass()


def mutable(tree: ast.Module, skipped: frozenset[str]) -> Iterator[tuple[int, ast.AST]]:
    """The nodes worth a change, by position in ``ast.walk``: no types, logs, ``strict=`` and the like."""
    out: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() | ast.JoinedStr()):
                out.update(map(id, ast.walk(node)))
            case ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]) if name in skipped:
                out.update(map(id, ast.walk(node)))
            case ast.FunctionDef(name=name) if name in skipped:
                out.update(map(id, ast.walk(node)))
            case ast.Call(func=ast.Attribute(ast.Name("log"))) | ast.Call(func=ast.Name("TypeVar" | "cast")):
                out.update(map(id, ast.walk(node)))
            case ast.Expr(value=ast.Call(func=ast.Attribute(ast.Name("log")))):
                out.add(id(node))
            case ast.If(test=ast.Name("TYPE_CHECKING")) | ast.ClassDef(bases=[ast.Name("Protocol")]):
                out.update(map(id, ast.walk(node)))
        out.update(map(id, _harmless(node)))
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            out.update(map(id, ast.walk(annotation)) if annotation else ())
        for decorator in getattr(node, "decorator_list", ()):
            out.update(map(id, ast.walk(decorator)))
    yield from ((index, node) for index, node in enumerate(ast.walk(tree)) if id(node) not in out)


def _harmless(node: ast.AST) -> Iterator[ast.AST]:
    """The names of versions, which make the index or the vectors again if they change, texts of errors, ``strict=``."""
    match node:
        case ast.Assign(targets=[ast.Name("model" | "version")], value=ast.Constant() | ast.JoinedStr()):
            yield from ast.walk(node)
        case ast.keyword(arg="strict") | ast.keyword(arg="kind", value=ast.Constant("stable")):
            yield from ast.walk(node)
        case ast.Raise():
            yield from filter(_is_sentence, ast.walk(node))


def _is_sentence(node: ast.AST) -> bool:
    """Return whether ``node`` is text with a space, which the key of a message does not have."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def mutants_of(path: Path) -> list[Mutant]:
    skipped = frozenset(each.partition(":")[2] for each in SPEED_ONLY if each.startswith(f"{path}:"))
    found, line = [], 1
    for index, node in mutable(ast.parse(path.read_text(encoding="utf-8")), skipped):
        line = getattr(node, "lineno", line)
        for variant, changed in enumerate(variants(node)):
            change = f"{_shown(node)} → {_shown(changed)}"
            found.append(Mutant(path, index, variant, line, change))
    return found


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return f"{node.value:g}"
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:60]} … {text[-27:]}"


def compiled(mutant: Mutant) -> CodeType:
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    target = list(ast.walk(tree))[mutant.index]
    changed = ast.copy_location(list(variants(target))[mutant.variant], target)

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return changed if node is target else super().generic_visit(node)

    return compile(ast.fix_missing_locations(Replace().visit(tree)), str(mutant.path), "exec")


class MutatedImport(SourceFileLoader):
    """A finder and loader of the one mutated module."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(".".join(mutant.path.with_suffix("").parts).removesuffix(".__init__"), str(mutant.path))
        self._code = compiled(mutant)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _: str) -> CodeType:
        return self._code


def start(mutant: Mutant | None, tests: Sequence[str], cpu_limit: int = resource.RLIM_INFINITY) -> int:
    """Run the tests, one file after the other, in a forked process of its own process group; return its id.

    ``cpu_limit`` is in seconds.
    """
    if pid := os.fork():
        return pid
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_limit, cpu_limit))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    code = 1
    database = "postgresql" if mutant and "postgresql" in mutant.path.stem else "not postgresql"
    try:
        if mutant:
            sys.meta_path.insert(0, MutatedImport(mutant))
        options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-k", database]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        # Most mutants fall to the first file, and collecting the others takes longer than running it.
        code = next((failed for file in tests if (failed := pytest.main([*options, file]))), 0)
    finally:
        os._exit(code)


def surviving(mutants: Sequence[Mutant], room: str, jobs: int, cpu_limit: int) -> Iterator[Mutant]:
    """The mutants that no test of ``room`` notices; ``cpu_limit`` is in seconds per mutant."""
    waiting, running, done = list(mutants), dict[int, tuple[Mutant, float]](), 0
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop(0)
            running[start(mutant, guards_of(room, mutant.path), cpu_limit)] = mutant, time.monotonic() + TIME_LIMIT
        time.sleep(0.02)
        for pid, (mutant, deadline) in list(running.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended and time.monotonic() > deadline:
                os.killpg(pid, signal.SIGKILL)
                ended, status = os.waitpid(pid, 0)
            if ended:
                del running[pid]
                done += 1
                print(f"\r{done}/{len(mutants)} {room}  ", end="", file=sys.stderr, flush=True)
                if status == 0:
                    yield mutant
    print(file=sys.stderr)


def guards_of(room: str, path: Path) -> list[str]:
    files = [file for pattern in ROOMS[room] for file in sorted(Path("tests").glob(pattern))]
    module = ".".join(path.with_suffix("").parts)
    return [str(file) for file in sorted(files, key=lambda file: module not in file.read_text(encoding="utf-8"))]


def _preload() -> None:
    """Load libraries, but forget the project's own modules, which each process must import with its mutant."""
    for name in PRELOADED:
        import_module(name)
    own = {path.parent.name for path in Path().glob("*/__init__.py")} - {"benchmarks"}
    for name in [name for name in sys.modules if name.partition(".")[0] in own]:
        del sys.modules[name]
    gc.freeze()


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HYPOTHESIS_STORAGE_DIRECTORY": folder, "OPENBLAS_NUM_THREADS": "1"}
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder  # or each process compiles all modules again
        _preload()
        _report(options)


def _report(options: argparse.Namespace) -> None:
    """Print survivors as they are found, then the table. Raises ``SystemExit`` if tests fail without any change."""
    table = [f"{'room':24} {'mutants':>7} {'killed':>7} {'%':>6}"]
    for room in ROOMS:
        paths = [path for path in sorted(Path(room).rglob("*.py")) if any(map(str(path).startswith, options.paths))]
        every = [mutant for path in paths for mutant in mutants_of(path)]
        if not every:
            continue
        _, failed, used = os.wait4(start(None, guards_of(room, paths[0])), 0)
        if failed:
            raise SystemExit(f"The tests of {room} fail without any change: run them first.")
        chosen = random.Random(options.seed).sample(every, min(options.sample or len(every), len(every)))
        cpu_limit = math.ceil(CPU_LIMIT * (used.ru_utime + used.ru_stime)) + 10
        survivors = 0
        for mutant in surviving(sorted(chosen, key=lambda each: (each.path, each.line)), room, options.jobs, cpu_limit):
            print(f"{mutant.path}:{mutant.line}: {mutant.change}", flush=True)
            survivors += 1
        count = len(chosen) - survivors
        table.append(f"{room:24} {len(chosen):7} {count:7} {count / len(chosen):6.1%}")
    print("\n".join(table))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", default=list(ROOMS), help="rooms or modules; all rooms if none is given")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N mutants per room, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
