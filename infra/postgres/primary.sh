#!/bin/bash
# Run once by the image of PostgreSQL, in a database that was just made: the account and the database of the programs, and what a streaming
# replica needs. psql takes the passwords from the environment, so that no list of processes shows them.
# Validated: run by hand on PostgreSQL 15. Not run: in a container, and on PostgreSQL 18.
set -euo pipefail

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv database_password DATABASE_PASSWORD
\getenv replication_password REPLICATION_PASSWORD
-- The role that holds the rights on the events, where they are kept in PostgreSQL.
CREATE ROLE palimpseste_store NOLOGIN;
CREATE ROLE palimpseste LOGIN PASSWORD :'database_password';
GRANT palimpseste_store TO palimpseste WITH ADMIN OPTION;
CREATE DATABASE palimpseste OWNER palimpseste;
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replication_password';
-- The primary keeps for this replica what it has not received yet, up to max_slot_wal_keep_size.
SELECT pg_create_physical_replication_slot('replica');
SQL

echo 'host replication replicator all scram-sha-256' >> "$PGDATA/pg_hba.conf"
