import type { decisionFileWordsFr } from './words.fr.js';

export const decisionFileWordsEn: typeof decisionFileWordsFr = {
  destroyed: 'The bytes of this copy were destroyed; its hash stays.',
  missing: 'This copy should be in the locker and is not there.',
  'no-copy': 'No copy of this document is in the locker.',
  'officers-only': 'Who recorded each event, and its revision: for officers, auditors and administrators.',
  personal: 'What is personal is sealed in the events, per person, and is nowhere in clear in a decision file.',
  'redistribution-forbidden': 'The licence of this document does not let it be passed on: its hash is given, its bytes are not.',
  retracted: 'The record of this copy was corrected or withdrawn.',
};
