/** Below the limit of a test, which says nothing of what was waited for. */
const PATIENCE = 50;
/** Milliseconds. */
const LOOK_EVERY = 10;

/**
 * Waits until something is so, however slow the machine.
 * @param state what to say of how things stand when it does not come to be so
 * @throws {Error} when it is not so after so many seconds
 */
export async function until(holds: () => boolean | Promise<boolean>, state?: () => unknown, seconds = PATIENCE): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; !(await holds());) {
    if (Date.now() > end) throw new Error(`not so after ${seconds} s: ${state ? await told(state) : String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/** Asks again and again until the answer is right. @throws {Error} that tells the last answer, as `until` does */
export async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  let answer: T;
  await until(
    async () => isRight((answer = await ask())),
    () => answer,
  );
  return answer!;
}

async function told(state: () => unknown): Promise<string> {
  const said = await state();
  return typeof said === 'string' ? said : JSON.stringify(said);
}
