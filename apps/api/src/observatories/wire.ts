import {
  unitsOf,
  type Answer,
  type Cell,
  type Contribution,
  type Dimension,
  type Indicator,
  type Observatory,
  type Restatement,
} from '@app/measuring';
import { communeOf } from '@app/reference';
import type { PublishedSource, Words } from '@app/timeline';
import { subjectOfKind } from '@app/domain';
import { subjectOf } from '@app/kernel';
import { boundariesIn } from '../geo/geo-territories.controller.js';
import type { Asking } from './asking.js';
import type { Labels } from './labels.js';

/** What an observatory is, and what can be read from it. */
export function observatoryIn({ language }: Words, { key, label, purpose, indicators }: Observatory) {
  const href = `/api/v1/observatories/${key}`;
  return {
    key,
    label: label[language],
    purpose: purpose[language],
    href,
    indicators: indicators.map((indicator) => indicatorIn({ language } as Words, key, indicator)),
  };
}

/** All that must be known to read an indicator's figures. */
export function indicatorIn({ language }: Words, observatory: string, indicator: Indicator) {
  const { key, label, unit, definition, denominator, rule, source, by, people = false } = indicator;
  return {
    key,
    label: label[language],
    unit: { code: unit, label: unitsOf(language)[unit] },
    definition: definition[language],
    denominator: denominator?.[language] ?? null,
    rule: rule[language],
    source: { title: source.title, url: source.url ?? null },
    by,
    people,
    href: `/api/v1/observatories/${observatory}/indicators/${key}`,
  };
}

/** The territory, its boundaries and its period, as they stand beside every figure. */
export function framingIn(words: Words, { territory, composition, question }: Asking) {
  const { id, name, kind } = territory;
  return {
    territory: { id, name, kind, population: question.scope.population },
    boundaries: boundariesIn(words, composition.used),
    period: { from: question.from, to: question.to },
    by: question.by,
    filter: question.filter ?? {},
  };
}

export function cellsIn({ cells, undated }: Answer, labels: Labels) {
  return { items: cells.map((cell) => cellIn(cell, labels)), undated };
}

function cellIn({ key, ...figures }: Cell, labelOf: Labels) {
  const labels = Object.entries(key).map(([dimension, value]) => [dimension, labelOf(dimension as Dimension, value)]);
  return { key, labels: Object.fromEntries(labels) as Record<string, string | null>, ...figures };
}

export function contributionIn(contribution: Contribution, sources: ReadonlyMap<string, PublishedSource>) {
  const { streamId, eventId, sourceIds, communeCode, ...rest } = contribution;
  return {
    eventId,
    ...rest,
    subject: subjectIn(streamId),
    commune: communeCode === null ? null : { code: communeCode, name: communeOf(communeCode)?.name ?? null },
    sources: sourceIds.map((id) => ({ id, title: sources.get(id)?.title ?? null, url: sources.get(id)?.url ?? null })),
  };
}

export function restatementIn({ changes, ...rest }: Restatement) {
  return { ...rest, changes: changes.map(({ streamId, ...change }) => ({ ...change, subject: subjectIn(streamId) })) };
}

function subjectIn(streamId: string) {
  const { kind, id } = subjectOf(streamId);
  return { kind, id, href: `/api/v1/${subjectOfKind(kind)?.plural ?? kind}/${id}` };
}
