import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isUuid, type Issuance } from '@app/kernel';
import { callerOf } from '../access/access.guard.js';
import { correlationIdOf } from '../correlation.js';
import { Problem, type FieldProblem } from '../problems/problem.js';

/**
 * Who asks, and the identity that makes asking twice harmless, read from the headers.
 * @throws {Problem} 400 when Idempotency-Key is no UUID or If-Match no revision
 */
export function issuanceOf(request: FastifyRequest): Issuance {
  const caller = callerOf(request);
  if (caller.role === 'public') throw new Problem(401, 'TOKEN_MISSING');
  return {
    commandId: commandId(request.headers['idempotency-key']),
    actor: { id: caller.id, role: caller.role },
    correlationId: correlationIdOf(request),
    expectedRevision: expectedRevision(request.headers['if-match']),
  };
}

function commandId(key: string | string[] | undefined): string {
  if (key === undefined) return randomUUID();
  const text = String(key)
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
  if (!isUuid(text)) throw invalidHeader('Idempotency-Key', key, 'un UUID, nouveau pour chaque demande', 'a UUID, new for each request');
  return text;
}

function expectedRevision(match: string | undefined): number | undefined {
  if (match === undefined) return undefined;
  const revision = /^(?:"(\d{1,9})"|(\d{1,9}))$/.exec(match.trim());
  if (!revision)
    throw invalidHeader('If-Match', match, 'la révision lue, entre guillemets : "3"', 'the revision that was read, in quotes: "3"');
  return Number(revision[1] ?? revision[2]);
}

function invalidHeader(field: string, value: unknown, fr: string, en: string): Problem {
  const says: FieldProblem['says'] = {
    fr: { message: 'Forme inattendue.', remedy: `Donnez ${fr}.` },
    en: { message: 'Unexpected form.', remedy: `Give ${en}.` },
  };
  return new Problem(400, 'HEADER_INVALID', {}, [{ field, value, says }]);
}
