import type { DECISION_FILE, PARTS } from '@app/audit';

/** What the guide of a decision file needs to know of it. */
export interface GuideFacts {
  readonly subject: string;
  readonly origin: string;
  readonly key: string;
  readonly size: number;
  readonly isPublic: boolean;
  readonly form: typeof DECISION_FILE;
  readonly parts: typeof PARTS;
}

/** Signatures and hashes, with a shell, OpenSSL 3 and coreutils. `KEY` is the log's key. A test runs it. */
export const SHELL = `set -e
sha256sum --quiet -c SHA256SUMS
tmp=$(mktemp -d)
signed() { # a note, the key that signed it
  sed '/^$/,$d' "$1" > "$tmp/text"
  grep -F -- "— $(printf %s "$2" | cut -d+ -f1) " "$1" | head -n 1 | cut -d' ' -f3 | base64 -d | tail -c 64 > "$tmp/signature"
  { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; printf %s "$2" | cut -d+ -f3- | base64 -d | tail -c 32; } > "$tmp/key"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/key" -rawin -in "$tmp/text" -sigfile "$tmp/signature"
}
signed checkpoint "$KEY"
signed endorsement.note "$KEY"
signed manifest.note "$(sed -n 2p endorsement.note)"
test "$(sed -n 3p manifest.note)" = "$(sha256sum < SHA256SUMS | cut -d' ' -f1)"
`;

/** Each event up to the root of the checkpoint, with Python's own library (RFC 9162, 2.1.3.2). A test runs it. */
export const PYTHON = `import base64, hashlib, json
sha256 = lambda data: hashlib.sha256(data).digest()
read = lambda name: open(name, encoding='utf-8', newline='').read()
note = read('checkpoint').split('\\n')
size, root = int(note[1]), base64.b64decode(note[2])
for line in read('events.jsonl').split('\\n')[:-1]:
    event = json.loads(line)
    header = event['header']
    assert sha256(event['data'].encode()).hex() == header['dataSha256'], header['eventId']
    if 'envelope' in event:
        nonce = bytes.fromhex(event['envelope']['nonce'])
        envelope = str(event['envelope']['revision']) + '\\n' + event['envelope']['meta']
        assert sha256(nonce + envelope.encode()).hex() == header['envelopeSha256'], header['eventId']
        assert sha256(b'palimpseste salt\\n' + nonce)[:16].hex() == event['salt'], header['eventId']
    canonical = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    commitment = sha256(bytes.fromhex(event['salt']) + canonical.encode()).hex()
    assert json.loads(event['entry']) == {
        'v': 1, 'eventId': header['eventId'], 'recordedAt': header['recordedAt'], 'commitment': commitment}, header['eventId']
    proof = read('proofs/' + header['eventId'] + '.tlog-proof').split('\\n\\n')[0].split('\\n')
    node, at, last = sha256(b'\\0' + event['entry'].encode()), event['index'], size - 1
    for sibling in map(base64.b64decode, proof[3:]):
        if at % 2 or at == last:
            node = sha256(b'\\1' + sibling + node)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            node = sha256(b'\\1' + node + sibling)
        at, last = at // 2, last // 2
    assert last == 0 and node == root, header['eventId']
print('OK')
`;
