package io.signalbox.agents.daemon.process;

import java.nio.ByteBuffer;

/**
 * Fields of {@code /proc/PID/stat} (proc_pid_stat(5)), read from the buffer without making garbage: this runs a hundred
 * times a second for years.
 */
final class StatLine {
    private static final int FIRST_FIELD_AFTER_NAME = 3;
    private static final int FLAGS = 9;
    private static final int START_TICKS = 22;
    /** The kernel's PF_EXITING and PF_SIGNALED: set for good once a process is on its way out. */
    private static final long LEAVING = 0x4 | 0x400;

    private StatLine() {}

    /** From position to limit of {@code line}; an empty or torn line is an ended process. */
    static Liveness liveness(ByteBuffer line) {
        int at = afterName(line);
        if (at < 0) {
            return Liveness.ENDED;
        }
        char state = (char) line.get(at);
        if (state == 'Z' || state == 'X' || state == 'x' || (number(line, at, FLAGS) & LEAVING) != 0) {
            return Liveness.ENDED;
        }
        return state == 'T' || state == 't' ? Liveness.HALTED : Liveness.RUNS;
    }

    /** The state's letter, or X where there is no line. */
    static char state(ByteBuffer line) {
        int at = afterName(line);
        return at < 0 ? 'X' : (char) line.get(at);
    }

    static long startTicks(ByteBuffer line) {
        int at = afterName(line);
        return at < 0 ? -1 : number(line, at, START_TICKS);
    }

    /** The index of field 3. The name before it may hold spaces and brackets, so its end is the last bracket. */
    private static int afterName(ByteBuffer line) {
        for (int i = line.limit() - 1; i >= line.position(); i--) {
            if (line.get(i) == ')') {
                return i + 2 < line.limit() ? i + 2 : -1;
            }
        }
        return -1;
    }

    private static long number(ByteBuffer line, int fieldThree, int field) {
        int at = fieldThree;
        for (int n = FIRST_FIELD_AFTER_NAME; n < field; n++) {
            while (at < line.limit() && line.get(at) != ' ') {
                at++;
            }
            at++;
        }
        long value = 0;
        while (at < line.limit() && line.get(at) >= '0' && line.get(at) <= '9') {
            value = value * 10 + (line.get(at++) - '0');
        }
        return value;
    }
}
