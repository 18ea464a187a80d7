import { startTestServer } from '../support/eventstoredb/index.js';

// The wire-level test server in a process of its own, as a server is: it tells its parent where it listens, and goes with it.
const server = await startTestServer();
process.send!(server.url);
process.once('disconnect', () => process.exit(0));
