import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Recorded } from '@app/event-store';
import { subjectOf } from '@app/kernel';
import { Sealer } from '../sealer.js';

/** What a write answers. */
export interface RecordedAnswer {
  readonly status: Recorded['status'];
  readonly subject: { readonly kind: string; readonly id: string };
  /** For `minPosition`: reads that give it see this write. Opaque. */
  readonly position: string | null;
  /** For `If-Match` of the next write on this subject. */
  readonly revision: number;
  /** Identifiers of the events recorded, none when it was already so. */
  readonly events: readonly string[];
}

/** What a position is sealed for; `minPosition` opens it. */
export const POSITION = 'position';

/** Words the command runner's answer for the wire: 201 when recorded (also when repeated), 200 when it was already so. */
@Injectable()
export class RecordedInterceptor implements NestInterceptor<Recorded, RecordedAnswer> {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  intercept(context: ExecutionContext, next: CallHandler<Recorded>): Observable<RecordedAnswer> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ status, streamId, position, revision, eventIds }) => {
        if (status === 'unchanged') reply.status(200);
        reply.header('cache-control', 'no-store');
        const sealed = position === null ? null : this.sealer.seal(POSITION, '', position);
        return { status, subject: subjectOf(streamId), position: sealed, revision, events: eventIds };
      }),
    );
  }
}
