package io.signalbox.site.container;

import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code SetupMain SITE VOLUMES}: prepares a site's volumes, at the first start and again at every other, and ends. Settings come from the
 * environment.
 */
public final class SetupMain {
    private static final int FAILED = 1;

    private SetupMain() {}

    public static void main(String[] arguments) {
        try {
            new Setup(ContainerSettings.of(System.getenv()), Path.of(arguments[0]), Path.of(arguments[1])).run();
        } catch (SiteFailure e) {
            fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("Interrupted.");
        }
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(FAILED);
    }
}
