import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { BenchEntry } from '../bench/compare.js';

const NAMES = [
  'append, 1 client',
  'append, 16 clients',
  'append, 64 clients',
  'append, batches of 1000',
  'catch-up read',
  'rebuild of all read models',
  'all projections together, 2 workers against 1',
  'appends a second while one worker follows',
  'catch-up lag at that pace, 99th percentile',
  'append with traces against without, 16 clients',
  'facts over HTTP with traces against without, 16 clients',
  'reads over HTTP with traces against without, 16 clients',
  'EventStoreDB adapter against its client, append, 1 callers',
  'indicator as known years ago against now, read, 16 clients',
  'indicator as known years ago against now, read, 16 clients, 99th percentile',
  'indicator of a territory and a year against a bare route, 16 clients',
  'indicator of a territory and a year over HTTP against its query by hand, 16 clients',
  'page of the timeline that the client holds against a bare route, 16 clients',
  'page of the timeline over HTTP against its query by hand, read, 16 clients',
  'page of the timeline, read, of 2000 events against 200',
  'audit log, leaves hashed and appended, a root each 1000',
  'audit log, events in memory sealed, against SHA-256 of the same bytes',
  'audit log, events of a store sealed, against reading them and hashing as many bytes',
  'audit log, verified against its store, against reading it and hashing as many bytes',
  'audit log, appends while it is kept against without, 1 client',
  'audit log, proof files of entries among 1000000',
];

describe('the bench', () => {
  it('measures everything it promises, against a reference, in a list for programs', async () => {
    const entries = JSON.parse(await bench('--json', '--quick')) as BenchEntry[];
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(NAMES));
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual(expect.arrayContaining(['name', 'value', 'unit', 'reference', 'ratio', 'target']));
      // A machine that is too busy gives no figure, and says so.
      if (entry.note === undefined)
        for (const figure of ['value', 'reference', 'ratio', 'target'] as const) expect([entry, entry[figure] > 0]).toEqual([entry, true]);
      expect(entry.unit).not.toBe('');
    }
  }, 480_000);

  it('runs only those that are asked for', async () => {
    const entries = JSON.parse(await bench('--json', '--quick', '--only', 'audit')) as BenchEntry[];
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ name }) => name.startsWith('audit log'))).toBe(true);
  }, 180_000);

  it('takes its programs with it when it is interrupted', async () => {
    const program = spawn(process.execPath, ['dist/test/bench/main.js', '--json', '--quick', '--only', 'following'], { stdio: 'ignore' });
    const exited = once(program, 'exit');
    while (!(await childrenOf(program.pid!)).some((line) => line.includes('worker'))) await delay(50);
    const children = await childrenOf(program.pid!);
    program.kill('SIGTERM');
    expect(await exited).toEqual([1, null]);
    for (const line of children) while (await isThere(line)) await delay(50);
  }, 180_000);

  it('says what is wrong with its arguments', async () => {
    await expect(bench('--events', 'many')).rejects.toMatchObject({ stderr: expect.stringContaining('--events: many') });
    await expect(bench('--only', 'reed')).rejects.toMatchObject({ stderr: expect.stringContaining('there are append, read, rebuild') });
  });
});

async function bench(...args: string[]): Promise<string> {
  // As `npm run bench` runs it, once built.
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/test/bench/main.js', ...args]);
  return stdout;
}

/** Number and command line of each program that this one started. */
async function childrenOf(pid: number): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,pid=,args=']);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${pid} `))
    .map((line) => line.replace(/^\d+\s+/, ''));
}

async function isThere(child: string): Promise<boolean> {
  const [pid, ...command] = child.split(' ');
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', pid!]).catch(() => ({ stdout: '' }));
  return stdout.trim() === command.join(' ');
}
