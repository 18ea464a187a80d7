import { createRequire } from 'node:module';
import { protocol } from './protocol.js';

const require = createRequire(import.meta.url);

describe('the client behind its public face', () => {
  const { EventStoreDBClient } = require('@eventstore/db-client') as { EventStoreDBClient: { connectionString(url: string): object } };
  const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false') as Record<string, unknown>;

  it.each([
    ['getGRPCClient', 2],
    ['callArguments', 2],
    ['handleError', 2],
  ])('has %s, with so many parameters', (name, parameters) => {
    expect(client[name]).toBeInstanceOf(Function);
    expect(client[name] as (...given: unknown[]) => unknown).toHaveLength(parameters);
  });

  it('is pinned: another version may hide them', () => {
    const { dependencies } = require('../../../package.json') as { dependencies: Record<string, string> };
    expect(dependencies['@eventstore/db-client']).toBe('6.2.1');
  });

  it('comes with the service definitions', () => {
    expect(Object.getOwnPropertyNames(protocol().services.StreamsClient.prototype)).toEqual(
      expect.arrayContaining(['read', 'batchAppend', 'append']),
    );
  });
});
