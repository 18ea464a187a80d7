import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { StoreUnavailable } from '@app/event-store';
import { Problem } from '../problems/problem.js';
import { ACCESS, NOBODY, type Caller, type TokenRole } from './roles.js';
import { Tokens } from './tokens.js';

const callers = new WeakMap<object, Caller>();

/** Who makes this request, once the guard has let it in. */
export const callerOf = (request: object): Caller => callers.get(request) ?? NOBODY;

/** Knows the caller by the bearer token (RFC 6750) and lets in those whom the route allows. Nothing in the address counts. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Tokens) private readonly tokens: Pick<Tokens, 'find'>,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const allowed =
      this.reflector.getAllAndOverride<(TokenRole | 'public')[] | undefined>(ACCESS, [context.getHandler(), context.getClass()]) ?? [];
    const caller = await this.caller(request.headers.authorization);
    callers.set(request, caller);
    if (allowed.includes(caller.role) || (allowed.includes('public') && caller.role !== 'public')) return true;
    if (caller.role === 'public') throw new Problem(401, 'TOKEN_MISSING', {}, [], CHALLENGE);
    throw new Problem(403, 'ROLE_INSUFFICIENT', { role: caller.role });
  }

  private async caller(header: string | undefined): Promise<Caller> {
    if (header === undefined) return NOBODY;
    const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1];
    const found = token && (await this.tokens.find(token).catch(unavailable));
    if (!found)
      throw new Problem(401, 'TOKEN_INVALID', {}, [], { 'www-authenticate': 'Bearer realm="palimpseste", error="invalid_token"' });
    return { role: found.role, id: found.id };
  }
}

const CHALLENGE = { 'www-authenticate': 'Bearer realm="palimpseste"' };

function unavailable(cause: unknown): never {
  throw new StoreUnavailable('the access table does not answer', 'not-written', { cause });
}
