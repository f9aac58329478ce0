-- Locks and unlocks the replication accounts. CREATE USER is the only privilege that does; it would also alter the
-- application's account, hence an account of its own, without SYSTEM_USER and without any data.
CREATE USER ${user} IDENTIFIED WITH caching_sha2_password BY ${password};
-- SESSION_VARIABLES_ADMIN: sql_log_bin, as a door is each server's own, and must not wait for an acknowledgement.
GRANT CREATE USER, SESSION_VARIABLES_ADMIN, SERVICE_CONNECTION_ADMIN ON *.* TO ${user};
GRANT SELECT (User, Host, account_locked) ON mysql.user TO ${user};
