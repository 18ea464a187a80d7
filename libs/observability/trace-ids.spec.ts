import { LentIds } from './lent-ids.js';
import { appendSpanIdOf, issuedAs, traceIdOf } from './trace-ids.js';

describe('the trace of a correlation id', () => {
  it('is the same UUID, without hyphens', () =>
    expect(traceIdOf('4BF92F35-77b3-4da6-a3ce-929d0e0e4736')).toBe('4bf92f3577b34da6a3ce929d0e0e4736'));

  it.each(['import-12', '', '00000000-0000-0000-0000-000000000000'])('is made out of "%s" where that is none', (id) => {
    expect(traceIdOf(id)).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(traceIdOf(id)).toBe(traceIdOf(id));
    expect(traceIdOf(id)).not.toBe(traceIdOf(`${id}x`));
  });
});

it('the span of an append does not tell the event’s identifier', () => {
  const eventId = '0190b5c4-6f5e-7cc2-a4a5-3f6d1c2b9a10';
  expect(appendSpanIdOf(eventId)).toMatch(/^(?!0{16})[0-9a-f]{16}$/);
  expect(eventId.replaceAll('-', '')).not.toContain(appendSpanIdOf(eventId));
});

it.each(['', 'null', '12', '{"commandId":1,"correlationId":{}}', '[]'])('an envelope "%s" says nothing of its command', (meta) =>
  expect(issuedAs(meta)).toEqual({}),
);

it('identifiers are lent to one span, and random after', () => {
  const ids = new LentIds();
  const lent = { traceId: '1'.repeat(32), spanId: '2'.repeat(16) };
  const made = () => ({ traceId: ids.generateTraceId(), spanId: ids.generateSpanId() });
  expect(ids.lend(lent, made)).toEqual(lent);
  expect(() =>
    ids.lend(lent, () => {
      throw new Error('not started');
    }),
  ).toThrow('not started');
  expect(made().traceId).not.toBe(lent.traceId);
  expect(made().spanId).toMatch(/^[0-9a-f]{16}$/);
});
