import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs the shell commands under a heading of docs/operations/deployment.md as they stand there, in a folder of their own. `docker` and
 * `kubectl`, which are not here, note what they are asked; `openssl` gives something of the right length.
 */
export function runDocumented(heading: string): { calls: string[][]; environment: Record<string, string> } {
  const text = readFileSync('docs/operations/deployment.md', 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (!section) throw new Error(`docs/operations/deployment.md has no part "${heading}"`);
  const blocks = [...section.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block]) => block!);
  const folder = mkdtempSync(join(tmpdir(), 'palimpseste-deployment-'));
  try {
    execFileSync('bash', ['--norc', '-c', `${NOTING}\n${blocks.join('\n')}`], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, CONTROLEUR_D_ENTREE: 'entree' },
    });
    const lines = (name: string) => readIfThere(join(folder, name)).split('\n').filter(Boolean);
    const calls = lines('calls').map((line) => JSON.parse(`[${line}]`) as string[]);
    const environment = Object.fromEntries(
      lines('.env').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    return { calls, environment };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NOTING = `
set -euo pipefail
note() { local line=; for word in "$@"; do line="$line\${line:+,}\\"$word\\""; done; printf '%s\\n' "$line" >> calls; }
docker() { note docker "$@"; }
kubectl() { note kubectl "$@"; }
openssl() {
  if [ "$1" = genpkey ]; then
    [ "$2 $3 $4" = '-algorithm ed25519 -out' ] && : > "$5"
  else
    [ "$1 $2" = 'rand -hex' ] && head -c "$3" /dev/urandom | od -An -v -tx1 | tr -d ' \\n'
  fi
}
sudo() { note sudo "$@"; }
`;

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What `kubectl create secret generic` was told to make: the value, or the file, of every key of every secret. */
export function secretsMade(calls: readonly (readonly string[])[]): Record<string, Record<string, string>> {
  const made: Record<string, Record<string, string>> = {};
  for (const [program, ...words] of calls) {
    if (program !== 'kubectl' || words.slice(0, 2).join(' ') !== 'create secret') continue;
    const [type, name, ...options] = words.slice(2) as [string, string, ...string[]];
    const pairs = options.map((option) => /^--(?:from-literal=|from-file=)?([\w.-]+)=([^]*)$/.exec(option)!.slice(1) as [string, string]);
    // Of the type tls: the names that Kubernetes gives them.
    made[name] = Object.fromEntries(type === 'tls' ? pairs.map(([key, value]) => [key === 'cert' ? 'tls.crt' : 'tls.key', value]) : pairs);
  }
  return made;
}
