-- The agent's eyes, and its heartbeat.
CREATE USER ${user} IDENTIFIED WITH caching_sha2_password BY ${password};
-- SERVICE_CONNECTION_ADMIN: the admin port. SYSTEM_USER: sb_door, which may alter ordinary accounts, cannot alter this one.
GRANT SERVICE_CONNECTION_ADMIN, SYSTEM_USER ON *.* TO ${user};
-- Status, replication, and the states of all threads; not the statements in innodb_trx, which would need PROCESS.
GRANT SELECT ON performance_schema.* TO ${user};
GRANT SELECT, INSERT, UPDATE ON signalbox.heartbeat TO ${user};
