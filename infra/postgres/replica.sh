#!/bin/bash
# The replica: copies the primary when it has no data yet, then follows it. Arguments: the command of the server.
# PRIMARY_HOST names the primary, PGPASSWORD holds the password of `replicator`.
# Validated: run by hand on PostgreSQL 15. Not run: in a container, and on PostgreSQL 18.
set -euo pipefail

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # A copy that was cut short must never be taken for a database.
  rm -rf "$PGDATA.copy"
  mkdir -p "$(dirname "$PGDATA")"
  pg_basebackup --host "$PRIMARY_HOST" --port "${PRIMARY_PORT:-5432}" --username replicator --pgdata "$PGDATA.copy" --slot replica \
    --wal-method stream --checkpoint fast --write-recovery-conf
  mv --no-target-directory "$PGDATA.copy" "$PGDATA"
fi

exec "$@"
