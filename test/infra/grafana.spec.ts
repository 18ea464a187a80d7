import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { mountsOf, rawCompose } from './compose.js';
import { exposedMetrics, unknownIn } from './metrics.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

const text = (name: string) => readFileSync(`infra/grafana/${name}`, 'utf8');
const dashboard = JSON.parse(text('palimpseste.json')) as { uid: string; title: string; schemaVersion: number; panels: Panel[] };
const { datasources } = parse(text('datasource.yaml')) as { datasources: { uid: string; type: string; url: string }[] };
const { providers } = parse(text('dashboards.yaml')) as { providers: { type: string; options: { path: string } }[] };
const drawn = dashboard.panels.filter(({ type }) => type !== 'row');

describe('the dashboard', () => {
  it.each(drawn.map((panel) => [panel.title, panel] as const))('draws “%s” from what the product exposes', async (_, panel) => {
    const exposed = await exposedMetrics();
    expect(['stat', 'timeseries']).toContain(panel.type);
    expect(panel.description).toMatch(/\.$/);
    expect(panel.targets!.length).toBeGreaterThan(0);
    for (const { expr, datasource } of panel.targets!) {
      // Grafana puts a duration in its place.
      expect(unknownIn(expr.replaceAll('$__rate_interval', '1m'), exposed)).toEqual([]);
      expect(datasource.uid).toBe(datasources[0]!.uid);
    }
    expect(new Set(panel.targets!.map(({ refId }) => refId)).size).toBe(panel.targets!.length);
  });

  it('shows every metric of the product’s own', async () => {
    const queries = drawn.flatMap(({ targets }) => targets!.map(({ expr }) => expr)).join('\n');
    const own = [...(await exposedMetrics()).keys()].filter((name) => name.startsWith('palimpseste_'));
    const names = [...new Set(own.map((name) => name.replace(/_(bucket|count|sum)$/, '')))];
    expect(names.filter((name) => !queries.includes(name))).toEqual([]);
  });

  it('gives every panel a number and a place of its own, within the 24 columns', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Set<string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect([title, gridPos.x + gridPos.w <= 24]).toEqual([title, true]);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect([title, taken.has(`${x},${y}`)]).toEqual([title, false]);
          taken.add(`${x},${y}`);
        }
    }
  });
});

describe('Grafana', () => {
  it('asks the Prometheus that stands beside it', () => {
    const { hostname, port } = new URL(datasources[0]!.url);
    expect(datasources).toHaveLength(1);
    expect(rawCompose().services[hostname]!.image).toContain('prometheus');
    expect(port).toBe('9090');
  });

  it('finds the dashboard where it is mounted', () => {
    const mounts = mountsOf(rawCompose().services.grafana!);
    expect(mounts.map(({ target }) => target)).toContain(`${providers[0]!.options.path}/palimpseste.json`);
    for (const { source, target } of mounts.filter(({ source: from }) => from.startsWith('./')))
      expect([source, target.startsWith('/etc/grafana/provisioning/') || target.startsWith(providers[0]!.options.path)]).toEqual([
        source,
        true,
      ]);
  });
});
