import { LeafMaker, LeafThread } from '@app/audit';
import type { StoredEvent } from '@app/event-store';
import { randomBytes } from 'node:crypto';

const PROGRAM = new URL('../../dist/libs/audit/node/leaf-thread.program.js', import.meta.url);
const EVENTS = 301;

let thread: LeafThread;
beforeEach(() => void (thread = new LeafThread(PROGRAM)));
afterEach(() => thread.close());

describe('leaves made by two threads', () => {
  it('are those of one, in their order', async () => {
    const events = Array.from({ length: EVENTS }, (_, revision) => event(revision));
    expect(await thread.of(events.slice(100))).toBeDefined();
    expect(await shared().of(events)).toEqual(await alone().of(events));
  });

  it('are so of several batches at once', async () => {
    const batches = [0, 1, 2].map((batch) => Array.from({ length: EVENTS }, (_, revision) => event(1_000 * batch + revision)));
    const maker = shared();
    expect(await Promise.all(batches.map((events) => maker.of(events)))).toEqual(
      await Promise.all(batches.map((events) => alone().of(events))),
    );
  });

  it('are so where an envelope holds no nonce, which the first thread looks up', async () => {
    const events = Array.from({ length: EVENTS }, (_, revision) => ({ ...event(revision), ...(revision % 100 === 0 && { meta: '{}' }) }));
    expect(await thread.of(events)).toBeUndefined();
    const { nonces, ...leaves } = await shared().of(events);
    expect({ nonces, ...leaves }).toEqual(await alone().of(events));
    expect([...nonces.keys()].sort()).toEqual([0, 100, 200, 300].map((revision) => events[revision]!.eventId).sort());
  });

  it('are made by the first when the second ends before it answers, or ended before', async () => {
    const events = Array.from({ length: EVENTS }, (_, revision) => event(revision));
    const expected = await alone().of(events);
    const made = shared().of(events);
    await thread.close();
    expect(await made).toEqual(expected);
    expect(await shared().of(events)).toEqual(expected);
  });

  it('fail with what is wrong with an event, whichever thread meets it', async () => {
    const events = Array.from({ length: EVENTS }, (_, revision) => event(revision));
    events[EVENTS - 1] = { ...events[EVENTS - 1]!, meta: '{"occurred":' };
    await expect(shared().of(events)).rejects.toThrow(SyntaxError);
  });
});

const shared = () => new LeafMaker(found, { thread: () => thread });
const alone = () => new LeafMaker(found, { thread: () => undefined });
/** One nonce for each event, always the same. */
const found = async (eventIds: readonly string[]) => new Map(eventIds.map((id) => [id, Buffer.from(id.slice(-16))]));

const event = (revision: number): StoredEvent => ({
  streamId: `site-${revision % 7}`,
  revision,
  position: String(revision),
  eventId: `01920000-0000-7000-8000-${String(revision).padStart(12, '0')}`,
  type: 'SiteClosureAnnounced',
  schemaVersion: 1,
  recordedAt: '2020-09-16T10:11:12.123456Z',
  data: `{"jobsAtRisk":${revision},"note":"fermé"}`,
  meta: `{"occurred":null,"nonce":"${randomBytes(16).toString('hex')}"}`,
});
