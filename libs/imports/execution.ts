/**
 * Runs every task in order of the list, as many at once as `concurrency` allows, so that the store can write them in groups.
 * A task starts once those it comes `after` have ended. The first fault stops the start of others and is thrown when all have ended.
 */
export async function runInOrder<Task>(
  tasks: readonly Task[],
  options: { readonly concurrency: number; readonly after: (task: Task) => readonly Task[]; readonly run: (task: Task) => Promise<void> },
): Promise<void> {
  const running = new Map<Task, Promise<void>>();
  let fault: { readonly error: unknown } | undefined;
  let freed: () => void = () => undefined;
  for (const task of tasks) {
    while (running.size >= options.concurrency && !fault) await new Promise<void>((resolve) => (freed = resolve));
    if (fault) break;
    const before = options.after(task).flatMap((other) => running.get(other) ?? []);
    const ending = Promise.all(before)
      .then(() => (fault ? undefined : options.run(task)))
      .catch((error: unknown) => {
        fault ??= { error };
      })
      .then(() => {
        running.delete(task);
        freed();
      });
    running.set(task, ending);
  }
  await Promise.all(running.values());
  if (fault) throw fault.error;
}
