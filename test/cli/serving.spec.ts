import { Installation } from './installation.js';

const count = (employees: number) => [
  ...['record', 'CountEmployees', '-f', 'siteId=bridgestone-bethune', '-f', `employees=${employees}`, '-f', 'occurred=2020-11'],
  ...['-s', 'accord-2023', '--json'],
];

describe('palimpseste serve', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.make();
  });
  afterAll(() => installation.remove());

  it('is ready with the story of the Artois, shows its first token once, and ends on Ctrl-C', async () => {
    const server = await installation.serve();
    expect((await fetch(`${server.address}/health/ready`)).status).toBe(200);
    const story = (await (await fetch(`${server.address}/api/v1/sites/bridgestone-bethune`)).json()) as { facts: number };
    expect(story.facts).toBeGreaterThan(20);
    expect(server.said.out).toMatch(/Jeton d’administration .*: plp_\S{30,}/);
    expect(await installation.database()).toBeGreaterThan(0);
    expect(await server.stop('SIGINT')).toBe(0);
    expect(await installation.database()).toBeUndefined();
    await expect(fetch(`${server.address}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('starts again with what it knew, and shows no second token', async () => {
    const server = await installation.serve();
    expect(server.said.out).not.toContain('Jeton');
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it.each([
    ['the server', false],
    ['the server and PostgreSQL', true],
  ])('keeps what was acknowledged when %s is killed', async (_, withDatabase) => {
    const server = await installation.serve();
    const { code, out } = await installation.palimpseste(count(withDatabase ? 862 : 861));
    expect(code).toBe(0);
    const { eventIds } = JSON.parse(out) as { eventIds: string[] };
    const database = (await installation.database())!;
    expect(await server.stop('SIGKILL')).toBe('SIGKILL');
    if (withDatabase) process.kill(database, 'SIGKILL');

    const again = await installation.serve();
    const story = (await (await fetch(`${again.address}/api/v1/sites/bridgestone-bethune/timeline?limit=200`)).json()) as {
      items: { id: string }[];
    };
    expect(story.items.filter(({ id }) => id === eventIds[0])).toHaveLength(1);
    expect(await again.stop('SIGINT')).toBe(0);
  });

  it('refuses a port that is taken', async () => {
    const server = await installation.serve();
    const port = new URL(server.address).port;
    const { code, err } = await installation.palimpseste(['serve'], { env: { PORT: port } });
    expect(code).toBe(2);
    expect(err).toContain('PORT');
    expect((await fetch(`${server.address}/health/ready`)).status).toBe(200);
    await server.stop('SIGINT');
  });
});
