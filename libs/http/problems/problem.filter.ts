import { Catch, Inject, Injectable, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type Refusals, type SubjectModule } from '@app/kernel';
import { correlationIdOf } from '../correlation.js';
import { languageOf, type Language } from '../language.js';
import { logFault, type Asked } from './fault.js';
import { trimmed, Problem, type ProblemDocument } from './problem.js';
import { problemOf } from './problem-of.js';
import { problemsEn, refusedEn, remedyOfRefusalEn } from './problems.en.js';
import { problemsFr, refusedFr, remedyOfRefusalFr } from './problems.fr.js';

/** Sentences of the refusals a module may throw: those of every kind of subject, and any other. */
export type RefusalTexts = readonly Pick<SubjectModule, 'refusals'>[];
export const REFUSAL_TEXTS = Symbol('refusal texts');

/** What a problem says in French to whoever is at a terminal. */
export function problemTextsFr({ code, facts }: Problem): string {
  const { title, detail } = problemsFr[code](facts);
  return `${title[0]!.toLowerCase()}${title.slice(1)} : ${detail}`;
}

/** Words every error as problem details (RFC 9457). What is the server's own fault is logged once, with its reference, and said without a cause. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');
  private readonly refusals: Record<Language, Refusals>;

  constructor(@Inject(REFUSAL_TEXTS) texts: RefusalTexts) {
    this.refusals = {
      fr: Object.assign({}, ...texts.map(({ refusals }) => refusals.fr)) as Refusals,
      en: Object.assign({}, ...texts.map(({ refusals }) => refusals.en)) as Refusals,
    };
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return logFault(this.logger, error, request);
    const { document, headers } = this.documentOf(error, request);
    sendProblem(reply, document, headers);
  }

  /** The answer to an error, for the few places that Nest does not reach. */
  documentOf(error: unknown, request: Asked): { document: ProblemDocument; headers: Readonly<Record<string, string>> } {
    const language = languageOf(request);
    const instance = request.url.split('?')[0]!;
    if (error instanceof Refusal) return { document: this.refused(error, language, instance), headers: {} };
    const problem = problemOf(error) ?? this.unexpected(error, request);
    const { title, detail } = (language === 'en' ? problemsEn : problemsFr)[problem.code](problem.facts);
    const errors = problem.fields.map(({ field, value, says }) => ({ field, value: trimmed(value), ...says[language] }));
    return {
      document: { type: typeOf(problem.code), title, status: problem.status, detail, code: problem.code, errors, instance },
      headers: problem.headers,
    };
  }

  private refused({ code, facts }: Refusal, language: Language, instance: string): ProblemDocument {
    const sentence = Object.hasOwn(this.refusals[language], code) ? this.refusals[language][code]!(facts as never) : undefined;
    return {
      type: typeOf(code),
      title: sentence ?? `${language === 'en' ? refusedEn : refusedFr} : ${code}`,
      status: 409,
      detail: language === 'en' ? remedyOfRefusalEn : remedyOfRefusalFr,
      code,
      errors: [],
      instance,
    };
  }

  private unexpected(error: unknown, request: Asked): Problem {
    logFault(this.logger, error, request);
    return new Problem(500, 'UNEXPECTED', { correlationId: correlationIdOf(request) });
  }
}

const typeOf = (code: string): string => `urn:palimpseste:problem:${code.toLowerCase().replaceAll('_', '-')}`;

/** Markup in what is repeated stays inert even where somebody shows the answer as a page. */
export function problemText(document: ProblemDocument): string {
  return JSON.stringify(document).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sendProblem(reply: FastifyReply, document: ProblemDocument, headers: Readonly<Record<string, string>>): void {
  void reply
    .status(document.status)
    .headers({ 'cache-control': 'no-store', ...headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(Buffer.from(problemText(document)));
}
