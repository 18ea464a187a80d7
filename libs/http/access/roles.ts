import { SetMetadata } from '@nestjs/common';

/** Roles a token may have: officers and administrators record, auditors read everything, data protection officers answer for personal data. */
export const TOKEN_ROLES = ['officer', 'auditor', 'administrator', 'data-protection-officer'] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** Who calls: nobody known, or the bearer of a token. */
export type Caller = { readonly role: 'public' } | { readonly role: TokenRole; readonly id: string };

export const NOBODY: Caller = { role: 'public' };

/** True for those who may read what is internal or confidential. */
export const isInsider = (caller: Caller): boolean => caller.role !== 'public';

export const ACCESS = 'palimpseste:access';

/** Who may call a route. A route that does not say is closed to all. */
export const Allow = (...roles: (TokenRole | 'public')[]): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, roles);
