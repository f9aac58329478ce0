-- The agent's hand: follow, detach, open, close. It sees no application's data and makes no accounts.
CREATE USER ${user} IDENTIFIED WITH caching_sha2_password BY ${password};
-- REPLICATION_SLAVE_ADMIN: START, STOP and CHANGE REPLICATION SOURCE. RELOAD: RESET REPLICA ALL.
-- CLONE_ADMIN: replace this server's data by a copy of another's.
-- SYSTEM_VARIABLES_ADMIN: read_only, super_read_only, semi-sync. CONNECTION_ADMIN: end a replica's dump connection.
GRANT REPLICATION_SLAVE_ADMIN, RELOAD, CLONE_ADMIN, SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN,
  SERVICE_CONNECTION_ADMIN, SYSTEM_USER ON *.* TO ${user};
-- Its eyes too, while offline_mode keeps sb_monitor out.
GRANT SELECT ON performance_schema.* TO ${user};
GRANT SELECT ON signalbox.heartbeat TO ${user};
