import { logFault } from './fault.js';

describe('A fault in the log', () => {
  const said: unknown[][] = [];
  const logger = { error: (...words: unknown[]) => void said.push(words) };
  const asked = {
    url: '/api/v1/projects/hyperion/closure?token=plp_1',
    headers: { 'x-correlation-id': 'c-1' },
    method: 'POST',
    params: { projectId: 'hyperion' },
    routeOptions: { url: '/api/v1/projects/:projectId/closure' },
  };

  it('has the route and the correlation id beside it, and not the address, even where the error repeats it', () => {
    logFault(logger, new Error('no room for hyperion'), asked as never);
    const [[message, fields, stack]] = said as [[string, object, string]];
    expect(message).toBe('no room for …');
    expect(fields).toEqual({ correlationId: 'c-1', traceId: undefined, method: 'POST', route: '/api/v1/projects/:projectId/closure' });
    expect(stack).toMatch(/^Error: no room for …\n\s+at /);
    expect(JSON.stringify(said)).not.toMatch(/hyperion|plp_1/);
  });
});
