import type { FileWords } from './words.fr.js';

export const fileWordsEn: FileWords = {
  faults: {
    ARCHIVE_MALFORMED: 'this is not the archive as it was made: damaged, changed, or made again by another program.',
    PART_MISSING: 'this part is missing.',
    PART_UNLISTED: 'this part was added: no signed list speaks of it.',
    PART_DIFFERS: 'this part is not the one whose hash is signed.',
    PART_MALFORMED: 'this part cannot be read.',
    KEY_DIFFERS: 'the file names another key than the one you verify it with.',
    KEY_NOT_ENDORSED: 'the key that signs the file is not endorsed by the key of the log.',
    MANIFEST_NOT_SIGNED: 'the manifest is not signed by the key of decision files.',
    SUMS_DIFFER: 'the list of hashes is not the one that was signed.',
    CHECKPOINT_NOT_SIGNED: 'the checkpoint is not of this log, or is not signed by this key.',
    EVENT_DIFFERS: 'the event is not the one that was sealed.',
    PROOF_DIFFERS: 'the proof does not lead from the event to the checkpoint.',
    DOCUMENT_NOT_SEALED: 'no sealed event says that this document is the one.',
    CONTENT_DISAGREES: 'the file does not hold what it says of itself.',
  },
  proof: {
    PROOF_MALFORMED: 'this is not a proof exported from here, or it is damaged.',
    NOTE_MALFORMED: 'its checkpoint is damaged.',
    CHECKPOINT_MALFORMED: 'its checkpoint is damaged.',
    NOT_SIGNED: 'its checkpoint is not signed by this key, nor by one that it is linked to (--succession).',
    SIGNATURE_INVALID: 'the signature of its checkpoint is false.',
    ORIGIN_DIFFERS: 'its checkpoint is of another log.',
    SUCCESSION_MALFORMED: 'a change of key that was given is none, or is not signed by both keys.',
    SUCCESSION_FORKED: 'two keys claim to succeed the same one.',
    INCLUSION_NOT_PROVEN: 'the event is not in the signed log, or not at this place.',
    COMMITMENT_DIFFERS: 'what the event says is not what was sealed.',
  },
  place: ({ part, line, eventId }) =>
    [part === 'archive' ? 'the archive' : part, line && `line ${line}`, eventId && `event ${eventId}`].filter(Boolean).join(', '),
};
