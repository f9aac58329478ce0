package io.signalbox.demo;

import io.signalbox.demo.WebConfigFile.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code WebMain web.yaml}: the demonstration application, until SIGTERM. */
public final class WebMain {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private WebMain() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            end(WRONG_USE, "usage: WebMain web.yaml");
        }
        try {
            WebConfig config = WebConfigFile.read(Path.of(arguments[0]));
            WebServer server = WebServer.start(
                    config, Files.readString(config.passwordFile()).strip());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "orderly-end"));
        } catch (Wrong e) {
            end(WRONG_USE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            end(FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static void end(int code, String sentence) {
        System.err.println(sentence);
        System.exit(code);
    }
}
