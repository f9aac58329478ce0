package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.CloneLimits;

/**
 * Where this agent's mysqld is, and as whom the agent comes to it.
 *
 * @param server the server's name, the key of its heartbeat rows
 * @param host the address of mysqld's admin port
 * @param monitor reads, and writes the heartbeat
 * @param operator does everything but accounts
 * @param door locks and unlocks replication accounts, nothing else
 * @param donor goes to a donor whose data is copied
 * @param limits of such a copy
 * @param replication the account with which this server's mysqld goes to its source
 */
public record MysqlAccess(
        String server,
        String host,
        int adminPort,
        Account monitor,
        Account operator,
        Account door,
        Account donor,
        CloneLimits limits,
        Account replication) {}
