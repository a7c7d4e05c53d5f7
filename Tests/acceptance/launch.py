"""Runs a command and writes what it cost, as one line of JSON, to a file.

usage: launch.py FILE SECONDS COMMAND [ARGUMENT…]

It is a small process of its own because Linux counts into a child's peak memory what its parent held at the time of the fork. After SECONDS the
command is killed. The launcher's own exit status has no meaning: `status` in FILE is the command's, negative for a signal as in Python's subprocess.
"""
import json
import os
import signal
import sys
import time

target, seconds, *command = sys.argv[1:]
began = time.monotonic()
child = os.fork()
if child == 0:
    # Python ignores these two signals, and an ignored signal stays ignored across exec.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        os._exit(127)

timed_out = False


def stop(number, frame):
    global timed_out
    timed_out = timed_out or number == signal.SIGALRM
    os.kill(child, signal.SIGKILL)


signal.signal(signal.SIGALRM, stop)
signal.signal(signal.SIGTERM, stop)
signal.setitimer(signal.ITIMER_REAL, float(seconds))
_, status, usage = os.wait4(child, 0)
signal.setitimer(signal.ITIMER_REAL, 0)
with open(target, "w") as out:
    json.dump({
        "status": os.waitstatus_to_exitcode(status), "timed_out": timed_out, "wall": time.monotonic() - began,
        "user": usage.ru_utime, "system": usage.ru_stime, "peak": usage.ru_maxrss * 1024,
    }, out)
