"""Messages from a pipe or a file: one per line, in any encoding."""

import asyncio
import threading
from collections.abc import Awaitable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import BinaryIO

_CHUNK = 1 << 16
_BOM = b"\xef\xbb\xbf"


class PipedLines:
    """Reads UTF-8 lines that end in LF, CRLF or the end of the input, without a BOM at the beginning.

    Bytes that are not UTF-8 become lone surrogates (``surrogateescape``), so that they can be written back unchanged.
    """

    interactive = False

    def __init__(self, stream: BinaryIO) -> None:
        # Python aborts at exit if a thread is still blocked in a *buffered* read.
        self._stream = getattr(stream, "raw", stream)
        self._buffer = bytearray()
        self._searched = 0
        self._begun = self._ended = False

    def open(self) -> AbstractContextManager[None]:
        return nullcontext()

    async def read(self, draft: str = "") -> str | None:  # noqa: ARG002
        """Return the next line without its end, or ``None`` after the last; ``draft`` is for people only."""
        while (end := self._buffer.find(b"\n", self._searched)) < 0 and not self._ended:
            self._searched = len(self._buffer)
            chunk = await self._chunk()
            self._ended = not chunk
            self._buffer += chunk
        if end < 0 and not self._buffer:
            return None
        line = bytes(self._buffer[:end] if end >= 0 else self._buffer)
        del self._buffer[: len(line) + 1]
        self._searched = 0
        if not self._begun:
            line = line.removeprefix(_BOM)
            self._begun = True
        return line.removesuffix(b"\r").decode("utf-8", "surrogateescape")

    async def wait(self, settled: Awaitable[None]) -> None:
        await settled

    async def _chunk(self) -> bytes:
        """Read in a daemon thread: files cannot be polled, and an open pipe must not keep the process running."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bytes] = loop.create_future()

        def tell(chunk: bytes) -> None:
            if not answer.done():
                answer.set_result(chunk)

        def read() -> None:
            try:
                chunk = self._stream.read(_CHUNK)
            except OSError:
                chunk = b""  # a hung-up terminal counts as the end of input
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(tell, chunk)

        threading.Thread(target=read, daemon=True, name="stdin").start()
        return await answer
