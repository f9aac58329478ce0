package io.signalbox.agents.daemon;

import ch.qos.logback.classic.LoggerContext;
import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.agents.daemon.config.AgentConfigFile;
import io.signalbox.agents.daemon.config.ConfigRefused;
import java.io.PrintStream;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The agent's program: {@code AgentMain FILE}. Exit codes: 1 it could not run, 2 wrong use. */
public final class AgentMain {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    /** Read by Logback when the first logger is made: all daemons share one classpath, and each has its own file. */
    private static final String LOGGING_FILE = "logback.configurationFile";

    private static final String LOGGING = "io/signalbox/agents/daemon/logback.xml";

    private AgentMain() {}

    /** @param arguments the one file */
    public static void main(String[] arguments) {
        settle();
        int code = run(arguments, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String[] arguments, PrintStream err) {
        if (arguments.length != 1) {
            err.println("usage: AgentMain FILE (an agent.yaml; every key is in agent-reference.yaml)");
            return WRONG_USE;
        }
        try {
            AgentConfig config = AgentConfigFile.read(Path.of(arguments[0]));
            Agent agent = Wiring.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent), "end"));
            return 0;
        } catch (ConfigRefused e) {
            err.println(e.getMessage());
            return WRONG_USE;
        } catch (CannotRun e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    /** The log's queue is emptied last. */
    private static void end(Agent agent) {
        agent.close();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop();
        }
    }

    private static void settle() {
        if (System.getProperty(LOGGING_FILE) == null) {
            System.setProperty(LOGGING_FILE, LOGGING);
        }
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }
}
