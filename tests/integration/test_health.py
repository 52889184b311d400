"""``/health``, which monitoring queries."""

import aiohttp

from bot.core.errors import StorageUnavailable
from bot.web.server import listening


async def test_monitoring_hears_whether_the_database_answers() -> None:
    away = False

    async def alive() -> None:
        if away:
            raise StorageUnavailable("locked")

    async with listening(("127.0.0.1", 0), [], alive) as port, aiohttp.ClientSession() as monitoring:

        async def asks() -> tuple[int, dict[str, str]]:
            async with monitoring.get(f"http://127.0.0.1:{port}/health") as answer:
                return answer.status, await answer.json()

        assert await asks() == (200, {"status": "ok"})
        away = True
        assert await asks() == (503, {"status": "the database does not answer"})
        away = False
        assert await asks() == (200, {"status": "ok"})
