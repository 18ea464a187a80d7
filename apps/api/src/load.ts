import { correlationIdOf, traceParentOf, type TraceParent } from '@app/http';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface LoadLimits {
  /** Requests answered at once; the next is sent away. */
  readonly mostInFlight?: number;
  /** Milliseconds by which the event loop may run late; 0 for any. A loop that never ran for a second is later than any number. */
  readonly mostDelay?: number;
}

/** What an observer is told of a request: nothing of its address, its headers or its body. */
export interface SeenRequest {
  readonly method: string;
  /** The template it took (`/api/v1/sites/:siteId`), never the address; undefined when it took none. */
  readonly route: string | undefined;
  readonly correlationId: string;
  readonly caller: TraceParent | undefined;
}

export interface RequestUnderWay {
  ended(status: number, seconds: number): void;
}

/** Told of every request. */
export interface LoadObserver {
  began(request: SeenRequest): RequestUnderWay;
  shed(reason: 'requests' | 'event-loop'): void;
}

const MOST_IN_FLIGHT = 512;
const MOST_DELAY = 1_000;
/** What nginx calls it: nobody was there any more to be answered. */
const CLIENT_GONE = 499;

/**
 * Sends requests away, at once and with an hour to come back at, rather than let a queue grow that nobody will live to see the end of. Health is
 * always answered: a program that is busy is not dead. Replays have a gate of their own.
 */
export async function shedLoad(
  server: FastifyInstance,
  { mostInFlight = MOST_IN_FLIGHT, mostDelay = MOST_DELAY }: LoadLimits,
  observer: LoadObserver | undefined,
  overloaded: (request: FastifyRequest, reply: FastifyReply) => void,
): Promise<void> {
  let inFlight = 0;
  const send = (reason: 'requests' | 'event-loop', request: FastifyRequest, reply: FastifyReply) => {
    observer?.shed(reason);
    overloaded(request, reply);
  };
  server.addHook('onRequest', (request, reply, done) => {
    const since = performance.now();
    inFlight += 1;
    const underWay = observer?.began(seen(request));
    // The end of an answer is no `onResponse` when the client went away before: nothing is then finished, but everything closes.
    reply.raw.once('close', () => {
      inFlight -= 1;
      const status = reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_GONE;
      underWay?.ended(status, (performance.now() - since) / 1_000);
    });
    if (inFlight > mostInFlight && !isHealth(request)) send('requests', request, reply);
    else done();
  });
  await server.register(underPressure, {
    maxEventLoopDelay: mostDelay,
    pressureHandler: (request, reply) => {
      if (!isHealth(request)) send('event-loop', request, reply);
    },
  });
}

const seen = (request: FastifyRequest): SeenRequest => ({
  method: request.method,
  route: request.routeOptions.url,
  correlationId: correlationIdOf(request),
  caller: traceParentOf(request),
});

const isHealth = ({ url }: FastifyRequest): boolean => url.startsWith('/health/');
