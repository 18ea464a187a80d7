/** Milliseconds that a server may take to say where it stands. */
const PATIENCE = 2_000;

/** What is answered in time; undefined when it fails or takes longer. */
export async function inTime<T>(answer: Promise<T>, milliseconds = PATIENCE): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), milliseconds)));
  return Promise.race([answer.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
