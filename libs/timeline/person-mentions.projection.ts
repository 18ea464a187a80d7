import { personsIn } from '@app/kernel';
import { into, type Projection, type TableRows } from '@app/projecting';
import { PersonMentionRow } from './rows/person-mention-row.js';

const NOTHING: readonly TableRows[] = [];

/** Which events speak of which person: for whoever asks what is kept of them. */
export const personMentionsProjection: Projection = {
  name: 'person-mentions',
  version: 2,
  tables: [PersonMentionRow],
  rows: ({ data, meta }) => {
    const persons = personsIn([data, meta]);
    return persons.length === 0 ? NOTHING : [into(PersonMentionRow, ...persons.map((personId) => ({ personId })))];
  },
};
