import type { JsonSchema } from '@app/http';
import { BOUNDARIES } from '@app/territories';
import { frame, listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

const day = maybe({ ...text, format: 'date' });

const territory: Record<string, JsonSchema> = {
  id: { ...text, description: 'Identifier in the register, else official address: epci-200072460' },
  kind: ref('Code'),
  name: text,
  code: { ...maybe(text), description: 'INSEE code, or SIREN of an intercommunality' },
  isRegistered: { type: 'boolean', description: 'In the register of territories, with facts of its own' },
  population: { type: 'integer', description: 'Municipal population on today’s boundaries' },
  href: { ...text, format: 'uri-reference' },
};

/** What the reads of territories answer, for the OpenAPI document. */
export const GEO_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Territory: object(territory),
  Boundaries: object(
    {
      asked: { ...text, enum: [...BOUNDARIES] },
      drawnBy: { ...text, enum: ['register', 'official-code', 'both'] },
      edition: { type: 'integer', nullable: true, description: 'Year of the official geographic code that was used' },
      assumedBefore: { ...day, description: 'Boundaries of earlier days are assumed to have been the same' },
      hasUndated: { type: 'boolean', description: 'Some members have no date of entry: assumed to have always been in' },
      label: text,
    },
    [],
    'On which boundaries an answer was worked out',
  ),
  Population: object({
    value: { type: 'integer' },
    year: { type: 'integer', description: 'People were counted for 1 January of this year' },
    inForce: { ...text, format: 'date' },
    source: text,
  }),
  Territories: object({ items: listOf(ref('Territory')), ...frame }),
  TerritoryOutline: object(
    {
      type: { ...text, enum: ['Feature'] },
      id: text,
      geometry: { type: 'object', nullable: true, description: 'Polygon or MultiPolygon (RFC 7946), WGS 84; null where nothing is known' },
      properties: object({
        name: text,
        kind: text,
        code: maybe(text),
        longitude: { type: 'number', nullable: true, description: 'Of a position inside' },
        latitude: { type: 'number', nullable: true },
        drawn: { ...maybe(text), enum: ['given', 'dissolved', 'indicative', null], description: 'indicative: a soft shape, no border' },
        source: maybe(text),
        vintage: { type: 'integer', nullable: true, description: 'Year of the boundaries' },
      }),
    },
    [],
    'Where a territory lies today, as a GeoJSON feature',
  ),
  TerritoryComposition: object({
    territory: ref('Territory'),
    population: ref('Population'),
    boundaries: ref('Boundaries'),
    memberCount: { type: 'integer' },
    members: {
      ...listOf(object({ code: text, name: text, from: day, to: { ...day, description: 'First day it no longer belongs' } })),
      description: 'Municipalities by today’s code, with the days they belong; a country lists none: all belong',
    },
    inside: {
      ...listOf(object({ id: text, from: day, to: day })),
      description: 'The territory itself and those inside it, by every identifier that facts may name',
    },
    parents: { ...listOf(ref('Territory')), description: 'Territories that hold all of it today, the smallest first' },
    ...frame,
  }),
};
