package io.signalbox.controller.daemon;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.slf4j.LoggerFactory;

/**
 * Ends this process as a kill does: {@code _exit(2)}. {@link Runtime#halt} is slower than any death: HotSpot first waits for
 * threads in native code, 0.3 s where an event loop waits for events and up to 10 s for its compilers, while the process
 * stands still and its connections stay.
 */
final class SuddenEnd {
    private SuddenEnd() {}

    @SuppressWarnings("restricted") // one call that takes a number and does not return
    static void with(int code) {
        try {
            MemorySegment exit = Linker.nativeLinker().defaultLookup().findOrThrow("_exit");
            Linker.nativeLinker()
                    .downcallHandle(exit, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                    .invokeExact(code);
        } catch (Throwable e) {
            LoggerFactory.getLogger(SuddenEnd.class).warn("this process ends slowly: {}", e.toString());
        }
        Runtime.getRuntime().halt(code);
    }
}
