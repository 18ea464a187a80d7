import { sealingKeeps } from './sealing.shared.js';

describe('the audit log over PostgreSQL', sealingKeeps);
