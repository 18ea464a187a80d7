import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PATIENCE, type Publishable, type Sink } from './sink.js';

const run = promisify(execFile);

/** A git repository: each checkpoint is a commit, pushed where the repository has somewhere to push to. */
export class GitSink implements Sink {
  readonly name: string;

  constructor(private readonly folder: string) {
    this.name = `git ${folder}`;
  }

  async publish({ origin, size, note }: Publishable): Promise<readonly string[]> {
    await writeFile(join(this.folder, 'checkpoint'), note);
    await this.git('add', 'checkpoint');
    const changed = await this.git('status', '--porcelain', 'checkpoint');
    // One that was committed and not pushed, before a crash or while the other side was away, is only pushed.
    if (changed !== '') await this.git('commit', '--quiet', '--message', `${origin} ${size}`, '--', 'checkpoint');
    if ((await this.git('remote')) !== '') await this.git('push', '--quiet');
    return [];
  }

  async last(): Promise<string | undefined> {
    // What was committed, and not what somebody left in the folder.
    const committed = await this.git('rev-parse', '--quiet', '--verify', 'HEAD:checkpoint').catch(() => '');
    return committed === '' ? undefined : this.git('show', 'HEAD:checkpoint');
  }

  private async git(...args: string[]): Promise<string> {
    const identity = ['-c', 'user.name=Palimpseste', '-c', 'user.email=palimpseste@localhost', '-c', 'commit.gpgsign=false'];
    const { stdout } = await run('git', ['-C', this.folder, ...identity, ...args], {
      timeout: PATIENCE,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    }).catch((error: { stderr?: string; message: string }) => {
      throw new Error(`${this.name}: git ${args[0]} failed: ${(error.stderr || error.message).trim().split('\n').at(-1)}`);
    });
    return stdout;
  }
}
