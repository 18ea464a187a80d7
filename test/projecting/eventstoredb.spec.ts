import { onEventStoreDb } from '../support/store.js';

// What the read models hold does not depend on the store that the events come from.
onEventStoreDb();
for (const story of ['timeline', 'two-times', 'feed']) await import(`./${story}.spec.js`);
