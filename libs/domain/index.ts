import type { SubjectModule } from '@app/kernel';
import { sites, SitesModule } from '@domain/sites';

/** Every kind of subject. A new module is one line here and one below. */
export const subjects: readonly SubjectModule[] = [sites];

/** Their Nest modules: command handlers and routes. */
export const subjectModules = [SitesModule];

const byKind = new Map(subjects.map((subject) => [subject.kind, subject]));

/** The module of a kind of subject (`site`), undefined when there is none. */
export const subjectOfKind = (kind: string): SubjectModule | undefined => byKind.get(kind);
