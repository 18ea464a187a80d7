import { ConfigurationError, readConfiguration } from './configuration.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('the traces', () => {
  it('go nowhere unless a collector is told', () =>
    expect(readConfiguration({ OTEL_SERVICE_NAME: 'memoire', OTEL_TRACES_SAMPLER: 'loud' }).traces).toBeUndefined());

  it.each([
    [endpoint, 'http://collector:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector/otlp/' }, 'https://collector/otlp/v1/traces'],
    [{ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://other:4318/here' }, 'http://other:4318/here'],
  ])('go where the standard variables say: %o', (environment, url) =>
    expect(readConfiguration(environment).traces).toEqual({ url, service: undefined }),
  );

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', undefined],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://me:hunter2@collector', undefined],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'grpc'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote', 'jaeger_remote'],
    ['OTEL_TRACES_SAMPLER_ARG', '10%', '10%'],
  ])('%s is not "%s"', (variable, given, told) => {
    expect(() => readConfiguration({ ...endpoint, [variable]: given })).toThrow(
      expect.objectContaining<Partial<ConfigurationError>>({
        problems: [{ variable, value: told, message: expect.stringMatching(/attendu|connu/) }],
      }),
    );
  });
});
