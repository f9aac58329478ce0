-- The donor's side of a copy of all data, from any server of the cluster. It may read every page, hence an account that can do
-- nothing else.
CREATE USER ${user} IDENTIFIED WITH caching_sha2_password BY ${password};
GRANT BACKUP_ADMIN ON *.* TO ${user};
