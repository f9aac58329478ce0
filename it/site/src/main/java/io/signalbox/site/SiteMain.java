package io.signalbox.site;

import io.signalbox.site.command.SiteCommands;

/** {@code ./signalbox up}, {@code down}, {@code logs} and {@code status --site}. */
public final class SiteMain {
    private SiteMain() {}

    public static void main(String[] arguments) {
        System.exit(SiteCommands.commandLine().execute(arguments));
    }
}
