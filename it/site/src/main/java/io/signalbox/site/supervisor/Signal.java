package io.signalbox.site.supervisor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** What can be sent to a process. A JDK knows only two of them; the others go straight to the C library, as Debian's smallest
 * installation has no {@code kill} program. The numbers are those of Linux on x86 and ARM. */
public enum Signal {
    TERM(15),
    KILL(9),
    /** Freeze. */
    STOP(19),
    /** Thaw. */
    CONT(18),
    HUP(1),
    USR1(10),
    USR2(12);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Sends it. True if the process existed and was ours to signal. */
    public boolean sendTo(long pid) {
        return switch (this) {
            case TERM -> process(pid).map(ProcessHandle::destroy).orElse(false);
            case KILL -> process(pid).map(ProcessHandle::destroyForcibly).orElse(false);
            case STOP, CONT, HUP, USR1, USR2 -> pid > 0 && pid <= Integer.MAX_VALUE && CLibrary.kill((int) pid, number);
        };
    }

    private static Optional<ProcessHandle> process(long pid) {
        return ProcessHandle.of(pid);
    }

    /** Looked up at the first need. */
    @SuppressWarnings("restricted") // The daemons and the launcher allow it: --enable-native-access.
    private static final class CLibrary {
        private static final MethodHandle KILL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private CLibrary() {}

        static boolean kill(int pid, int number) {
            try {
                return (int) KILL.invokeExact(pid, number) == 0;
            } catch (Throwable e) {
                throw new IllegalStateException("kill(2) cannot be called", e);
            }
        }
    }
}
