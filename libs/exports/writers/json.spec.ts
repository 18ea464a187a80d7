import { ROWS, tableOf, whole } from '../sample.fixture.js';
import type { Table } from '../table/table.js';
import { writeGeoJson, writeJson } from './json.js';

const read = async (write: typeof writeJson, table: Table, language: 'fr' | 'en' = 'fr') =>
  JSON.parse((await whole(write(table, { language }))).toString('utf8'));

const square = [
  [2, 50],
  [2, 51],
  [3, 51],
  [3, 50],
  [2, 50],
];
const placed: Partial<Table> = { geometry: 'geometry', identifiedBy: 'siret' };

describe('A table in JSON', () => {
  it('says what it is, then every row by its keys', async () => {
    const { metadata, columns, rows } = await read(writeJson, tableOf(), 'en');
    expect(metadata).toEqual({
      name: 'sites',
      title: 'Business sites',
      language: 'en',
      licence: { name: 'Licence Ouverte / Open Licence 2.0', url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence' },
      publisher: 'Pôle métropolitain de l’Artois',
      source: 'Palimpseste',
      at: '2024-12-31',
      asOf: null,
      asOfBasis: null,
      address: '/api/v1/sites',
      notice: null,
    });
    expect(columns[4]).toEqual({ key: 'aid', label: 'Aid', type: 'decimal', unit: '€' });
    expect(rows.slice(0, 2)).toEqual(ROWS.slice(0, 2));
    expect(rows[2]).toEqual({ ...ROWS[2], open: null, recorded_at: null, shares: null });
  });

  it('is JSON without a row too', async () => {
    expect((await read(writeJson, tableOf([]))).rows).toEqual([]);
  });

  it('refuses what its column cannot hold', async () => {
    await expect(read(writeJson, tableOf([{ aid: NaN }]))).rejects.toThrow('column "aid"');
  });
});

describe('A table in GeoJSON', () => {
  it('winds outlines to the left and holes to the right, and keeps seven decimals', async () => {
    const hole = [
      [2.1, 50.1],
      [2.2, 50.1],
      [2.2, 50.2],
      [2.1, 50.1],
    ];
    const rows = [
      { ...ROWS[0], geometry: { type: 'Polygon', coordinates: [square, hole] } },
      { ...ROWS[1], geometry: { type: 'MultiPolygon', coordinates: [[[...square].reverse()]] } },
      { geometry: { type: 'Point', coordinates: [2.640000049, -1e-9] } },
      { siret: 'sans-lieu', geometry: null },
    ];
    const { type, metadata, features } = await read(writeGeoJson, tableOf(rows, undefined, placed));
    expect({ type, title: metadata.title }).toEqual({ type: 'FeatureCollection', title: 'Sites d’activité' });
    expect(features.map(({ id }: { id: unknown }) => id)).toEqual(['33123456700014', '00512345600051', undefined, 'sans-lieu']);
    expect(features.map(({ geometry }: { geometry: unknown }) => geometry)).toEqual([
      { type: 'Polygon', coordinates: [[...square].reverse(), [...hole].reverse()] },
      { type: 'MultiPolygon', coordinates: [[[...square].reverse()]] },
      { type: 'Point', coordinates: [2.64, 0] },
      null,
    ]);
    expect(features[0].properties).toEqual(ROWS[0]);
  });

  it('keeps the corners of a plot of a few metres', async () => {
    const plot = [
      [2.6400001, 50.5300001],
      [2.6400101, 50.5300001],
      [2.6400101, 50.5300101],
      [2.6400001, 50.5300001],
    ];
    const rows = [plot, [...plot].reverse()].map((ring) => ({ geometry: { type: 'Polygon', coordinates: [ring] } }));
    const { features } = await read(writeGeoJson, tableOf(rows, undefined, placed));
    expect(features[0].geometry.coordinates).toEqual([plot]);
    expect(features[1].geometry.coordinates).toEqual([plot]);
  });
});
