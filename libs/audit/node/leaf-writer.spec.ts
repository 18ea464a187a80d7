import type { StoredEvent } from '@app/event-store';
import fc from 'fast-check';
import { HASH_BYTES } from '../base/cryptography.js';
import { envelopeOf } from '../entries/commitment.js';
import { formatLogEntry, logEntryOf } from '../entries/log-entry.js';
import { PACKED_BYTES, packEntries } from '../entries/packed-entries.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { nodeCryptography } from './cryptography.js';
import { LeafWriter } from './leaf-writer.js';

const { sha256 } = nodeCryptography;

describe('leaves written at speed', () => {
  it('are those that are written with care, one event after the other, whatever is in them', () =>
    fc.assert(
      fc.property(fc.array(events(), { minLength: 1, maxLength: 8 }), (batch) => {
        const packed = Buffer.alloc(batch.length * PACKED_BYTES);
        const hashes = Buffer.alloc(batch.length * HASH_BYTES);
        for (const [index, [event, nonce, occurred]] of batch.entries()) writer.write(event, nonce, { occurred }, packed, hashes, index);
        const entries = batch.map(([event, nonce, occurred]) => logEntryOf(event, nonce, sha256, { occurred, nonce }));
        expect(packed.equals(packEntries(entries))).toBe(true);
        expect(hashes.equals(new TreeHasher(sha256).leaves(entries.map(formatLogEntry)))).toBe(true);
      }),
      { numRuns: 2_000 },
    ));

  it('are so for a payload of a megabyte', () => {
    const event = { ...sample, data: `"${'é'.repeat(500_000)}"`, meta: `"${'€'.repeat(400_000)}"` };
    const hashes = Buffer.alloc(HASH_BYTES);
    writer.write(event, NONCE, { occurred: null }, Buffer.alloc(PACKED_BYTES), hashes, 0);
    const entry = formatLogEntry(logEntryOf(event, NONCE, sha256, { occurred: null, nonce: NONCE }));
    expect(hashes.equals(new TreeHasher(sha256).leaf(entry))).toBe(true);
  });
});

describe('an identifier that is none as stores give them', () => {
  it.each(['0g', 'g0', '0é', 'é0', '0/', '0:', '0`', '0A', '0-'])('is written with care, not read as another: %s', (pair) => {
    const event = { ...sample, eventId: `${sample.eventId.slice(0, -2)}${pair}` };
    const [packed, hashes] = [Buffer.alloc(PACKED_BYTES), Buffer.alloc(HASH_BYTES)];
    writer.write(event, NONCE, { occurred: null }, packed, hashes, 0);
    const entry = formatLogEntry(logEntryOf(event, NONCE, sha256, { occurred: null, nonce: NONCE }));
    expect(hashes.equals(new TreeHasher(sha256).leaf(entry))).toBe(true);
  });
});

describe('an envelope read without parsing', () => {
  it('says what parsing says, of whatever the command runner could write', () =>
    fc.assert(
      fc.property(envelopes(), (envelope) => {
        const meta = JSON.stringify(envelope);
        expect(envelopeOf(meta)).toEqual(asParsed(meta));
      }),
      { numRuns: 5_000 },
    ));

  // Each has the beginning or the end that is looked for, and means something else.
  it.each([
    `{"occurred":{"edtf":"2020"},"occurred":{"edtf":"2021"},"nonce":"${'a'.repeat(32)}"}`,
    `{"occurred":{"edtf":"2020"},"occ\\u0075rred":null,"nonce":"${'a'.repeat(32)}"}`,
    `{"occurred":{"edtf":"2020","edtf":"2021"},"nonce":"${'a'.repeat(32)}"}`,
    `{"occurred":{"edtf":"2020","\\u0065dtf":7},"nonce":"${'a'.repeat(32)}"}`,
    `{"occurred":{"edtf":"a\\",\\"b"},"nonce":"${'a'.repeat(32)}"}`,
    `{"occurred":null,"nonce":"${'b'.repeat(32)}","nonce":"${'a'.repeat(32)}"}`,
    `{"occurred":null,"inner":{"x":1,"nonce":"${'a'.repeat(32)}"}}`,
    `{"occurred":null,"x":"{,\\"nonce\\":\\"${'a'.repeat(32)}\\"}"}`,
    `{"occurred":null,"nonce":"${'A'.repeat(32)}"}`,
    `{"occurred":null,"nonce":"${'a'.repeat(31)}"}`,
    `{"x":{"occurred":{"edtf":"2020"}},"nonce":"${'a'.repeat(32)}"}`,
    ` {"occurred":{"edtf":"2020"},"nonce":"${'a'.repeat(32)}"} `,
    '{"occurred":{"edtf":2020}}',
    '{}',
  ])('%s', (meta) => expect(envelopeOf(meta)).toEqual(asParsed(meta)));
});

