import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();
let watching = false;

/** Marks a program as this one's own: it does not outlive it, however this one ends but by SIGKILL. */
export function owned<Child extends ChildProcess>(child: Child): Child {
  if (!watching) process.on('exit', killOwned);
  watching = true;
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** At once, without a last word. */
export function killOwned(): void {
  for (const child of children) child.kill('SIGKILL');
}
