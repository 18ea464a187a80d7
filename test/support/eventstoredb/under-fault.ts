import { accessDenied, serverNotReady, serverTooBusy, timedOut, unknownResult } from './errors.js';
import type { Armed, Fault, Operation } from './faults.js';
import { delay, failureOf, isAlive, type AnyCall, type Node, type Refusal } from './node.js';
import type { Failure } from './wire.js';

export type Trouble = Refusal | 'too-busy' | 'deny' | 'timeout' | 'unknown';

/** What is to be answered: something, twice the same, a failure, or nothing. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly twice: boolean }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'silence' };

const SILENCE = { kind: 'silence' } as const;

/** Does what a call asks, or what its fault makes of it. */
export async function underFault<T>(node: Node, call: AnyCall, operation: Operation, stream: string, act: () => T): Promise<Answer<T>> {
  if (!isAlive(node, call)) return SILENCE;
  const armed = node.faults.take(operation, stream);
  if (!armed) return answer(act());
  const met = await meet(node, call, armed, act);
  armed.tell();
  return met;
}

async function meet<T>(node: Node, call: AnyCall, armed: Armed, act: () => T): Promise<Answer<T>> {
  const { fault } = armed;
  switch (fault) {
    case 'hang':
      armed.tell();
      await armed.released;
      return isAlive(node, call) ? answer(act()) : SILENCE;
    case 'late-write':
      armed.tell();
      await armed.released;
      return answer(act());
    case 'hang-after-write': {
      const value = act();
      armed.tell();
      await armed.released;
      return answer(value);
    }
    case 'lose-request':
      return SILENCE;
    case 'lose-answer':
      act();
      return SILENCE;
    case 'cut-before':
      node.gate.cut(call.getPeer());
      return SILENCE;
    case 'cut-after-write':
      act();
      node.gate.cut(call.getPeer());
      return SILENCE;
    case 'cut-mid':
      // The nine bytes of a frame's header and no more.
      node.gate.cutWithin(call.getPeer(), 9);
      return answer(act());
    case 'refuse':
      node.stop();
      return SILENCE;
    case 'duplicate-answer':
      return { kind: 'answer', value: act(), twice: true };
    case 'timeout-after-write':
      act();
      return { kind: 'trouble', trouble: 'timeout' };
    default: {
      const trouble = troubleOf(fault);
      if (trouble) return { kind: 'trouble', trouble };
      await delay(armed.amount('slow') ?? 0);
      return isAlive(node, call) ? answer(act()) : SILENCE;
    }
  }
}

const TROUBLES: readonly string[] = ['not-ready', 'too-busy', 'not-leader', 'no-leader', 'deny', 'timeout', 'unknown'] satisfies Trouble[];

export const troubleOf = (fault: Fault): Trouble | undefined => (TROUBLES.includes(fault) ? (fault as Trouble) : undefined);

const answer = <T>(value: T): Answer<T> => ({ kind: 'answer', value, twice: false });

/** The status and trailers of a call that is not a stream of appends. */
export function failureFor(node: Node, trouble: Trouble): Failure {
  switch (trouble) {
    case 'not-ready':
      return serverNotReady();
    case 'too-busy':
      return serverTooBusy();
    case 'deny':
      return accessDenied();
    case 'timeout':
      return timedOut();
    case 'unknown':
      return unknownResult('OperationResult', 'Unknown');
    default:
      return failureOf(node, trouble);
  }
}
