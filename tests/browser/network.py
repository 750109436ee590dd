"""A slow network on this machine: a relay that holds every piece back for half a round trip, both
ways.

    with relay(8888, 0.15) as port: ...     # `port` leads to 8888, 150 ms there and back

At the end every connection is cut.
"""

import asyncio
import subprocess
import sys
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
    while data := await reader.read(1 << 16):
        waiting.put_nowait((loop.time() + seconds, data))
    waiting.put_nowait((0, b""))
    await delivery


async def _serve(port, round_trip, own):
    async def meet(reader, writer):
        there = await asyncio.open_connection("127.0.0.1", port)
        ways = (_carry(reader, there[1], round_trip / 2), _carry(there[0], writer, round_trip / 2))
        await asyncio.gather(*ways, return_exceptions=True)

    server = await asyncio.start_server(meet, "127.0.0.1", own)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def relay(port, round_trip, own=0):
    """Yield a port of the loopback, `own` or a free one, that leads to `port`, `round_trip` seconds
    there and back."""
    command = [sys.executable, __file__, str(port), str(round_trip), str(own)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
