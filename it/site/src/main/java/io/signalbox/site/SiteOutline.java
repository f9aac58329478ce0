package io.signalbox.site;

import java.nio.file.Path;
import java.util.List;

/**
 * The outside faces of a site, as {@code up --output json} prints them and {@code site.json} keeps them: a client needs nothing else.
 *
 * @param api base address of the controller, without {@code /api/v1}
 * @param tokenFile file with an administrator's bearer token
 * @param console address for a browser
 * @param write {@code host:port} of the writer frontend
 * @param read {@code host:port} of the reader frontend
 * @param fresh {@code host:port} of the frontend for reads that must not be old
 * @param web address of the demonstration application through HAProxy
 * @param webAuthority file with the certificate of the authority that signed that of {@code web}
 * @param clientUser an ordinary application account that may create schemas
 * @param clientPasswordFile file with its password
 * @param controllers every one of them; any may be asked
 */
public record SiteOutline(
        String api,
        String tokenFile,
        String console,
        String write,
        String read,
        String fresh,
        String web,
        String webAuthority,
        List<Server> servers,
        List<Proxy> proxies,
        String clientUser,
        String clientPasswordFile,
        List<Controller> controllers) {

    /** One controller. {@code api} as the site's. */
    public record Controller(String name, String api) {}

    /** One database server. {@code mysql} and {@code agent} are {@code host:port}; {@code pidFile} is mysqld's. */
    public record Server(String name, String mysql, String agent, Path pidFile) {}

    /** One HAProxy. */
    public record Proxy(String name, Path runtimeSocket) {}
}
