import { TestApi } from '../support/api.js';
import { departures, type Schema } from '../support/conforms.js';
import { tellBridgestone } from './stories.js';

interface Document {
  paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, { schema: Schema }> }> } }>;
  components: { schemas: Record<string, Schema> };
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await TestApi.start();
  await tellBridgestone(api);
  document = (await api.get('/api/openapi.json')).json;
});
afterAll(() => api?.close());

const site = '/api/v1/sites/bridgestone-bethune';
const schemaOf = (path: string, status: number, type: string): Schema =>
  document.paths[path]!.get!.responses[status]!.content![type]!.schema;

describe('Ce que l’API répond est ce que son document annonce, ni plus ni moins', () => {
  it.each([
    ['/api/v1/timeline', '/api/v1/timeline?limit=2'],
    ['/api/v1/sites', '/api/v1/sites'],
    ['/api/v1/sites/{id}', site],
    ['/api/v1/sites/{id}/timeline', `${site}/timeline?lang=en`],
    ['/api/v1/sites/{id}/history', `${site}/history`],
    ['/api/v1/restatements', '/api/v1/restatements?minLag=0'],
    ['/api/v1/sites/{id}/history/changes', `${site}/history/changes?since=2020-01-01`],
    ['/api/v1/sites/{id}/claims', `${site}/claims`],
    ['/api/v1/sources/{id}', '/api/v1/sources/voix-2020'],
    ['/api/v1/geo/territories', '/api/v1/geo/territories?q=bethune'],
    ['/api/v1/geo/territories/{id}', '/api/v1/geo/territories/epci-200072460?boundaries=then&lang=en'],
    ['/api/v1/geo/territories/{id}/outline', '/api/v1/geo/territories/epci-200072460/outline'],
  ])('%s', async (path, address) => {
    const schema = schemaOf(path, 200, path.endsWith('/outline') ? 'application/geo+json' : 'application/json');
    for (const as of [undefined, 'officer'] as const) {
      const { status, json } = await api.get(address, { as });
      expect(status).toBe(200);
      expect(departures(json, schema, document.components.schemas)).toEqual([]);
    }
  });

  it('un événement du flux', async () => {
    const schema = schemaOf('/api/v1/events', 200, 'application/cloudevents-batch+json');
    for (const as of [undefined, 'officer'] as const)
      expect(departures((await api.get('/api/v1/events', { as })).json, schema, document.components.schemas)).toEqual([]);
  });

  it('un pas de relecture', async () => {
    const { text } = await api.get(`${site}/replay?speed=1000`);
    const steps = [...text.matchAll(/^event: step\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!));
    expect(steps.length).toBeGreaterThan(3);
    const schema = schemaOf('/api/v1/sites/{id}/replay', 200, 'text/event-stream');
    expect(steps.flatMap((step) => departures(step, schema, document.components.schemas))).toEqual([]);
  });

  it('un problème', async () => {
    const schema = document.components.schemas.Problem!;
    for (const answer of [
      await api.get('/api/v1/sites/inconnu'),
      await api.get('/api/v1/timeline?limt=3'),
      await api.post(`${site}/closure`, {}),
    ]) {
      expect(departures(answer.json, schema, document.components.schemas)).toEqual([]);
    }
  });

  it('une écriture', async () => {
    const { json } = await api.post(`${site}/acquisitions`, { sources: [{ documentId: 'accord-2023' }], buyer: 'Log’s' });
    expect(departures(json, document.components.schemas.Recorded!, document.components.schemas)).toEqual([]);
  });
});
