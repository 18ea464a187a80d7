import { TestApi } from '../support/api.js';

interface Schema {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  required?: string[];
  additionalProperties?: boolean;
}

interface Operation {
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

let api: TestApi;
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };
beforeAll(async () => {
  api = await TestApi.start();
  document = (await api.get('/api/openapi.json')).json;
});
afterAll(() => api?.close());

describe('Le document OpenAPI', () => {
  it('est en version 3.0', () => expect(document.openapi).toMatch(/^3\.0\./));

  it('décrit la fermeture d’un site champ par champ', () => {
    const { requestBody, parameters, responses } = document.paths['/api/v1/sites/{siteId}/closure']!.post!;
    expect(requestBody!.content['application/json']!.schema.$ref).toBe('#/components/schemas/CloseSite');
    expect(parameters!.map(({ name }) => name)).toEqual(expect.arrayContaining(['siteId', 'Idempotency-Key', 'If-Match']));
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['201', '200', '400', '401', '403', '409', '412', '422', '503']));
    const schema = document.components.schemas.CloseSite!;
    expect(schema.required).toEqual(['sources']);
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties!)).toEqual(
      expect.arrayContaining(['occurred', 'sources', 'reason', 'jobsLost', 'visibility', 'exception']),
    );
    expect(schema.properties).not.toHaveProperty('siteId');
    expect(schema.properties).not.toHaveProperty('issued');
  });

  it('donne une forme à chaque champ de chaque corps, et ne renvoie qu’à ce qui existe', () => {
    const formless = Object.entries(document.components.schemas).flatMap(([name, schema]) => withoutForm(schema, name));
    expect(formless).toEqual([]);
  });

  it('décrit chaque paramètre et chaque réponse de chaque adresse', () => {
    const vague = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { parameters = [], responses }]) => [
        ...parameters.filter(({ schema }) => !schema?.type && !schema?.$ref).map(({ name }) => `${method} ${path} ${name}`),
        ...[...path.matchAll(/\{(\w+)\}/g)]
          .filter(([, name]) => !parameters.some((given) => given.name === name))
          .map(([, name]) => `${method} ${path} {${name}}`),
        ...(Object.keys(responses).length === 0 ? [`${method} ${path} responses`] : []),
        ...Object.entries(responses)
          .filter(([, { description }]) => !description)
          .map(([status]) => `${method} ${path} ${status}`),
      ]),
    );
    expect(vague).toEqual([]);
  });

  it('se lit et s’essaie sur une page qui ne charge rien d’ailleurs', async () => {
    const page = await api.get('/api/docs');
    expect(page.headers.get('content-type')).toContain('text/html');
    const addresses = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) {
      expect(address).toMatch(/^\//);
      expect((await api.get(address)).status).toBe(200);
    }
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

/** Paths of the fields that say nothing of what they hold. */
function withoutForm(schema: Schema, path: string): string[] {
  if (schema.$ref) return document.components.schemas[schema.$ref.replace('#/components/schemas/', '')] ? [] : [`${path} → ${schema.$ref}`];
  if (schema.allOf) return schema.allOf.flatMap((part) => withoutForm(part, path));
  if (schema.oneOf) return schema.oneOf.flatMap((choice, index) => withoutForm(choice, `${path}|${index}`));
  if (schema.type === 'array') return schema.items ? withoutForm(schema.items, `${path}[]`) : [path];
  if (schema.properties) return Object.entries(schema.properties).flatMap(([name, property]) => withoutForm(property, `${path}.${name}`));
  return schema.type ? [] : [path];
}
