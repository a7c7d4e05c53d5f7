"""Runs a command and writes what it cost, as one line of JSON, to a file.

usage: launch.py FILE SECONDS COMMAND [ARGUMENT…]

It is a process of its own, and a small one, because Linux counts into a child's peak memory what its parent held when it was started. After SECONDS
the command is killed. Its own exit status says nothing: `status` in FILE is the command's, negative for a signal, as in Python's subprocess.
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
    # Python ignores these two, and what is ignored stays so over an exec.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        os._exit(127)

late = False


def stop(number, frame):
    global late
    late = late or number == signal.SIGALRM
    os.kill(child, signal.SIGKILL)


signal.signal(signal.SIGALRM, stop)
signal.signal(signal.SIGTERM, stop)
signal.setitimer(signal.ITIMER_REAL, float(seconds))
_, status, usage = os.wait4(child, 0)
signal.setitimer(signal.ITIMER_REAL, 0)
with open(target, "w") as out:
    json.dump({
        "status": os.waitstatus_to_exitcode(status), "late": late, "wall": time.monotonic() - began,
        "user": usage.ru_utime, "system": usage.ru_stime, "peak": usage.ru_maxrss * 1024,
    }, out)
