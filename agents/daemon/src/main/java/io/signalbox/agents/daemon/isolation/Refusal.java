package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.util.Map;

/** What an error number of the kernel's means to who asks it for connections. */
final class Refusal {
    /** A kernel without the module, one that is too old, a sandbox. The numbers are those of Linux on x86 and ARM. */
    private static final Map<Integer, String> FOR_GOOD = Map.of(
            1, "EPERM",
            2, "ENOENT",
            13, "EACCES",
            22, "EINVAL",
            38, "ENOSYS",
            93, "EPROTONOSUPPORT",
            94, "ESOCKTNOSUPPORT",
            95, "EOPNOTSUPP",
            97, "EAFNOSUPPORT",
            111, "ECONNREFUSED");

    private Refusal() {}

    /** {@link NoSockDiag} if {@code number} says so, else a failure that may pass: no memory, a time-out. */
    static IOException of(String what, int number) {
        String name = FOR_GOOD.get(number);
        return name == null
                ? new IOException(what + " failed with error " + number)
                : new NoSockDiag(what + " failed with error " + number + " (" + name + ")");
    }
}
