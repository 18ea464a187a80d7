import { MemoryEventStore } from '../../libs/event-store/memory/memory-event-store.js';
import { JobStopped, type JobTools } from '@app/jobs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../libs/event-store/contract/samples.js';
import { exportJob } from '../../libs/operations/jobs/export.job.js';

let data: string;
let store: MemoryEventStore;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'palimpseste-export-'));
  store = new MemoryEventStore();
  await seeded(store, 3);
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** As a worker runs it, without a queue around it. */
function running(
  folder: string,
  { eventStore = store, signal = new AbortController().signal }: { eventStore?: MemoryEventStore; signal?: AbortSignal } = {},
) {
  const tools = { eventStore, data: folder } as unknown as JobTools;
  const context = {
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    run: 1,
    memory: undefined,
    progress: () => undefined,
    remember: async () => undefined,
  };
  return exportJob.run({}, { ...context, tools, signal });
}

it('leaves nothing half written when it is stopped, and removes what another was killed over', async () => {
  await running(data);
  await writeFile(join(data, 'exports', 'palimpseste-20200101T000000000Z-00000000.jsonl.part'), 'half');
  await writeFile(join(data, 'exports', 'notes.txt'), 'somebody’s own');
  const stop = new AbortController();
  const slow = Object.assign(Object.create(store) as MemoryEventStore, {
    async *readAll(...asked: Parameters<MemoryEventStore['readAll']>) {
      for await (const event of store.readAll(...asked)) {
        yield event;
        stop.abort(new JobStopped('cancelled'));
      }
    },
  });
  await expect(running(data, { eventStore: slow, signal: stop.signal })).rejects.toMatchObject({ why: 'cancelled' });
  expect((await readdir(join(data, 'exports'))).map((name) => name.replace(/\d{8}T\d{9}Z/, 'then')).sort()).toEqual([
    'notes.txt',
    'palimpseste-then-099a8057.jsonl',
  ]);
});

it('is refused, with what to do, where it cannot write', async () => {
  const file = join(data, 'not-a-folder');
  await writeFile(file, '');
  await expect(running(file)).rejects.toMatchObject({ name: 'JobRefused', code: 'EXPORTS_NOT_WRITABLE' });
  const said = exportJob.refusals!.EXPORTS_NOT_WRITABLE!({ host: 'lens' } as never);
  expect(said.fr).toContain('PALIMPSESTE_DATA');
  expect(said.en).toContain('PALIMPSESTE_DATA');
});
