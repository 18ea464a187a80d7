import { createRequire } from 'node:module';
import type { CallOptions, ClientDuplexStream, ClientReadableStream, Metadata, ServiceError } from '@grpc/grpc-js';
import type * as Client from '@eventstore/db-client';
import type * as Services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as Time from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type * as Nothing from 'google-protobuf/google/protobuf/empty_pb.js';

export type { Metadata, ServiceError, CallOptions };
export type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
export type AppendCall = ClientDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>;
export type ReadCall = ClientReadableStream<Streams.ReadResp>;

/** The client package, loaded when an address first asks for it: nobody else pays for it. */
export interface Protocol {
  readonly client: typeof Client;
  readonly services: typeof Services;
  readonly streams: typeof Streams;
  readonly shared: typeof Shared;
  readonly time: typeof Time;
  readonly nothing: typeof Nothing;
}

let loaded: Protocol | undefined;

export function protocol(): Protocol {
  if (loaded) return loaded;
  // With DEBUG=esdb:* the client prints the connection string, password included, and every payload.
  if (process.env.DEBUG) process.env.DEBUG += ',-esdb*';
  const require = createRequire(import.meta.url);
  const inClient = createRequire(require.resolve('@eventstore/db-client'));
  loaded = {
    client: require('@eventstore/db-client'),
    services: require('@eventstore/db-client/generated/streams_grpc_pb.js'),
    streams: require('@eventstore/db-client/generated/streams_pb.js'),
    shared: require('@eventstore/db-client/generated/shared_pb.js'),
    time: inClient('google-protobuf/google/protobuf/timestamp_pb.js'),
    nothing: inClient('google-protobuf/google/protobuf/empty_pb.js'),
  };
  return loaded;
}
