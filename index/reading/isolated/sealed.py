"""What Linux itself refuses a reader of documents, whatever code a document makes it run (seccomp).

No new process, program or connection, no signal to others, no file written, renamed or removed, and no limit
raised. Threads and reading stay. Where there is no seccomp (macOS, another processor) `confined.py` has its
audit hook alone, which stops Python, not a library in C.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

# Calls by their numbers on x86_64 and on aarch64 (None: it has no such call), from the kernel's tables.
_NEVER = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "io_uring_setup": (425, 425),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "setsid": (112, 157), "setpgid": (109, 154), "memfd_create": (319, 279),
    "creat": (85, None), "truncate": (76, 45), "ftruncate": (77, 46), "mknod": (133, None),
    "mknodat": (259, 33), "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None),
    "unlink": (87, None), "unlinkat": (263, 35), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53),
    "fchmodat2": (452, 452), "chown": (92, None), "fchown": (93, 55),
    "lchown": (94, None), "fchownat": (260, 54),
}  # fmt: skip
# A library takes these for missing and asks the older way, which can be judged by its arguments.
_UNKNOWN = {"clone3": (435, 435), "openat2": (437, 437)}
_CLONE, _TGKILL, _KILL = (56, 220), (234, 131), (62, 129)
_OPEN, _OPENAT = (2, None), (257, 56)
_SETRLIMIT, _PRLIMIT = (160, 164), (302, 261)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, and the kernel's name

_CLONE_THREAD, _X32 = 0x10000, 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_RLIMIT_CPU = 0
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_NR, _ARCH = 0, 4  # offsets in what the filter is shown; below, of the low half of an argument
_LOAD, _EQUAL, _MORE, _ANY, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06

_Step = tuple[int, int, int, int]


def seal() -> bool:
    """Have the kernel refuse all that from now on, for good; return whether it does."""
    if os.uname().sysname != "Linux" or platform.machine() not in _MACHINES or struct.calcsize("P") != 8:
        return False
    program = b"".join(struct.pack("=HBBI", *step) for step in _filter(*_MACHINES[platform.machine()]))
    held = ctypes.create_string_buffer(program, len(program))
    given = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(held)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    no_new_privileges, seccomp, by_filter = 38, 22, 2
    if prctl(no_new_privileges, 1, 0, 0, 0):
        return False
    return bool(prctl(seccomp, by_filter, ctypes.addressof(given), 0, 0) == 0)


def _filter(column: int, machine: int) -> list[_Step]:
    """Return the filter's program: load, compare, jump over so many steps, return a verdict."""
    refuse, missing = _error(errno.EPERM), _error(errno.ENOSYS)
    steps = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NR),
    ]
    if column == 0:
        steps += [(_MORE, 0, 1, _X32), (_RETURN, 0, 0, refuse)]
    for calls, verdict in ((_NEVER, refuse), (_UNKNOWN, missing)):
        for numbers in calls.values():
            steps += _call(numbers[column], [(_RETURN, 0, 0, verdict)])
    own = os.getpid()
    for numbers, argument, test in (
        (_CLONE, 0, (_ANY, 1, 0, _CLONE_THREAD)),
        (_KILL, 0, (_EQUAL, 1, 0, own)),
        (_TGKILL, 0, (_EQUAL, 1, 0, own)),
        (_OPEN, 1, (_ANY, 0, 1, _WRITING)),
        (_OPENAT, 2, (_ANY, 0, 1, _WRITING)),
        (_SETRLIMIT, 0, (_EQUAL, 1, 0, _RLIMIT_CPU)),
    ):
        steps += _call(numbers[column], [_argument(argument), test, (_RETURN, 0, 0, refuse), _allow()])
    # A limit may be asked for; of those that are set, only that of time is set anew, for each document.
    limits = [_argument(1), (_EQUAL, 2, 0, _RLIMIT_CPU), _argument(2), (_EQUAL, 0, 1, 0), _allow()]
    return [*steps, *_call(_PRLIMIT[column], [*limits, (_RETURN, 0, 0, refuse)]), _allow()]


def _call(number: int | None, body: list[_Step]) -> list[_Step]:
    return [] if number is None else [(_EQUAL, 0, len(body), number), *body]


def _argument(number: int) -> _Step:
    return _LOAD, 0, 0, 16 + 8 * number


def _allow() -> _Step:
    return _RETURN, 0, 0, _ALLOW


def _error(number: int) -> int:
    return 0x00050000 | number
