/** Every metric of the product's own, as Prometheus knows it. Dashboards and alerts name no other. */
export const METRICS = {
  lagEvents: 'palimpseste_projection_lag_events',
  lagSeconds: 'palimpseste_projection_lag_seconds',
  checkpointAge: 'palimpseste_projection_checkpoint_age_seconds',
  astray: 'palimpseste_projection_astray',
  versionsBehind: 'palimpseste_projection_versions_behind',
  parked: 'palimpseste_projection_parked_events',
  owned: 'palimpseste_projections_owned',
  append: 'palimpseste_append_duration_seconds',
  restarts: 'palimpseste_subscription_restarts_total',
  request: 'palimpseste_http_request_duration_seconds',
  inFlight: 'palimpseste_http_requests_in_flight',
  shed: 'palimpseste_requests_shed_total',
  jobs: 'palimpseste_jobs',
  jobWaiting: 'palimpseste_job_waiting_seconds',
  connections: 'palimpseste_database_connections',
  replicaLag: 'palimpseste_replica_lag_seconds',
  replicaUsed: 'palimpseste_replica_used',
  auditAlarm: 'palimpseste_audit_alarm',
  auditSize: 'palimpseste_audit_sealed_events',
  auditPending: 'palimpseste_audit_pending_events',
  auditPublished: 'palimpseste_audit_published_events',
  answers: 'palimpseste_answers_total',
  keptAnswers: 'palimpseste_kept_answers',
  keptBytes: 'palimpseste_kept_answers_bytes',
  readQueries: 'palimpseste_read_queries_total',
} as const;

/** What a span says beside the conventions of OpenTelemetry. Like the metrics, it counts and names no subject. */
export const ATTRIBUTES = {
  streams: 'palimpseste.streams',
  events: 'palimpseste.events',
  outcome: 'palimpseste.outcome',
  projection: 'palimpseste.projection',
  lagSeconds: 'palimpseste.lag_seconds',
} as const;
