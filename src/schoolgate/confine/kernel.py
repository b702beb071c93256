"""Shuts a process in before it reads an untrusted document. Linux: Landlock, seccomp and limits; by ctypes.

Sources: landlock(7), seccomp(2), prctl(2); the syscall numbers are the kernel's own tables.
"""

import ctypes
import platform
import resource
import struct
import sys

MEMORY = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 10
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 38, 22, 2
LANDLOCK_CREATE, LANDLOCK_RESTRICT, ASK_VERSION = 444, 446, 1
# Rights over files that each Landlock version added, and the two over TCP of version 4.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
TCP_RIGHTS = 0b11
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # 0x0005 is "return an error", 1 the error EPERM
KILL = 0x80000000
# By machine: its audit number, then the calls refused: new files, sockets, processes, others' memory.
_INTEL_FILES_AND_SOCKETS = (2, 85, 257, 437, 41, 42, 43, 44, 46, 49, 50, 53, 288, 307)
_INTEL_PROCESSES = (56, 57, 58, 59, 322, 435, 62, 101, 310, 311, 321, 425)
_ARM_FILES_AND_SOCKETS = (56, 437, 198, 199, 200, 201, 202, 203, 206, 211, 242, 269)
_ARM_PROCESSES = (220, 221, 281, 435, 129, 117, 270, 271, 280, 425)
REFUSED = {
    "x86_64": (0xC000003E, (*_INTEL_FILES_AND_SOCKETS, *_INTEL_PROCESSES)),
    "aarch64": (0xC00000B7, (*_ARM_FILES_AND_SOCKETS, *_ARM_PROCESSES)),
}


def confine(memory: int = MEMORY) -> tuple[str, ...]:
    """What now holds of this process: "limits", "landlock", "seccomp". Import all that is needed first.

    memory  bytes of address space

    Nothing can be opened, connected to or started afterwards.
    """
    if sys.platform != "linux":
        return ()
    held = ["limits"]
    limit_resources(memory)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        held += ["landlock"] if _landlock(libc) else []
        held += ["seccomp"] if _seccomp(libc) else []
    return tuple(held)


def limit_resources(memory: int = MEMORY) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _landlock(libc: ctypes.CDLL) -> bool:
    """No file may be opened, no TCP port used. No rule is added, so nothing is excepted."""
    version = libc.syscall(LANDLOCK_CREATE, None, 0, ASK_VERSION)
    if version < 1:
        return False
    files = FILE_RIGHTS[max(known for known in FILE_RIGHTS if known <= version)]
    rights = struct.pack("QQ", files, TCP_RIGHTS) if version >= 4 else struct.pack("Q", files)
    ruleset = libc.syscall(LANDLOCK_CREATE, rights, len(rights), 0)
    return bool(ruleset >= 0 and libc.syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0)


def _seccomp(libc: ctypes.CDLL) -> bool:
    """Refuses the calls of REFUSED. A program of BPF: (code, jump if true, jump if false, value) each."""
    if platform.machine() not in REFUSED:
        return False
    architecture, calls = REFUSED[platform.machine()]
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (give, 0, 0, KILL), (load, 0, 0, 0)]
    steps += [(at_least, 0, 1, 0x40000000), (give, 0, 0, KILL)]  # the x32 numbering of the same calls
    for call in calls:
        steps += [(equal, 0, 1, call), (give, 0, 0, REFUSE)]
    steps.append((give, 0, 0, ALLOW))
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    return bool(libc.prctl(SET_SECCOMP, FILTER_MODE, header, 0, 0) == 0)
