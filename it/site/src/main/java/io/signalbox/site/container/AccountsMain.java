package io.signalbox.site.container;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.EtcdAccounts;
import java.io.IOException;
import java.nio.file.Path;

/** {@code AccountsMain DIR}: makes the accounts of a site's etcd and shuts out whoever has none, unless that was done, and ends. */
public final class AccountsMain {
    private static final int FAILED = 1;

    private AccountsMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        SiteLayout layout = new SiteLayout(Path.of(arguments[0]));
        try {
            new EtcdAccounts(ContainerSettings.of(System.getenv()).plan(layout), new Secrets(layout)).create();
            System.err.println("etcd asks for passwords.");
        } catch (SiteFailure e) {
            fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail(e.toString());
        }
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(FAILED);
    }
}
