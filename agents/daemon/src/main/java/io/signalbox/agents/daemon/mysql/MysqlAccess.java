package io.signalbox.agents.daemon.mysql;

/**
 * Where this agent's mysqld is, and as whom the agent comes to it.
 *
 * @param server the server's name, the key of its heartbeat rows
 * @param host the address of mysqld's admin port
 * @param monitor reads, and writes the heartbeat
 * @param operator does everything but accounts
 * @param door locks and unlocks replication accounts, nothing else
 * @param replication the account with which this server's mysqld goes to its source
 */
public record MysqlAccess(
        String server,
        String host,
        int adminPort,
        Account monitor,
        Account operator,
        Account door,
        Account replication) {}
