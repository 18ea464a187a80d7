import { PYTHON, SHELL, type GuideFacts } from './guide.facts.js';

export const guideEn = ({ subject, origin, key, size, isPublic, form, parts }: GuideFacts): string => `# Decision file: ${subject}

${
  isPublic
    ? 'This file holds only what anybody may read.'
    : '**This file holds what only officers, auditors and administrators may read: do not pass it on.**'
}

| part | what it is |
| --- | --- |
| \`${parts.history}\` | the decision history, to be read |
| \`${parts.events}\` | the events, one a line: what was recorded, and its entry in the log |
| \`proofs/\` | for each, the proof that it is in the log (C2SP tlog-proof) |
| \`${parts.documents}\`, \`documents/\` | the documents cited, under their SHA-256 |
| \`${parts.withheld}\` | what is not enclosed, and why |
| \`${parts.checkpoint}\` | the signed checkpoint of the log (C2SP tlog-checkpoint), over ${size} entries |
| \`${parts.key}\` | the public key of the log: **compare it with the one you have from elsewhere** |
| \`${parts.endorsement}\`, \`${parts.manifest}\`, \`${parts.sums}\` | the key that signs decision files, endorsed by the log’s; its signature; the hash of each part |
| \`${parts.about}\` | the subject, the period, the two times, the form (\`${form}\`) |

The log is called \`${origin}\`. Its key:

    ${key}

A key that is read in the file itself proves nothing: ask whoever publishes the log for it, or a witness, or compare it with a checkpoint that you kept.

## Verify with Palimpseste

    palimpseste audit verify file.zip --key '<the key>'

Or in a browser, on the page "Verify" of the site: the file is sent to nobody.

## Verify without Palimpseste

Unpack the archive and go into its folder. Hashes and signatures, with sha256sum and OpenSSL 3:

\`\`\`sh
KEY='<the key>'
${SHELL}\`\`\`

What is not in \`${parts.sums}\`, but for itself and \`${parts.manifest}\`, is no part of the file.

Each event up to the root that the checkpoint signs, with Python 3 (or any tool that reads c2sp.org/tlog-proof: the entry is in the field \`entry\` of each
line):

\`\`\`python
${PYTHON}\`\`\`

A document is the one that was recorded when its hash is the one that an event \`SourceCaptured\` in \`${parts.events}\` says.

## What this proves, and does not

- Each event is, to the byte, the one that was sealed, at its place and with its time of recording.
- The file is as it was made: nothing was changed, taken away or added.
- Not that what was recorded is true: that is for the sources to say.
- Not that all is there: a fact that was never recorded is nowhere, and what the reader of this file may not know of leaves no trace in it.
- The sentences of the PDF and of the lists are those of the installation that made the file; what is sealed is in \`${parts.events}\`.
`;
