import { correlationIdOf, traceParentOf } from './correlation.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';
const sent = (headers: Record<string, string>) => ({ headers });

describe('Where the caller stands in its trace', () => {
  it.each([
    ['sampled', `00-${trace}-${span}-01`, true],
    ['not sampled', `00-${trace}-${span}-00`, false],
    ['with flags that are not ours', `00-${trace}-${span}-03`, true],
    ['in a later version that says more', `01-${trace}-${span}-01-more`, true],
  ])('is read: %s', (_, traceparent, sampled) =>
    expect(traceParentOf(sent({ traceparent }))).toEqual({ traceId: trace, spanId: span, sampled }),
  );

  it.each([
    ['', 'nothing'],
    [`00-${'0'.repeat(32)}-${span}-01`, 'no trace'],
    [`00-${trace}-${'0'.repeat(16)}-01`, 'no span'],
    [`ff-${trace}-${span}-01`, 'a version that is none'],
    [`00-${trace}-${span}-01-more`, 'more than version 00 says'],
    [`00-${trace.toUpperCase()}-${span}-01`, 'upper case'],
    [`00-${trace}-${span}`, 'no flags'],
    [`00-${trace}-${span}-01, 00-${trace}-${span}-01`, 'two at once'],
  ])('is unknown by "%s": %s', (traceparent) => expect(traceParentOf(sent({ traceparent }))).toBeUndefined());
});

describe('The correlation id of a request', () => {
  it('is the caller’s own before its trace', () =>
    expect(correlationIdOf(sent({ 'x-correlation-id': 'import-12', traceparent: `00-${trace}-${span}-01` }))).toBe('import-12'));

  it('is the trace, written as a UUID', () =>
    expect(correlationIdOf(sent({ traceparent: `00-${trace}-${span}-01` }))).toBe('4bf92f35-77b3-4da6-a3ce-929d0e0e4736'));

  it.each(['', 'a b', 'x'.repeat(129), '<script>'])('is made up in place of "%s", once', (given) => {
    const request = sent({ 'x-correlation-id': given });
    expect(correlationIdOf(request)).toMatch(/^[0-9a-f-]{36}$/);
    expect(correlationIdOf(request)).toBe(correlationIdOf(request));
  });
});
