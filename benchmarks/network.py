"""A slow network on this machine: a relay that holds every piece back for half a round trip, both ways."""

import asyncio
import threading
from contextlib import contextmanager


async def _carry(reader, writer, seconds):
    """Pass on what comes, each piece `seconds` later than it came, in order."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver():
        while (piece := await waiting.get())[1]:
            await asyncio.sleep(piece[0] - loop.time())
            writer.write(piece[1])
            await writer.drain()
        writer.close()

    delivery = asyncio.create_task(deliver())
    try:
        while data := await reader.read(1 << 16):
            waiting.put_nowait((loop.time() + seconds, data))
    finally:
        waiting.put_nowait((0, b""))
        await delivery


@contextmanager
def relay(port, round_trip):
    """Yield a port of the loopback that leads to `port`, `round_trip` seconds there and back."""
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def meet(reader, writer):
        there = await asyncio.open_connection("127.0.0.1", port)
        ways = (_carry(reader, there[1], round_trip / 2), _carry(there[0], writer, round_trip / 2))
        await asyncio.gather(*ways, return_exceptions=True)

    async def serve():
        server = await asyncio.start_server(meet, "127.0.0.1", 0)
        loop.port = server.sockets[0].getsockname()[1]
        ready.set()

    def run():
        loop.create_task(serve())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    ready.wait()
    yield loop.port
    loop.call_soon_threadsafe(loop.stop)
