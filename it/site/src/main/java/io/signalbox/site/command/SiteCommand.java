package io.signalbox.site.command;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command on a site of this machine. */
abstract class SiteCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The site's directory (default: $SIGNALBOX_DIR, else .site in the repository).")
    @Nullable
    Path dir;

    @Spec
    @Nullable
    CommandSpec spec;

    /** The command itself: its exit code. */
    abstract int run() throws IOException, InterruptedException;

    /** Does a script read standard output? */
    Output output() {
        return Output.TABLE;
    }

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (SiteFailure | IllegalArgumentException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("Interrupted.");
        }
    }

    /** Says it as this command says things. */
    final int failed(String sentence) {
        if (output() == Output.JSON) {
            print(new Failed(sentence).json().strip() + "\n");
        }
        tell(sentence);
        return FAILED;
    }

    static String sentence(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + " may not be written or read by this user.";
            case NoSuchFileException missing -> missing.getFile() + " does not exist.";
            case FileAlreadyExistsException taken -> taken.getFile() + " exists, and is no directory.";
            case FileSystemException failed ->
                failed.getFile() + ": "
                        + Objects.requireNonNullElse(
                                failed.getReason(), e.getClass().getSimpleName()) + ".";
            default -> e.getClass().getSimpleName() + ": " + e.getMessage();
        };
    }

    final SiteLayout layout() {
        if (dir != null && dir.toString().isBlank()) {
            throw new ParameterException(spec().commandLine(), "--dir: must name a directory");
        }
        return new SiteLayout(Optional.ofNullable(dir).orElseGet(Environment::defaultDir));
    }

    final ParameterException wrongUse(String sentence) {
        return new ParameterException(spec().commandLine(), sentence);
    }

    final void print(String text) {
        PrintWriter out = spec().commandLine().getOut();
        out.print(text);
        out.flush();
    }

    final void tell(String line) {
        PrintWriter err = spec().commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "set by picocli");
    }
}
