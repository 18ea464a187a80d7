import type { SubjectModule } from '@app/kernel';
import { bodies, decisions } from '@domain/decisions';
import { requests } from '@domain/desk';
import { trainings } from '@domain/employment';
import { erasures } from '@domain/erasures';
import { directAids, programmes } from '@domain/funding';
import { indicators } from '@domain/indicators';
import { labels } from '@domain/labels';
import { landAccounts } from '@domain/land';
import { projects } from '@domain/projects';
import { sites } from '@domain/sites';
import { sources } from '@domain/sources';
import { territories } from '@domain/territories';

/** Every kind of subject: a new module is one line here. */
export const subjects: readonly SubjectModule[] = [
  sources,
  territories,
  bodies,
  decisions,
  projects,
  sites,
  programmes,
  directAids,
  labels,
  trainings,
  indicators,
  landAccounts,
  requests,
  erasures,
];

const byKind = new Map(subjects.map((subject) => [subject.kind, subject]));

/** The module of a kind of subject (`site`), undefined when there is none. */
export const subjectOfKind = (kind: string): SubjectModule | undefined => byKind.get(kind);
