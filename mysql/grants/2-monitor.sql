-- The agent's eyes, and its heartbeat.
CREATE USER ${user} IDENTIFIED WITH caching_sha2_password BY ${password};
-- SERVICE_CONNECTION_ADMIN: the admin port. SYSTEM_USER: sb_door, which may alter ordinary accounts, cannot alter this one.
GRANT SERVICE_CONNECTION_ADMIN, SYSTEM_USER ON *.* TO ${user};
-- Status, replication, and the states of all threads; not the statements in innodb_trx, which would need PROCESS.
GRANT SELECT ON performance_schema.* TO ${user};
GRANT SELECT, INSERT, UPDATE ON signalbox.heartbeat TO ${user};
-- The doctor's look at what breaks a promise. REPLICATION CLIENT: the binlog's filters. REFERENCES: that a table exists, and
-- its engine, but no row of it. No password's hash: single columns of the accounts' tables.
GRANT REPLICATION CLIENT, REFERENCES ON *.* TO ${user};
GRANT SELECT (User, Host, account_locked, Super_priv, Shutdown_priv, Repl_slave_priv) ON mysql.user TO ${user};
GRANT SELECT (USER, HOST, PRIV) ON mysql.global_grants TO ${user};
GRANT SELECT ON mysql.role_edges TO ${user};
