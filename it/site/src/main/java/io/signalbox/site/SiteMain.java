package io.signalbox.site;

import io.signalbox.site.command.SiteCommands;

/** The commands that start, stop, show and describe a site. */
public final class SiteMain {
    private SiteMain() {}

    public static void main(String[] arguments) {
        System.exit(SiteCommands.commandLine().execute(arguments));
    }
}
