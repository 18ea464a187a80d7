import { historyProblemsFr } from './load-history.fr.js';

type Problems = typeof historyProblemsFr;

/** A file of events that cannot be loaded. The message is in French, for whoever loads. */
export class HistoryRefused extends Error {
  constructor(
    readonly code: keyof Problems,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'HistoryRefused';
  }

  static because<Code extends keyof Problems>(code: Code, facts: Parameters<Problems[Code]>[0], cause?: unknown): HistoryRefused {
    return new HistoryRefused(code, (historyProblemsFr[code] as (facts: unknown) => string)(facts), { cause });
  }
}
