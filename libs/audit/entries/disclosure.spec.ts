import { nodeCryptography } from '../node/cryptography.js';
import { decodeDisclosure, disclose, encodeDisclosure, entryOfDisclosure } from './disclosure.js';
import { encodeLogEntry } from './log-entry.js';

const { sha256 } = nodeCryptography;
const nonce = new Uint8Array(16).fill(9);
const event = {
  streamId: 'site-bridgestone-bethune',
  revision: 7,
  eventId: '01920000-0000-7000-8000-000000000001',
  type: 'SiteClosed',
  schemaVersion: 1,
  recordedAt: '2020-12-31T10:11:12.123456Z',
  data: '{"jobsLost":864}',
  meta: `{"recordedBy":"officer-1","occurred":{"edtf":"2020-12~"},"nonce":"${'09'.repeat(16)}"}`,
};

describe('what is told of an event', () => {
  it.each([true, false])('gives its entry again, to the byte, to who may read all of it: %s', (all) => {
    const told = decodeDisclosure(encodeDisclosure(disclose(event, nonce, all, sha256)));
    expect(entryOfDisclosure(told, sha256)).toEqual(encodeLogEntry(event, nonce, sha256));
  });

  it('tells the public neither revision, nor account, nor nonce', () => {
    const text = Buffer.from(encodeDisclosure(disclose(event, nonce, false, sha256))).toString();
    for (const secret of ['revision', 'officer-1', '09'.repeat(16), '"meta"']) expect(text).not.toContain(secret);
    expect(Buffer.from(encodeDisclosure(disclose(event, nonce, true, sha256))).toString()).toContain('officer-1');
  });

  it('is refused when payload, envelope or nonce is another', () => {
    const told = disclose(event, nonce, true, sha256);
    const inside = told.inside!;
    for (const other of [
      { ...told, data: '{"jobsLost":863}' },
      { ...told, inside: { ...inside, revision: 6 } },
      { ...told, inside: { ...inside, meta: inside.meta.replace('officer-1', 'officer-2') } },
      { ...told, inside: { ...inside, nonce: new Uint8Array(16) } },
    ])
      expect(() => entryOfDisclosure(other, sha256)).toThrow(expect.objectContaining({ code: 'COMMITMENT_DIFFERS' }));
  });

  it.each(['', 'x', 'null', '{}', '{"format":"palimpseste-event/2"}', '{"format":"palimpseste-event/1","data":"","header":{},"salt":""}'])(
    'is read from nothing else: %s',
    (text) => expect(() => decodeDisclosure(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'PROOF_MALFORMED' })),
  );
});
