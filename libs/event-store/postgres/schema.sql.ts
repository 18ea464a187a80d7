/**
 * The store's SQL. Guarantee: if the event at position p is visible, so are all below p, and positions are 1, 2, 3, …
 * Proof: `es.head` is locked before numbering and released only once the commit is visible; a rollback also undoes the counter.
 *
 * `text` and not jsonb: what was hashed is what is kept. No sequence: a sequence leaves gaps and lets a late commit appear behind a reader.
 */
export const APP_ROLE = 'palimpseste_store';

export const tables = `
CREATE SCHEMA IF NOT EXISTS es;
CREATE TABLE IF NOT EXISTS es.head (
  id smallint PRIMARY KEY CHECK (id = 1), position bigint NOT NULL, recorded_at timestamptz NOT NULL, partition_size bigint NOT NULL
) WITH (fillfactor = 10);
CREATE TABLE IF NOT EXISTS es.streams (
  revision bigint NOT NULL, first_position bigint NOT NULL, last_position bigint NOT NULL, stream_id text COLLATE "C" PRIMARY KEY
) WITH (fillfactor = 70);
CREATE TABLE IF NOT EXISTS es.events (
  position bigint NOT NULL, revision bigint NOT NULL, recorded_at timestamptz NOT NULL, event_id uuid NOT NULL, schema_version smallint NOT NULL,
  stream_id text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, data text NOT NULL, meta text NOT NULL, PRIMARY KEY (position)
) PARTITION BY RANGE (position);
`;

