/**
 * A rule of the domain said no. Part of the domain, not a fault: shown with a French or English title,
 * answered 409 over HTTP, exit code 3 on the command line. `facts` fill the sentence.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'Refusal';
  }
}

/** @example throw refusal('CLOSURE_NOT_ANNOUNCED', { siteId }) */
export function refusal(code: string, facts?: Readonly<Record<string, unknown>>): Refusal {
  return new Refusal(code, facts);
}
