import { onEventStoreDb } from '../support/store.js';

// The same stories, told to the same API, with EventStoreDB as the event store: nothing in them may show which store it is.
onEventStoreDb();
for (const story of ['ecrire', 'relire', 'confidentialite', 'lire', 'acces', 'suivre', 'donnees-personnelles'])
  await import(`./${story}.spec.js`);
