import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface LoadLimits {
  /** Requests answered at once; the next is sent away. */
  readonly mostInFlight?: number;
  /** Milliseconds by which the event loop may run late. */
  readonly mostDelay?: number;
}

/** Told of every request; `route` is the template it took, never its address. */
export interface LoadObserver {
  requestBegan(): void;
  requestEnded(method: string, route: string, status: number, seconds: number): void;
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
  server.addHook('onRequest', async (request, reply) => {
    const since = performance.now();
    inFlight += 1;
    observer?.requestBegan();
    // The end of an answer is no `onResponse` when the client went away before: nothing is then finished, but everything closes.
    reply.raw.once('close', () => {
      inFlight -= 1;
      const status = reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_GONE;
      observer?.requestEnded(request.method, request.routeOptions.url ?? 'none', status, (performance.now() - since) / 1_000);
    });
    if (inFlight > mostInFlight && !isHealth(request)) {
      send('requests', request, reply);
      return reply;
    }
  });
  await server.register(underPressure, {
    maxEventLoopDelay: mostDelay,
    pressureHandler: (request, reply) => {
      if (!isHealth(request)) send('event-loop', request, reply);
    },
  });
}

const isHealth = ({ url }: FastifyRequest): boolean => url.startsWith('/health/');
