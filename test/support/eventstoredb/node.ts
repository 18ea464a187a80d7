import { invalidArgument, noLeaderInfo, notLeader, serverNotReady, unauthenticated } from './errors.js';
import type { Faults } from './faults.js';
import type { Gate } from './gate.js';
import type { Log } from './log.js';
import type { Grpc, Failure } from './wire.js';
import type { Writer } from './writer.js';

export interface Leader {
  readonly host: string;
  readonly port: number;
}

/** What the services of one node know of it. */
export interface Node {
  readonly log: Log;
  readonly faults: Faults;
  readonly gate: Gate;
  /** The leader's: a follower hands writes on. */
  readonly writer: Writer;
  readonly maxAppendBytes: number;
  /** Milliseconds after which an append whose end never came is answered with a time-out. */
  readonly writeTimeout: number;
  readonly isReady: boolean;
  /** This node, another one, or nobody. */
  readonly leader: 'self' | Leader | undefined;
  /** Passwords by user; undefined where nobody is asked. */
  readonly users: Readonly<Record<string, string>> | undefined;
  stop(): void;
  /** How to end each call that lasts. */
  readonly running: Set<(failure: Failure) => void>;
}

export type AnyCall = Pick<Grpc.ServerUnaryCall<unknown, unknown>, 'metadata' | 'getPeer' | 'cancelled'>;
export type Access = 'granted' | 'denied';

export type Refusal = 'not-ready' | 'not-leader' | 'no-leader';

/** Why this node does not take a call now: it is starting, or the caller insists on the leader. */
export function refusalOf(node: Node, call: AnyCall): Refusal | undefined {
  if (!node.isReady) return 'not-ready';
  if (node.leader === 'self') return undefined;
  if (node.leader === undefined) return 'no-leader';
  return requiresLeader(call) ? 'not-leader' : undefined;
}

export function failureOf(node: Node, refusal: Refusal): Failure {
  if (refusal === 'not-ready') return serverNotReady();
  if (refusal === 'no-leader') return noLeaderInfo();
  // A node that is told to disown its lead names itself: the client finds it again.
  const { host, port } = typeof node.leader === 'object' ? node.leader : { host: '127.0.0.1', port: node.gate.port };
  return notLeader(host, port);
}

/** A wrong password ends the call; no password at all is a stranger, who may do nothing where users are asked. */
export function accessOf(node: Node, call: AnyCall): Access | Failure {
  if (!node.users) return 'granted';
  const [header] = call.metadata.get('authorization');
  if (header === undefined) return 'denied';
  const [scheme, encoded = ''] = String(header).split(' ');
  if (scheme?.toLowerCase() !== 'basic') return unauthenticated();
  const [, user = '', password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return Object.hasOwn(node.users, user) && node.users[user] === password ? 'granted' : unauthenticated();
}

/** False once the connection is gone: what is still on its way inside must not be done. */
export const isAlive = (node: Node, call: AnyCall): boolean => !call.cancelled && node.gate.isConnected(call.getPeer());

/** @throws {Failure} */
export function streamOrThrow(name: string | undefined): string {
  if (!name) throw invalidArgument('A stream name is required.');
  return name;
}

const requiresLeader = (call: AnyCall) => call.metadata.get('requires-leader').some((value) => String(value).toLowerCase() === 'true');

export const delay = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