const writer = new LeafWriter();
const NONCE = new Uint8Array(16).fill(255);
const sample: StoredEvent = {
  streamId: 'site-bridgestone-bethune',
  revision: 3,
  position: '7',
  eventId: '01920000-0000-7000-8000-000000000001',
  type: 'SiteClosureAnnounced',
  schemaVersion: 1,
  recordedAt: '2020-09-16T10:11:12.123456Z',
  data: '{"jobsAtRisk":863}',
  meta: '{}',
};

/** What the specification of the entry says of an envelope. */
function asParsed(meta: string) {
  const { occurred, nonce } = JSON.parse(meta) as { occurred?: { edtf?: unknown } | null; nonce?: unknown };
  return {
    occurred: typeof occurred?.edtf === 'string' ? occurred.edtf : null,
    nonce: typeof nonce === 'string' && /^[0-9a-f]{32}$/.test(nonce) ? new Uint8Array(Buffer.from(nonce, 'hex')) : undefined,
  };
}

const texts = () =>
  fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', 'é€😀', '\u2028', '\u007f', '\u0000'));

function events(): fc.Arbitrary<[StoredEvent, Uint8Array, string | null]> {
  const recordedAt = fc
    .tuple(fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), fc.nat(999_999))
    .map(([date, micros]) => `${date.toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`);
  const event = fc.record({
    streamId: texts(),
    revision: fc.maxSafeNat(),
    position: fc.constant('1'),
    eventId: fc.uuid(),
    type: texts(),
    schemaVersion: fc.nat(32_767),
    recordedAt: fc.oneof(recordedAt, fc.constant('2020-09-16T10:11:12.123456Z'), fc.constant('1969-12-31T23:59:59.999999Z')),
    data: texts(),
    meta: texts(),
  });
  return fc.tuple(event, fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.option(texts()));
}

function envelopes(): fc.Arbitrary<object> {
  const nonce = fc.oneof(fc.stringMatching(/^[0-9a-f]{32}$/), fc.string(), fc.constant(undefined));
  const occurred = fc.oneof(
    fc.record({ edtf: fc.oneof(fc.string(), fc.constantFrom('2020-09~', '"occurred"', '"edtf"', '\\')), earliest: fc.string() }),
    fc.record({ earliest: fc.string(), edtf: fc.string() }),
    fc.constantFrom(null, undefined, {}),
  );
  const reason = fc.oneof(fc.json(), fc.string(), fc.constantFrom('"occurred"', 'occurred', ',"nonce":"'));
  return fc
    .tuple(
      occurred,
      fc.record({ sources: fc.array(fc.jsonValue()), recordedBy: reason, edtf: fc.string() }, { requiredKeys: [] }),
      nonce,
      fc.boolean(),
    )
    .map(([first, others, last, inside]) =>
      inside ? { occurred: first, inner: { occurred: first, nonce: last } } : { occurred: first, ...others, nonce: last },
    );
}
