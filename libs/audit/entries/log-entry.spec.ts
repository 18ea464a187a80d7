import { createHash } from 'node:crypto';
import { newEventNonce } from '@app/kernel';
import { fromHex } from '../base/bytes.js';
import { nodeCryptography } from '../node/cryptography.js';
import fc from 'fast-check';
import { canonical } from './canonical.js';
import { commitmentOf, envelopeOf, headerOf, saltOf, type CommittedEvent } from './commitment.js';
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
    const commitments = [nonce, fromHex(newEventNonce()), fromHex(newEventNonce())].map(
      (salt) => parseLogEntry(encodeLogEntry(event, salt, sha256)).commitment,
    );
    expect(new Set(commitments).size).toBe(3);
    expect(fromHex(newEventNonce())).toHaveLength(16);
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
    expect(() => verifyEntryOfEvent(entry, event, fromHex(newEventNonce()), sha256)).toThrow(
      expect.objectContaining({ code: 'COMMITMENT_DIFFERS' }),
    );
  });

  it('can be checked by who has the header without the payload', () => {
    const [header, salt] = [headerOf(event, nonce, sha256), saltOf(nonce, sha256)];
    expect(header.occurred).toBe('2020-09-16');
    const entry = encodeLogEntry(event, nonce, sha256);
    expect(() => verifyEntryOfHeader(entry, header, salt, sha256)).not.toThrow();
    for (const [other, with_] of [
      [{ ...header, occurred: null }, salt],
      [header, nonce],
    ] as const)
      expect(() => verifyEntryOfHeader(entry, other, with_, sha256)).toThrow(expect.objectContaining({ code: 'COMMITMENT_DIFFERS' }));
  });

  it('does not give the revision away to who has the header and the salt: it would count what is hidden', () => {
    const { envelopeSha256 } = headerOf(event, nonce, sha256);
    const salt = saltOf(nonce, sha256);
    const guesses = Array.from({ length: 50 }, (_, revision) => headerOf({ ...event, revision }, salt, sha256).envelopeSha256);
    expect(guesses).not.toContain(envelopeSha256);
    expect(headerOf({ ...event, revision: 4 }, nonce, sha256).envelopeSha256).not.toBe(envelopeSha256);
  });

  it('takes the nonce from the envelope, when there is one', () => {
    expect(envelopeOf(`{"nonce":"${Buffer.from(nonce).toString('hex')}"}`).nonce).toEqual(new Uint8Array(nonce));
    for (const none of ['{}', '{"nonce":7}', '{"nonce":"00"}', `{"nonce":"${'G'.repeat(32)}"}`])
      expect(envelopeOf(none).nonce).toBeUndefined();
  });

  it.each(['{"occurred":null}', '{}', '{"occurred":"2020"}'])('of an event whose envelope is %s has no date', (meta) =>
    expect(headerOf({ ...event, meta }, nonce, sha256).occurred).toBeNull(),
  );

  it('commits to the canonical JSON of the header, whatever is in it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.option(fc.string()), fc.nat(9), (streamId, occurred, schemaVersion) => {
        const header = { ...headerOf(event, nonce, sha256), streamId, occurred, schemaVersion };
        if (![streamId, occurred ?? ''].every((text) => text.isWellFormed())) return;
        const salt = saltOf(nonce, sha256);
        const expected = createHash('sha256')
          .update(salt)
          .update(canonical({ ...header }))
          .digest('hex');
        expect(commitmentOf(header, salt, sha256)).toBe(expected);
      }),
    ));

  it('needs a nonce of 16 bytes', () => {
    for (const wrong of [
      () => encodeLogEntry(event, new Uint8Array(15), sha256),
      () => commitmentOf(headerOf(event, nonce, sha256), new Uint8Array(17), sha256),
    ])
      expect(wrong).toThrow(RangeError);
  });
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
  const envelope = createHash('sha256').update(nonce).update(`3\n${event.meta}`).digest('hex');
  return createHash('sha256')
    .update(createHash('sha256').update('palimpseste salt\n').update(nonce).digest().subarray(0, 16))
    .update(
      `{"dataSha256":"${hash(event.data)}","envelopeSha256":"${envelope}","eventId":"01920000-0000-7000-8000-000000000001",` +
        '"occurred":"2020-09-16","recordedAt":"2020-09-16T10:11:12.123456Z","schemaVersion":1,' +
        '"streamId":"site-bridgestone-bethune","type":"SiteClosureAnnounced"}',
    )
    .digest('hex');
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
