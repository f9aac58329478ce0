package io.signalbox.lab.workload;

import java.util.SortedMap;

/**
 * Where clients of a site knock.
 *
 * @param write HAProxy's port for writes
 * @param read HAProxy's port for reads
 * @param servers each mysqld itself, by name
 */
public record Doors(Address write, Address read, SortedMap<String, Address> servers, Account account) {}
