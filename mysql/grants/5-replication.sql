-- One for each server, so that the door can be shut on one replica alone.
CREATE USER ${user} IDENTIFIED WITH caching_sha2_password BY ${password};
GRANT REPLICATION SLAVE ON *.* TO ${user};
