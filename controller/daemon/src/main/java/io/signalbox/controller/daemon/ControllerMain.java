package io.signalbox.controller.daemon;

import io.signalbox.controller.daemon.config.ConfigReader;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.config.InvalidConfig;
import io.signalbox.controller.daemon.loop.Failpoint;
import io.signalbox.controller.daemon.loop.Mind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The controller's process: {@code ControllerMain FILE}. Exit code 2: wrong use or a wrong file, every error on a line of
 * its own; 1: it cannot start, one sentence; 70: a kernel failed, and whoever supervises should start it again; 86: it
 * came to the {@link Failpoint} that a drill had set, likewise.
 */
public final class ControllerMain {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int KERNEL_FAILED = 70;
    private static final int FAILPOINT = 86;

    private ControllerMain() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "controller-logback.xml");
        int code = run(args, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** @return 0 if the controller runs now; else the exit code, after a sentence to {@code out} */
    static int run(String[] args, PrintStream out) {
        if (args.length != 1) {
            out.println("use: ControllerMain FILE, the controller's YAML file");
            return WRONG_USE;
        }
        try {
            return start(Files.readString(Path.of(args[0])), out);
        } catch (IOException e) {
            out.println(
                    "(file): " + args[0] + ": cannot be read (" + e.getClass().getSimpleName() + ")");
            return WRONG_USE;
        }
    }

    private static int start(String yaml, PrintStream out) {
        try {
            ControllerConfig config = ConfigReader.read(yaml);
            Failpoint failpoint = Failpoint.ofProcess(config.drills().allowed(), () -> SuddenEnd.with(FAILPOINT));
            Wiring wiring = Wiring.start(config, Mind::kernel, failpoint, ControllerMain::kernelFailed);
            Runtime.getRuntime().addShutdownHook(new Thread(wiring::close, "end"));
            return 0;
        } catch (InvalidConfig e) {
            out.println(e.getMessage());
            return WRONG_USE;
        } catch (IOException | RuntimeException e) {
            out.println("the controller cannot start: " + e.getMessage());
            return FAILED;
        }
    }

    /** Halts without clean-up: all that must be right after it is on disk already. */
    private static void kernelFailed(Throwable failure) {
        LoggerFactory.getLogger(ControllerMain.class)
                .atError()
                .setCause(failure)
                .log("the kernel failed; the controller ends and reads everything anew when it is started again");
        SuddenEnd.with(KERNEL_FAILED);
    }
}
