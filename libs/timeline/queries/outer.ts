import type { Conditions } from '@app/projecting';

/** Conditions on what the inner query computes; their parameters are numbered after its own. */
export class Outer {
  private readonly texts: string[] = [];

  constructor(private readonly conditions: Conditions) {}

  add(text: string, ...values: unknown[]): void {
    this.texts.push(this.conditions.bind(text, values));
  }

  get where(): string {
    return this.texts.length > 0 ? this.texts.map((text) => `(${text})`).join(' AND ') : 'true';
  }
}
