package io.signalbox.haproxy.real;

import java.nio.file.Path;

/** A haproxy.cfg as somebody writes it who has never heard of Signalbox: with other names, ports and habits. */
public final class HandWritten {
    /** Of the databases, and of who holds clients. */
    public static final int WRITES = 3307;

    private HandWritten() {}

    /** @param network the first three numbers of the addresses: 1 the proxy, 11 and 12 the databases and web servers */
    public static String file(String network, Path socket) {
        return """
                # do not touch: ops
                global
                    stats socket SOCKET mode 600 level admin expose-fd listeners
                    stats timeout 10s
                    hard-stop-after 60s
                    maxconn 500

                defaults
                    timeout connect 250ms
                    timeout client 1m
                    timeout server 1m
                    load-server-state-from-file none

                listen pg_rw
                    mode tcp
                    bind NET.1:3307
                    option redispatch 1
                    retries 120
                    server alpha NET.11:3306 weight 10 disabled   # rack 1
                    server beta NET.12:3306 weight 10 disabled
                    server parking 127.255.255.254:1 backup no-check

                backend "pg_ro"
                    mode tcp
                    server alpha NET.11:3306 weight 10
                    server beta NET.12:3306 weight 10

                frontend www
                    mode http
                    bind NET.1:8088
                    default_backend app

                # Not ours, although its servers are called like ours.
                backend web
                    mode http
                    server db1 NET.13:8080

                backend app
                    mode http
                    server App-1 NET.11:8080 check inter 100ms
                    server App-2 NET.12:8080 check inter 100ms
                """.replace("NET", network).replace("SOCKET", socket.toString());
    }
}
