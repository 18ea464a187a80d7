import { createRequire } from 'node:module';
import type { StatusObject } from '@grpc/grpc-js';
import type * as Grpc from '@grpc/grpc-js';
import type * as StreamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as FeatureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as GossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as Status from '@eventstore/db-client/generated/status_pb.js';
import type * as Features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as Gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type * as Any from 'google-protobuf/google/protobuf/any_pb.js';
import type * as Nothing from 'google-protobuf/google/protobuf/empty_pb.js';

export type { Grpc, Streams, Shared, Status, Features, Gossip };
export type ReadCall = Grpc.ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;
export type AppendCall = Grpc.ServerReadableStream<Streams.AppendReq, Streams.AppendResp>;
export type BatchCall = Grpc.ServerDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>;
export type Failure = Partial<StatusObject> & { code: number };

// The client's own message classes: CommonJS, so that server and client share one copy of each.
const require = createRequire(import.meta.url);
const inClient = createRequire(require.resolve('@eventstore/db-client'));

export const grpc: typeof Grpc = inClient('@grpc/grpc-js');
export const streamServices: typeof StreamServices = require('@eventstore/db-client/generated/streams_grpc_pb.js');
export const featureServices: typeof FeatureServices = require('@eventstore/db-client/generated/serverfeatures_grpc_pb.js');
export const gossipServices: typeof GossipServices = require('@eventstore/db-client/generated/gossip_grpc_pb.js');
export const streams: typeof Streams = require('@eventstore/db-client/generated/streams_pb.js');
export const shared: typeof Shared = require('@eventstore/db-client/generated/shared_pb.js');
export const status: typeof Status = require('@eventstore/db-client/generated/status_pb.js');
export const features: typeof Features = require('@eventstore/db-client/generated/serverfeatures_pb.js');
export const gossip: typeof Gossip = require('@eventstore/db-client/generated/gossip_pb.js');
export const any: typeof Any = inClient('google-protobuf/google/protobuf/any_pb.js');
export const nothing: typeof Nothing = inClient('google-protobuf/google/protobuf/empty_pb.js');

/** The client sends what google.protobuf.Empty or its own Empty reads alike: nothing. */
export const empty = (): Shared.Empty => new shared.Empty();

export function streamIdentifier(name: string): Shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name).toString('base64'));
  return identifier;
}

export const streamNameOf = (identifier: Shared.StreamIdentifier | undefined): string | undefined =>
  identifier && Buffer.from(identifier.getStreamName_asU8()).toString('utf8');

const TEXTUAL = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** @throws {RangeError} when it is no UUID */
export function uuidText(uuid: Shared.UUID | undefined): string {
  const structured = uuid?.getStructured();
  const hex = structured
    ? bits(structured.getMostSignificantBits()) + bits(structured.getLeastSignificantBits())
    : (uuid?.getString() ?? '');
  if (!TEXTUAL.test(hex)) throw new RangeError('Unrecognized Guid format.');
  return hex
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function uuidOf(text: string, structured = false): Shared.UUID {
  const uuid = new shared.UUID();
  if (!structured) {
    uuid.setString(text);
    return uuid;
  }
  const hex = text.replaceAll('-', '');
  const halves = new shared.UUID.Structured();
  halves.setMostSignificantBits(BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`)).toString());
  halves.setLeastSignificantBits(BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`)).toString());
  uuid.setStructured(halves);
  return uuid;
}

const bits = (signed: string) => BigInt.asUintN(64, BigInt(signed)).toString(16).padStart(16, '0');
