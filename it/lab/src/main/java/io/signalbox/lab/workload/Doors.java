package io.signalbox.lab.workload;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where clients of a site knock.
 *
 * @param write HAProxy's port for writes
 * @param read HAProxy's port for reads
 * @param fresh HAProxy's port for reads that must not be old, where there is one
 * @param servers each mysqld itself, by name
 * @param mysql the command-line client, where there are clients of that kind
 */
public record Doors(
        Address write,
        Address read,
        Optional<Address> fresh,
        SortedMap<String, Address> servers,
        Account account,
        Optional<Path> mysql) {
    public Doors(Address write, Address read, SortedMap<String, Address> servers, Account account) {
        this(write, read, Optional.empty(), servers, account, Optional.empty());
    }

    public Doors withFresh(Address door) {
        return new Doors(write, read, Optional.of(door), servers, account, mysql);
    }

    /** @param program {@code mysql} */
    public Doors withMysql(Path program) {
        return new Doors(write, read, fresh, servers, account, Optional.of(program));
    }
}
