"""Holds each packet for a while: what netem does, which not every kernel has.

usage: delay.py DEVICE MILLISECONDS [MOST]; makes the TUN device, prints "ready", and sends back into it what comes out
of it, MILLISECONDS later, or anything between that and MOST. Packets may overtake each other, as on a real path.
"""

import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x0001 | 0x1000

device = sys.argv[1]
least = float(sys.argv[2]) / 1000
most = float(sys.argv[3]) / 1000 if len(sys.argv) > 3 else least

tun = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN_WITHOUT_HEADER))
print("ready", flush=True)

held = []
count = 0
while True:
    wait = max(0, held[0][0] - time.monotonic()) if held else None
    if select.select([tun], [], [], wait)[0]:
        packet = os.read(tun, 65535)
        count += 1
        heapq.heappush(held, (time.monotonic() + random.uniform(least, most), count, packet))
    while held and held[0][0] <= time.monotonic():
        os.write(tun, heapq.heappop(held)[2])
