import { subjectOfKind } from '@app/domain';
import { CommandRunner, MemoryEventStore, StoreUnavailable, type EventStore, type Recorded } from '@app/event-store';
import type { Command } from '@app/kernel';
import { sites } from '@domain/sites';
import { MemoryCheckpoints } from './checkpoints.js';
import type { Process } from './process.js';
import { ProcessRunner } from './runner.js';
import { siteParts } from './site-parts.js';
import { recordSite } from './sites.fixture.js';

describe('a process', () => {
  let running: ReturnType<typeof runProcess>[] = [];
  const started = (...given: Parameters<typeof runProcess>) => {
    running.push(runProcess(...given));
    return running.at(-1)!;
  };
  afterEach(async () => {
    await Promise.all(running.map(({ runner }) => runner.stop()));
    running = [];
  });

  it('answers what was recorded before it started, then what comes', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    const { checkpoints } = started(store);
    await registered(store, 'parc-a-nord', 'parc-a-sud');
    await split(store, 'parc-b');
    await registered(store, 'parc-b-nord', 'parc-b-sud');
    expect(await typesOf(store, 'site-parc-a-nord')).toEqual(['SiteRegistered']);
    await until(async () => Number(await at(checkpoints)) >= 5);
  });

  it('goes on from its checkpoint: what it has answered, it is not asked again', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    const first = started(store);
    await registered(store, 'parc-a-sud');
    await first.runner.stop();
    await split(store, 'parc-b');
    const second = started(store, { checkpoints: first.checkpoints });
    await registered(store, 'parc-b-sud');
    expect(second.sent).toEqual(['parc-b-nord', 'parc-b-sud']);
  });

  it('moves past what does not concern it', async () => {
    const store = new MemoryEventStore();
    await recordSite(store)('RegisterSite', site('parc-a'));
    const { checkpoints, runner } = started(store);
    await until(async () => (await at(checkpoints)) === '1');
    await recordSite(store)('RegisterSite', site('parc-b'));
    await split(store, 'parc-c');
    await registered(store, 'parc-c-sud');
    await runner.stop();
    expect(Number(await at(checkpoints))).toBeGreaterThanOrEqual(4);
  });

  it('that lost its checkpoint sends the same commands, which record nothing twice', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    await started(store).runner.stop();
    const first = started(store);
    await registered(store, 'parc-a-sud');
    await first.runner.stop();
    const head = await store.head();
    const again = started(store);
    await until(async () => again.answers.length === 2);
    expect(again.answers).toEqual(['repeated', 'repeated']);
    expect(await store.head()).toBe(head);
  });

  it('whose log is not the one it followed goes through it from the beginning', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    const checkpoints = new MemoryCheckpoints();
    // Further than the log goes; then at a place where the log held another event.
    for (const position of ['99', '1']) {
      await checkpoints.move('site-parts', (await checkpoints.read('site-parts')).position, position, 'an event that is gone');
      const { faults, runner, sent } = started(store, { checkpoints });
      await until(async () => sent.length === 2 && (await at(checkpoints)) !== position);
      await runner.stop();
      expect(faults[0]).toContain('no longer holds');
    }
    await registered(store, 'parc-a-nord', 'parc-a-sud');
    expect(await typesOf(store, 'site-parc-a-nord')).toEqual(['SiteRegistered']);
  });

  it('notices while it runs that an older log was put back under it', async () => {
    let now = new MemoryEventStore();
    const store = new Proxy(now, {
      get(_, name) {
        const value: unknown = Reflect.get(now, name);
        return typeof value === 'function' ? value.bind(now) : value;
      },
    });
    await split(now, 'parc-a');
    const { faults, sent } = started(store);
    await registered(store, 'parc-a-nord', 'parc-a-sud');
    now = new MemoryEventStore();
    await split(now, 'parc-b');
    await registered(store, 'parc-b-nord', 'parc-b-sud');
    expect(faults[0]).toContain('no longer holds');
    expect(sent.slice(-2)).toEqual(['parc-b-nord', 'parc-b-sud']);
  });

  it('run by two workers records once', async () => {
    const store = new MemoryEventStore();
    const { checkpoints } = started(store);
    started(store, { checkpoints });
    for (const name of ['parc-a', 'parc-b', 'parc-c', 'parc-d']) await split(store, name);
    await registered(store, 'parc-d-sud');
    await until(async () => Number(await at(checkpoints)) >= 8);
    for (const name of ['parc-a', 'parc-b', 'parc-c', 'parc-d']) {
      for (const half of ['nord', 'sud']) expect(await typesOf(store, `site-${name}-${half}`)).toEqual(['SiteRegistered']);
    }
    expect(running.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('tells what a rule refused, and goes on', async () => {
    const store = new MemoryEventStore();
    await recordSite(store)('RegisterSite', site('parc-a-nord'));
    await split(store, 'parc-a');
    const { refused } = started(store);
    await registered(store, 'parc-a-sud');
    expect(refused).toEqual(['RegisterSite parc-a-nord SITE_ALREADY_REGISTERED']);
  });

  it('stays at an event whose answer failed until it succeeds, and asks again no sooner than needed', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    let outages = 2;
    const { checkpoints, faults, sent } = started(store, {
      before: (command) => {
        if ((command as { siteId?: string }).siteId === 'parc-a-sud' && outages-- > 0)
          throw new StoreUnavailable('no connection', 'not-written');
      },
    });
    await registered(store, 'parc-a-sud');
    expect(faults).toEqual(['no connection', 'no connection']);
    expect(sent).toEqual(['parc-a-nord', 'parc-a-sud', 'parc-a-nord', 'parc-a-sud', 'parc-a-nord', 'parc-a-sud']);
    expect(await typesOf(store, 'site-parc-a-nord')).toEqual(['SiteRegistered']);
    await until(async () => (await at(checkpoints)) !== null);
  });

  it('does not move its checkpoint past an event it has not answered', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    const { checkpoints, faults, runner } = started(store, {
      before: () => {
        throw new Error('a bug');
      },
    });
    await until(async () => faults.length >= 2);
    await runner.stop();
    expect(await at(checkpoints)).toBeNull();
  });

  it('lets the answer under way end before it stops', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { checkpoints, runner, sent } = started(store, { before: () => held });
    await until(async () => sent.length === 1);
    const stopped = runner.stop();
    release();
    await stopped;
    expect(await typesOf(store, 'site-parc-a-sud')).toEqual(['SiteRegistered']);
    expect(await at(checkpoints)).toBe('2');
  });

  it('does not hold up another', async () => {
    const store = new MemoryEventStore();
    await split(store, 'parc-a');
    const broken: Process = { name: 'broken', types: ['SiteSplit'], react: () => Promise.reject(new Error('a bug')) };
    started(store, { processes: [broken, siteParts] });
    await registered(store, 'parc-a-sud');
  });
});

