import { sleep } from './signal.js';

const AN_HOUR = 3_600_000;

describe('sleep', () => {
  it('ends after its time', async () => {
    const since = performance.now();
    await sleep(20, new AbortController().signal);
    expect(performance.now() - since).toBeGreaterThanOrEqual(19);
  });

  it('ends when the signal aborts, and does not begin when it has', async () => {
    const stopping = new AbortController();
    const asleep = sleep(AN_HOUR, stopping.signal);
    stopping.abort();
    await asleep;
    await sleep(AN_HOUR, stopping.signal);
  }, 5_000);
});
