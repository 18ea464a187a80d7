/** Where the traces go. The SDK reads the rest of its standard variables by itself: headers, limits, what it samples. */
export interface TracesConfiguration {
  /** Takes spans by OTLP over HTTP, in JSON; path included. */
  readonly url: string;
  /** In whose name; absent: the program's. */
  readonly service?: string;
}

const SAMPLERS = ['always_on', 'always_off', 'traceidratio', 'parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'];

/** Reads the variables that OpenTelemetry gave their names; undefined when no collector is told. */
export function readTraces(
  given: (name: string) => string | undefined,
  wrong: (variable: string, message: string, value?: string) => void,
): TracesConfiguration | undefined {
  const all = given('OTEL_EXPORTER_OTLP_ENDPOINT');
  const traces = given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const service = given('OTEL_SERVICE_NAME');
  const protocol = given('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? given('OTEL_EXPORTER_OTLP_PROTOCOL');
  const sampler = given('OTEL_TRACES_SAMPLER');
  const share = given('OTEL_TRACES_SAMPLER_ARG');
  if (all === undefined && traces === undefined) return undefined;
  for (const [name, url] of [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', all],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', traces],
  ] as const)
    if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
      wrong(name, 'l’adresse http://… ou https://… d’un collecteur est attendue.');
  if (protocol !== undefined && protocol !== 'http/json')
    wrong('OTEL_EXPORTER_OTLP_PROTOCOL', 'seul http/json est connu, d’ordinaire sur le port 4318.', protocol);
  if (sampler !== undefined && !SAMPLERS.includes(sampler))
    wrong('OTEL_TRACES_SAMPLER', `l’un de ${SAMPLERS.join(', ')} est attendu.`, sampler);
  if (share !== undefined && !(Number(share) >= 0 && Number(share) <= 1))
    wrong('OTEL_TRACES_SAMPLER_ARG', 'une part de 0 à 1 est attendue.', share);
  return { url: traces ?? `${all!.replace(/\/+$/, '')}/v1/traces`, service };
}
