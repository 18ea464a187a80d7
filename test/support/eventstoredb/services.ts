import { BatchAppend } from './batch-append.js';
import { accessDenied } from './errors.js';
import { memberInfo, supportedMethods, type Member } from './cluster-answers.js';
import { accessOf, failureOf, refusalOf, type AnyCall, type Node } from './node.js';
import { readRequestOf } from './read-requests.js';
import { read } from './read.js';
import { Sender } from './sender.js';
import { AllSubscription, subscribeToStream } from './subscribe.js';
import { deleteStream, unaryAppend } from './unary.js';
import { failureFor, underFault } from './under-fault.js';
import { featureServices, gossipServices, grpc, streamServices } from './wire.js';
import type { BatchCall, Failure, Features, Gossip, Grpc, ReadCall } from './wire.js';

export interface Announced {
  readonly version: string;
  /** False for a server that knows only the older call. */
  readonly batchAppend: boolean;
  members(): readonly Member[];
}

/** A gRPC server with the services of one node. */
export function servicesOf(node: Node, announced: Announced): Grpc.Server {
  const server = new grpc.Server({ 'grpc.max_receive_message_length': 32 * 1024 * 1024, 'grpc.max_send_message_length': -1 });
  server.addService(streamServices.StreamsService, {
    read: (call: ReadCall) => void serveRead(node, call).catch((failure: Failure) => call.emit('error', failure)),
    append: unaryAppend(node),
    delete: deleteStream(node, false),
    tombstone: deleteStream(node, true),
    batchAppend: (call: BatchCall) => void new BatchAppend(node, call),
  });
  server.addService(featureServices.ServerFeaturesService, {
    getSupportedMethods: (call: AnyCall, reply: Grpc.sendUnaryData<Features.SupportedMethods>) =>
      void answer(node, call, 'features', () => supportedMethods(announced), reply),
  });
  server.addService(gossipServices.GossipService, {
    read: (call: AnyCall, reply: Grpc.sendUnaryData<Gossip.ClusterInfo>) =>
      void answer(node, call, 'gossip', () => memberInfo(announced.members()), reply),
  });
  return server;
}

/** @throws {Failure} */
async function serveRead(node: Node, call: ReadCall): Promise<void> {
  const access = accessOf(node, call);
  if (typeof access === 'object') throw access;
  if (access === 'denied') throw accessDenied();
  const refusal = refusalOf(node, call);
  if (refusal) throw failureOf(node, refusal);
  const request = readRequestOf(call);
  const isSubscription = request.count === undefined;
  const armed = node.faults.take(isSubscription ? 'subscribe' : 'read', request.stream);
  const sender = new Sender(node, call, armed);
  const trouble = await sender.beforeAll();
  if (trouble) throw failureFor(node, trouble);
  if (sender.isOver) return;
  const end = (failure: Failure) => call.emit('error', failure);
  node.running.add(end);
  call.on('close', () => node.running.delete(end));
  if (!isSubscription) await read(node, request, sender);
  else if (request.stream === '$all') await new AllSubscription(node, request, sender).run();
  else await subscribeToStream(node, request, sender);
  sender.end();
}

async function answer<T>(
  node: Node,
  call: AnyCall,
  operation: 'features' | 'gossip',
  make: () => T,
  reply: Grpc.sendUnaryData<T>,
): Promise<void> {
  const done = await underFault(node, call, operation, '', make);
  if (done.kind === 'answer') reply(null, done.value);
  else if (done.kind === 'trouble') reply(failureFor(node, done.trouble));
}