interface Given {
  readonly checkpoints?: MemoryCheckpoints;
  readonly processes?: readonly Process[];
  readonly before?: (command: Command) => void | Promise<void>;
}

function runProcess(store: EventStore, { checkpoints = new MemoryCheckpoints(), processes = [siteParts], before }: Given = {}) {
  const commands = new CommandRunner(store);
  const [sent, answers, refused, faults]: string[][] = [[], [], [], []];
  const runner = new ProcessRunner(processes, {
    store,
    checkpoints,
    deciderOfKind: (kind) => subjectOfKind(kind)?.decider,
    async execute(command): Promise<Recorded> {
      sent!.push(command.subjectId());
      await before?.(command);
      const recorded = await commands.run(sites.decider, command);
      answers!.push(recorded.status);
      return recorded;
    },
    onRefused: (_, command, error) =>
      refused!.push(`${command.constructor.name} ${command.subjectId()} ${'code' in error ? error.code : error.name}`),
    onFault: (_, error) => faults!.push((error as Error).message),
  });
  runner.start();
  return { runner, checkpoints, sent: sent!, answers: answers!, refused: refused!, faults: faults! };
}

const at = async (checkpoints: MemoryCheckpoints) => (await checkpoints.read('site-parts')).position;

const site = (siteId: string) => ({ siteId, name: siteId, communeCode: '62119', siteKind: 'business-park' });

async function split(store: EventStore, siteId: string): Promise<void> {
  const record = recordSite(store);
  await record('RegisterSite', site(siteId));
  await record('SplitSite', { siteId, parts: ['nord', 'sud'].map((half) => ({ siteId: `${siteId}-${half}`, name: half })) });
}

async function registered(store: EventStore, ...siteIds: string[]): Promise<void> {
  for (const siteId of siteIds) await until(async () => (await typesOf(store, `site-${siteId}`)).length > 0);
}

async function typesOf(store: EventStore, streamId: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of store.readStream(streamId)) types.push(type);
  return types;
}

/** Waits for a condition; the test's own time limit ends it. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
