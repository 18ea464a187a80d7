import { PassThrough } from 'node:stream';
import { makeLog, NestLog } from './log.js';

function logged(traces: Record<string, string> = {}) {
  const destination = new PassThrough();
  const log = new NestLog(makeLog('debug', { destination, traceIdOf: (correlationId) => traces[correlationId] }));
  return { log, line: () => JSON.parse((destination.read() as Buffer).toString()) as Record<string, unknown> };
}

describe('a line of the log', () => {
  it('is one JSON object with what is at stake, under names of its own', () => {
    const { log, line } = logged({ 'c-1': '4bf92f3577b34da6a3ce929d0e0e4736' });
    log.warn('late', { projection: 'timeline', eventId: 'e-1', correlationId: 'c-1' }, 'worker');
    expect(line()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      pid: process.pid,
      correlationId: 'c-1',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      context: 'worker',
      projection: 'timeline',
      eventId: 'e-1',
      msg: 'late',
    });
  });

  it('keeps the stack of an error apart from its text', () => {
    const { log, line } = logged();
    log.error('broken', { correlationId: 'c-1' }, 'Error: broken\n    at here', 'Problem');
    expect(line()).toMatchObject({ msg: 'broken', correlationId: 'c-1', stack: 'Error: broken\n    at here', context: 'Problem' });
  });

  it('repeats nothing that it does not know', () => {
    const { log, line } = logged();
    log.log('asked', { headers: { authorization: 'Bearer plp_secret' }, url: '/api/v1/sites/hyperion', body: 'hyperion' }, 'Request');
    expect(JSON.stringify(line())).not.toMatch(/plp_secret|hyperion/);
  });
});
