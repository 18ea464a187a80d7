import { SingleBar } from 'cli-progress';

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** A progress bar on the error output when a person watches; nothing for programs. */
export function progressBar(label: string) {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${label} {bar} {percentage} % | {value}/{total} | reste {eta_formatted}{phase}`,
    stream: process.stderr,
    hideCursor: true,
  });
  let started = false;
  return {
    update(done: number, total: number, phase?: string) {
      const payload = { phase: phase ? ` | ${phase}` : '' };
      if (!started) bar.start(total, done, payload);
      started = true;
      bar.setTotal(total);
      bar.update(done, payload);
    },
    stop: () => started && bar.stop(),
  };
}
