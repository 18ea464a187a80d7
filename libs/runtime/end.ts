/** Milliseconds that a program takes to end well, at most; then it ends all the same, and what it held is taken over as if it had died. */
const PATIENCE = 20_000;

/** Ends the program on SIGTERM and on Ctrl-C, once, letting what is under way end; a second signal ends it at once. */
export function endOnSignal(end: () => Promise<void>): void {
  let ending = false;
  const onSignal = () => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), PATIENCE).unref();
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${(error as Error).stack}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
