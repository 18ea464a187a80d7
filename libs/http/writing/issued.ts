import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { stableJson, type Command, type CommandClass } from '@app/kernel';
import { Problem, type FieldProblem } from '../problems/problem.js';
import { readParameters } from '../reading/parameters.js';
import { language } from '../reading/values.js';
import { issuanceOf } from './issuance.js';
import { commandFrom } from './validate.js';

export const RECORDED_COMMAND = 'palimpseste:command';

/** How a route names the command's subject, when its parameters are not the command's own fields. */
export type Identify = (params: Readonly<Record<string, string>>) => Readonly<Record<string, unknown>>;

export interface RecordedCommand {
  readonly type: CommandClass;
  readonly identify: Identify;
}

/** A write says all in its body and headers. */
const WRITE_PARAMETERS = { lang: language };

/** The command of a request: path parameters beside its body, checked, and issued in the caller's name. */
export const Issued = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const { type, identify } = Reflect.getMetadata(RECORDED_COMMAND, context.getHandler()) as RecordedCommand;
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  readParameters(WRITE_PARAMETERS, request.query as Record<string, unknown>);
  const body = (request.body ?? {}) as Record<string, unknown>;
  const identity = identify(request.params as Record<string, string>);
  const contradicted = Object.keys(identity).filter(
    (field) => body[field] !== undefined && stableJson(body[field]) !== stableJson(identity[field]),
  );
  if (contradicted.length > 0)
    throw new Problem(
      400,
      'VALIDATION_FAILED',
      { count: contradicted.length },
      contradicted.map((field) => contradiction(field, body)),
    );
  const command = commandFrom(type, { ...body, ...identity });
  command.issued = issuanceOf(request);
  return command;
});

const contradiction = (field: string, body: Readonly<Record<string, unknown>>): FieldProblem => ({
  field,
  value: body[field],
  says: {
    fr: { message: 'L’adresse dit autre chose que le corps.', remedy: 'Retirez ce champ du corps, ou écrivez la même valeur.' },
    en: { message: 'The address says something else than the body.', remedy: 'Remove this field from the body, or write the same value.' },
  },
});
