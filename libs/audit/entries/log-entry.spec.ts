import { createHash } from 'node:crypto';
import { newNonce, nodeCryptography } from '../node/cryptography.js';
import { commitmentOf, headerOf, type CommittedEvent } from './commitment.js';
import { encodeLogEntry, parseLogEntry, verifyEntryOfEvent, verifyEntryOfHeader } from './log-entry.js';

const { sha256 } = nodeCryptography;

describe('the log entry of an event', () => {
  it('is the canonical JSON of its id, its record time and a commitment', () =>
    expect(text(encodeLogEntry(event, nonce, sha256))).toBe(
      `{"commitment":"${commitmentByHand()}","eventId":"${event.eventId}","recordedAt":"2020-09-16T10:11:12.123456Z","v":1}`,
    ));

  it('tells nothing else of the event', () => {
    const entry = text(encodeLogEntry(event, nonce, sha256));
    for (const secret of ['bridgestone', 'SiteClosure', '863', '2020-09-16"', 'commune'])
      expect(entry.toLowerCase()).not.toContain(secret.toLowerCase());
    // Two events alike but for what they say have entries of the same length.
    expect(encodeLogEntry({ ...event, streamId: 'site-x', data: '{}' }, nonce, sha256)).toHaveLength(entry.length);
  });

  it('cannot be guessed without the nonce: another nonce, another commitment', () => {
    const commitments = [nonce, newNonce(), newNonce()].map((salt) => parseLogEntry(encodeLogEntry(event, salt, sha256)).commitment);
    expect(new Set(commitments).size).toBe(3);
    expect(newNonce()).toHaveLength(16);
  });

  it('is the same wherever the event is stored', () =>
    expect(text(encodeLogEntry({ ...event, position: '4711' } as CommittedEvent, nonce, sha256))).toBe(
      text(encodeLogEntry(event, nonce, sha256)),
    ));

  it('was made of this event and no other', () => {
    const entry = encodeLogEntry(event, nonce, sha256);
    expect(() => verifyEntryOfEvent(entry, event, nonce, sha256)).not.toThrow();
    const others: Partial<CommittedEvent>[] = [
      { streamId: 'site-other' },
      { revision: 4 },
      { eventId: '01920000-0000-7000-8000-000000000002' },
      { type: 'SiteClosed' },
      { schemaVersion: 2 },
      { recordedAt: '2020-09-16T10:11:12.123457Z' },
      { data: event.data.replace('863', '864') },
      { data: `${event.data} ` },
      { meta: event.meta.replace('16', '17') },
      { meta: event.meta.replace('officer-1', 'officer-2') },
    ];
    for (const other of others)
      expect(() => verifyEntryOfEvent(entry, { ...event, ...other }, nonce, sha256)).toThrow(
        expect.objectContaining({ code: 'COMMITMENT_DIFFERS' }),
      );
    expect(() => verifyEntryOfEvent(entry, event, newNonce(), sha256)).toThrow(expect.objectContaining({ code: 'COMMITMENT_DIFFERS' }));
  });

  it('can be checked by who has the header without the payload', () => {
    const header = headerOf(event, sha256);
    expect(header.occurred).toBe('2020-09-16');
    const entry = encodeLogEntry(event, nonce, sha256);
    expect(() => verifyEntryOfHeader(entry, header, nonce, sha256)).not.toThrow();
    expect(() => verifyEntryOfHeader(entry, { ...header, occurred: null }, nonce, sha256)).toThrow(
      expect.objectContaining({ code: 'COMMITMENT_DIFFERS' }),
    );
  });

  it.each(['{"occurred":null}', '{}', '{"occurred":"2020"}'])('of an event whose envelope is %s has no date', (meta) =>
    expect(headerOf({ ...event, meta }, sha256).occurred).toBeNull(),
  );

  it('needs a nonce of 16 bytes', () =>
    expect(() => commitmentOf(headerOf(event, sha256), new Uint8Array(15), sha256)).toThrow(RangeError));
});

describe('bytes that are no log entry', () => {
  const entry = text(encodeLogEntry(sample(), Buffer.alloc(16, 1), sha256));

  it.each([
    ['nothing', ''],
    ['no JSON', 'x'],
    ['null', 'null'],
    ['another order', entry.replace(',"v":1', '').replace('{', '{"v":1,')],
    ['spaces', entry.replace(',', ', ')],
    ['more than there is', entry.replace('}', ',"x":1}')],
    ['another form', entry.replace('"v":1', '"v":2')],
    ['a commitment in capitals', entry.replace(/"[0-9a-f]{64}"/, (hash) => hash.toUpperCase())],
    ['milliseconds', entry.replace('.123456Z', '.123Z')],
    ['a newline', `${entry}\n`],
    ['a number for an id', entry.replace(/"eventId":"[^"]+"/, '"eventId":7')],
  ])('are refused: %s', (_, other) =>
    expect(() => parseLogEntry(Buffer.from(other))).toThrow(expect.objectContaining({ code: 'ENTRY_MALFORMED' })),
  );

  it('are refused: not UTF-8', () =>
    expect(() => parseLogEntry(Buffer.of(0xff))).toThrow(expect.objectContaining({ code: 'ENTRY_MALFORMED' })));
});

const event = sample();
const nonce = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

function sample(): CommittedEvent {
  return {
    streamId: 'site-bridgestone-bethune',
    revision: 3,
    eventId: '01920000-0000-7000-8000-000000000001',
    type: 'SiteClosureAnnounced',
    schemaVersion: 1,
    recordedAt: '2020-09-16T10:11:12.123456Z',
    data: '{"operator":"Bridgestone","communeCode":"62119","jobsAtRisk":863}',
    meta: '{"occurred":{"edtf":"2020-09-16","earliest":"2020-09-16","latest":"2020-09-16"},"recordedBy":"officer-1"}',
  };
}

/** The commitment with nothing but a hash and a text written out. */
function commitmentByHand(): string {
  const hash = (content: string) => createHash('sha256').update(content).digest('hex');
  return createHash('sha256')
    .update(nonce)
    .update(
      `{"dataSha256":"${hash(event.data)}","eventId":"01920000-0000-7000-8000-000000000001","metaSha256":"${hash(event.meta)}",` +
        '"occurred":"2020-09-16","recordedAt":"2020-09-16T10:11:12.123456Z","revision":3,"schemaVersion":1,' +
        '"streamId":"site-bridgestone-bethune","type":"SiteClosureAnnounced"}',
    )
    .digest('hex');
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
