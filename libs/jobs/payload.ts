import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { AnyJob } from './job.js';

/** What was given is not the payload of this job; nothing was queued. */
export class PayloadInvalid extends Error {
  constructor(
    readonly job: string,
    readonly errors: readonly ValidationError[],
  ) {
    super(`not a payload of ${job}: ${errors.map((error) => error.toString()).join('; ')}`);
    this.name = 'PayloadInvalid';
  }
}

/** The payload as an instance of the definition's class: known fields only, every one checked. @throws {PayloadInvalid} */
export function payloadOf(definition: AnyJob, given: object): object {
  const payload = plainToInstance(definition.payload, given) as object;
  const errors = validateSync(payload, { whitelist: true, forbidNonWhitelisted: true, validationError: { target: true } });
  if (errors.length > 0) throw new PayloadInvalid(definition.name, errors);
  return payload;
}
