import type { SubjectModule } from '@app/kernel';
import { projects } from '@domain/projects';
import { sites } from '@domain/sites';

/** Every kind of subject: a new module is one line here. */
export const subjects: readonly SubjectModule[] = [sites, projects];

const byKind = new Map(subjects.map((subject) => [subject.kind, subject]));

/** The module of a kind of subject (`site`), undefined when there is none. */
export const subjectOfKind = (kind: string): SubjectModule | undefined => byKind.get(kind);
