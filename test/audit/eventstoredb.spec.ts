import { onEventStoreDb } from '../support/store.js';
import { sealingKeeps } from './sealing.shared.js';

onEventStoreDb();
describe('the audit log over EventStoreDB', sealingKeeps);