export const functions = `
CREATE OR REPLACE FUNCTION es.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the event store is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'ES002'; END $$;

-- The partitions that hold the next a_room positions, and one ahead. Attached rather than created in place: that would wait for every reader.
-- A statement trigger on the parent does not stop an UPDATE of a partition, hence one on each.
CREATE OR REPLACE FUNCTION es.ensure_partitions(a_room bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_size bigint; v_next bigint; n bigint; v_name text;
BEGIN
  PERFORM pg_advisory_xact_lock(7305801);
  SELECT partition_size, position + 1 INTO v_size, v_next FROM es.head WHERE id = 1;
  FOR n IN SELECT generate_series(v_next / v_size, (v_next + a_room) / v_size + 1) LOOP
    v_name := 'events_p' || lpad(n::text, greatest(5, length(n::text)), '0');
    IF to_regclass('es.' || v_name) IS NULL THEN
      EXECUTE format('CREATE TABLE es.%I (LIKE es.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES, UNIQUE (stream_id, revision), UNIQUE (event_id))', v_name);
      EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON es.%I FOR EACH STATEMENT EXECUTE FUNCTION es.refuse_change()', v_name);
      EXECUTE format('GRANT SELECT ON es.%I TO ${APP_ROLE}', v_name);
      EXECUTE format('ALTER TABLE es.events ATTACH PARTITION es.%I FOR VALUES FROM (%s) TO (%s)', v_name, n * v_size, (n + 1) * v_size);
    END IF;
  END LOOP;
  RETURN ((v_next + a_room) / v_size + 2) * v_size;
END $$;

-- Appends whose expected revisions are exact (-1: the stream does not exist yet): revisions are known beforehand, so plain statements do. Each
-- answers the position before its first event. Any mismatch raises ES001 and undoes everything; the caller asks es.append_any what the answer is.
-- One event to one stream:
CREATE OR REPLACE FUNCTION es.append_one(a_stream text, a_expected bigint, a_id uuid, a_version smallint, a_type text, a_data text, a_meta text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_head bigint; v_now timestamptz;
BEGIN
  UPDATE es.head SET position = position + 1, recorded_at = greatest(recorded_at, clock_timestamp()) WHERE id = 1 RETURNING position, recorded_at INTO v_head, v_now;
  IF a_expected = -1 THEN
    INSERT INTO es.streams (stream_id, revision, first_position, last_position) VALUES (a_stream, 0, v_head, v_head) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE es.streams SET revision = revision + 1, last_position = v_head WHERE stream_id = a_stream AND revision = a_expected;
  END IF;
  IF NOT FOUND THEN RAISE EXCEPTION 'conflict' USING ERRCODE = 'ES001'; END IF;
  INSERT INTO es.events (position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
    VALUES (v_head, a_expected + 1, v_now, a_id, a_version, a_stream, a_type, a_data, a_meta);
  RETURN v_head - 1;
END $$;

-- Several events to one stream:
CREATE OR REPLACE FUNCTION es.append_stream(
  a_stream text, a_expected bigint, e_id uuid[], e_version smallint[], e_type text[], e_data text[], e_meta text[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_head bigint; v_now timestamptz; v_events int := cardinality(e_id);
BEGIN
  UPDATE es.head SET position = position + v_events, recorded_at = greatest(recorded_at, clock_timestamp())
    WHERE id = 1 RETURNING position - v_events, recorded_at INTO v_head, v_now;
  IF a_expected = -1 THEN
    INSERT INTO es.streams (stream_id, revision, first_position, last_position)
      VALUES (a_stream, v_events - 1, v_head + 1, v_head + v_events) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE es.streams SET revision = revision + v_events, last_position = v_head + v_events WHERE stream_id = a_stream AND revision = a_expected;
  END IF;
  IF NOT FOUND THEN RAISE EXCEPTION 'conflict' USING ERRCODE = 'ES001'; END IF;
  INSERT INTO es.events (position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
    SELECT v_head + o, a_expected + o, v_now, i, v, a_stream, t, d, m
    FROM unnest(e_id, e_version, e_type, e_data, e_meta) WITH ORDINALITY u(i, v, t, d, m, o);
  RETURN v_head;
END $$;

-- Several streams, each once; s_first counts the events of all from 1:
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_proc WHERE oid = to_regproc('es.append_exact') AND proretset) THEN DROP FUNCTION es.append_exact; END IF;
END $$;
CREATE OR REPLACE FUNCTION es.append_exact(
  s_stream text[], s_expected bigint[], s_count bigint[], s_first bigint[],
  e_stream text[], e_revision bigint[], e_id uuid[], e_version smallint[], e_type text[], e_data text[], e_meta text[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_head bigint; v_now timestamptz; v_streams int := cardinality(s_stream); v_events int := cardinality(e_id); v_moved int; v_made int;
BEGIN
  UPDATE es.head SET position = position + v_events, recorded_at = greatest(recorded_at, clock_timestamp())
    WHERE id = 1 RETURNING position - v_events, recorded_at INTO v_head, v_now;
  UPDATE es.streams s SET revision = s.revision + i.count, last_position = v_head + i.first + i.count - 1
    FROM unnest(s_stream, s_expected, s_count, s_first) i(stream, expected, count, first)
    WHERE s.stream_id = i.stream AND s.revision = i.expected AND i.expected >= 0;
  GET DIAGNOSTICS v_moved = ROW_COUNT;
  IF v_moved < v_streams THEN
    INSERT INTO es.streams (stream_id, revision, first_position, last_position)
      SELECT i.stream, i.count - 1, v_head + i.first, v_head + i.first + i.count - 1
      FROM unnest(s_stream, s_expected, s_count, s_first) i(stream, expected, count, first) WHERE i.expected = -1
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_made = ROW_COUNT;
    IF v_moved + v_made < v_streams THEN RAISE EXCEPTION 'conflict' USING ERRCODE = 'ES001'; END IF;
  END IF;
  INSERT INTO es.events (position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
    SELECT v_head + o, r, v_now, i, v, s, t, d, m
    FROM unnest(e_stream, e_revision, e_id, e_version, e_type, e_data, e_meta) WITH ORDINALITY u(s, r, i, v, t, d, m, o);
  RETURN v_head;
END $$;

-- The general append: groups succeed or fail together; -2 any, -4 exists, -1 none, else exact. Says who is a duplicate and who is in conflict.
CREATE OR REPLACE FUNCTION es.append_any(
  a_group int[], a_stream text[], a_expected bigint[], e_ref int[], e_id uuid[], e_version smallint[], e_type text[], e_data text[], e_meta text[]
) RETURNS TABLE (ref int, status text, revision bigint, last_position bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v_head bigint; v_now timestamptz;
BEGIN
  -- READ COMMITTED: the statement below takes its snapshot after this lock is held.
  SELECT h.position, greatest(h.recorded_at, clock_timestamp()) INTO v_head, v_now FROM es.head h WHERE id = 1 FOR UPDATE;
  RETURN QUERY
  WITH e AS (
    SELECT x.*, row_number() OVER (PARTITION BY x.ref ORDER BY x.ord) AS k
    FROM unnest(e_ref, e_id, e_version, e_type, e_data, e_meta) WITH ORDINALITY x(ref, id, version, type, data, meta, ord)),
  a AS (
    -- since: the revision before the first event of this append, as believed; for "any" and "exists", as found when its first id is there already.
    SELECT i.ord::int AS ref, i.grp, i.stream, coalesce(s.revision, -1) AS cur, CASE WHEN i.expected >= -1 THEN i.expected ELSE old.since END AS since,
      CASE i.expected WHEN -2 THEN old.since IS NULL WHEN -4 THEN old.since IS NULL AND s.revision IS NOT NULL
        ELSE coalesce(s.revision, -1) = i.expected END AS ok
    FROM unnest(a_group, a_stream, a_expected) WITH ORDINALITY i(grp, stream, expected, ord)
    LEFT JOIN es.streams s ON s.stream_id = i.stream
    LEFT JOIN LATERAL (
      SELECT v.revision - 1 AS since FROM e JOIN es.events v ON v.event_id = e.id
      WHERE i.expected < -1 AND e.ref = i.ord AND e.k = 1 AND v.stream_id = i.stream LIMIT 1) old ON true),
  g AS (SELECT a.*, bool_and(ok) OVER (PARTITION BY grp) AS group_ok FROM a),
  n AS (
    SELECT e.*, g.stream, g.cur + e.k AS rev, v_head + row_number() OVER (ORDER BY e.ref, e.k) AS pos
    FROM e JOIN g USING (ref) WHERE g.group_ok),
  inserted AS (
    INSERT INTO es.events (position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
    SELECT pos, rev, v_now, id, version, stream, type, data, meta FROM n ORDER BY pos),
  moved AS (
    INSERT INTO es.streams AS t (stream_id, revision, first_position, last_position)
    SELECT stream, max(rev), min(pos), max(pos) FROM n GROUP BY stream
    ON CONFLICT (stream_id) DO UPDATE SET revision = excluded.revision, last_position = excluded.last_position),
  counted AS (UPDATE es.head SET position = position + (SELECT count(*) FROM n), recorded_at = v_now WHERE id = 1),
  d AS (
    SELECT g.ref, NOT g.group_ok AND g.since IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM e WHERE e.ref = g.ref AND NOT EXISTS (
          SELECT 1 FROM es.events v WHERE v.stream_id = g.stream AND v.revision = g.since + e.k AND v.event_id = e.id)) AS already
    FROM g)
  SELECT g.ref,
    CASE WHEN g.group_ok THEN 'appended' WHEN bool_and(d.already) OVER (PARTITION BY g.grp) THEN 'duplicate' WHEN g.ok OR d.already THEN 'held-back' ELSE 'conflict' END,
    CASE WHEN g.group_ok THEN (SELECT max(rev) FROM n WHERE n.ref = g.ref)
         WHEN d.already THEN g.since + (SELECT max(k) FROM e WHERE e.ref = g.ref) ELSE g.cur END,
    CASE WHEN g.group_ok THEN (SELECT max(pos) FROM n WHERE n.ref = g.ref)
         WHEN d.already THEN (SELECT v.position FROM es.events v WHERE v.stream_id = g.stream AND v.revision = g.since + (SELECT max(k) FROM e WHERE e.ref = g.ref)) END
  FROM g JOIN d USING (ref) ORDER BY g.ref;
END $$;

-- Puts a page of a backup back with its record times, after a_after events; the caller must own the schema, and holds one transaction from the
-- first page, into an empty store, to the last. ES003: the store is not where the caller believed, or the page does not follow.
CREATE OR REPLACE FUNCTION es.restore_page(
  a_after bigint, e_stream text[], e_revision bigint[], e_at timestamptz[], e_id uuid[], e_version smallint[], e_type text[], e_data text[], e_meta text[]
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v_head bigint; v_at timestamptz;
BEGIN
  SELECT h.position, CASE WHEN h.position = 0 THEN '-infinity' ELSE h.recorded_at END INTO v_head, v_at FROM es.head h WHERE id = 1 FOR UPDATE;
  IF v_head <> a_after THEN RAISE EXCEPTION 'the store holds % events, not %', v_head, a_after USING ERRCODE = 'ES003'; END IF;
  IF EXISTS (
    SELECT 1 FROM (
      SELECT r, at, lag(at, 1, v_at) OVER (ORDER BY o) AS earlier,
        coalesce(lag(r) OVER (PARTITION BY s ORDER BY o), (SELECT t.revision FROM es.streams t WHERE t.stream_id = s), -1) AS before
      FROM unnest(e_stream, e_revision, e_at) WITH ORDINALITY u(s, r, at, o)) line
    WHERE r <> before + 1 OR at < earlier
  ) THEN RAISE EXCEPTION 'revisions or record times do not follow' USING ERRCODE = 'ES003'; END IF;
  INSERT INTO es.events (position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
    SELECT v_head + o, r, a, i, v, s, t, d, m FROM unnest(e_stream, e_revision, e_at, e_id, e_version, e_type, e_data, e_meta) WITH ORDINALITY u(s, r, a, i, v, t, d, m, o);
  INSERT INTO es.streams AS t (stream_id, revision, first_position, last_position)
    SELECT s, max(r), min(v_head + o), max(v_head + o) FROM unnest(e_stream, e_revision) WITH ORDINALITY u(s, r, o) GROUP BY s
    ON CONFLICT (stream_id) DO UPDATE SET revision = excluded.revision, last_position = excluded.last_position;
  UPDATE es.head SET position = v_head + cardinality(e_id), recorded_at = e_at[cardinality(e_at)] WHERE id = 1;
END $$;
DROP FUNCTION IF EXISTS es.restore;
`;

export const guards = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'append_only' AND tgrelid = 'es.events'::regclass) THEN
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON es.events FOR EACH STATEMENT EXECUTE FUNCTION es.refuse_change();
  END IF;
END $$;
REVOKE ALL ON SCHEMA es FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA es FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA es FROM PUBLIC;
GRANT USAGE ON SCHEMA es TO ${APP_ROLE};
GRANT SELECT ON es.head, es.streams, es.events TO ${APP_ROLE};
GRANT EXECUTE ON FUNCTION es.append_one, es.append_stream, es.append_exact, es.append_any, es.ensure_partitions TO ${APP_ROLE};
`;
