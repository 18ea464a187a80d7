import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { aliasesOf, mountsOf, rawCompose } from './compose.js';
import { exposedMetrics, namesIn, unknownIn } from './metrics.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}
interface Job {
  readonly job_name: string;
  readonly scheme?: string;
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly type: string; readonly port: number }[];
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  readonly tls_config?: { readonly ca_file: string; readonly server_name: string };
  readonly basic_auth?: { readonly username: string; readonly password_file: string };
}

const read = (name: string) => parse(readFileSync(`infra/prometheus/${name}`, 'utf8')) as unknown;
const { rule_files, scrape_configs: jobs } = read('prometheus.yaml') as { rule_files: string[]; scrape_configs: Job[] };
const { groups } = read('alerts.yaml') as { groups: { name: string; rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const compose = rawCompose();
const prometheus = compose.services.prometheus!;
const monitoring = 'docs/operations/monitoring.md';

describe('a query', () => {
  it.each([
    ['sum(rate(palimpseste_nothing_total[5m]))', ['metric palimpseste_nothing_total']],
    ['palimpseste_http_requests_in_flight{route="/"}', ['label route of palimpseste_http_requests_in_flight']],
    ['sum by (colour) (up)', ['group colour']],
    ['1 + 1', ['no metric at all']],
    ['up{job="api"} and sometimes', ['metric sometimes']],
  ])('that names what the product does not expose is found: %s', async (expression, found) =>
    expect(unknownIn(expression, await exposedMetrics())).toEqual(found),
  );

  it('that does not close its brackets is found', () => expect(() => namesIn('sum(rate(up[5m])')).toThrow('is not closed'));
});

describe('alerts', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s is about what the product exposes, and is explained',
    async (name, rule) => {
      expect(unknownIn(rule.expr, await exposedMetrics())).toEqual([]);
      for (const { jobs: named } of namesIn(rule.expr).metrics)
        for (const job of named) expect(jobs.map(({ job_name }) => job_name)).toContain(job);
      expect(rule).toEqual({
        alert: expect.stringMatching(/^[A-Z][A-Za-z]+$/),
        expr: expect.any(String),
        for: expect.stringMatching(/^\d+[smh]$/),
        labels: { severity: expect.stringMatching(/^(critical|warning)$/) },
        annotations: { summary: expect.stringMatching(/^.{10,120}\.$/) },
      });
      // What a summary repeats must be a label of the result.
      const { groups: kept, metrics } = namesIn(rule.expr);
      const aggregated = /^\(?(sum|min|max|histogram_quantile|absent)\b(?!_)/.test(rule.expr);
      for (const [, label] of rule.annotations.summary.matchAll(/\$labels\.(\w+)/g))
        expect(aggregated ? kept : ['instance', 'job', ...metrics.flatMap(({ labels }) => labels)]).toContain(label);
      expect(readFileSync(monitoring, 'utf8')).toContain(`\`${name}\``);
    },
  );

  it('have names of their own, and the explanations tell of no others', () => {
    const names = rules.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    const explained = [...readFileSync(monitoring, 'utf8').matchAll(/^\| `([A-Z]\w+)`/gm)].map(([, name]) => name!);
    expect(explained.sort()).toEqual(names.sort());
  });
});

describe('what Prometheus reads', () => {
  it('finds every program and every node, where they tell', () => {
    const aliases = new Set(Object.values(compose.services).flatMap(aliasesOf));
    const names = jobs.flatMap(({ dns_sd_configs: found = [] }) => found.flatMap(({ names }) => names));
    expect([...names].sort()).toEqual([...aliases].sort());
    for (const { dns_sd_configs: found = [] } of jobs)
      for (const { names, type, port } of found) {
        const behind = Object.values(compose.services).filter((service) => aliasesOf(service).includes(names[0]!));
        expect(type).toBe('A');
        for (const { environment } of behind) expect(String(port)).toBe(environment?.METRICS_PORT ?? '2113');
      }
  });

  it('is mounted where the configuration says, the password of the event store included', () => {
    const mounts = mountsOf(prometheus);
    for (const path of [prometheus.command![0]!.split('=')[1]!, ...rule_files]) {
      const mount = mounts.find(({ target }) => target === path)!;
      expect(existsSync(mount.source)).toBe(true);
    }
    const { tls_config: tls, basic_auth: login } = jobs.find(({ job_name }) => job_name === 'kurrentdb')!;
    const trust = mounts.find(({ target }) => tls!.ca_file.startsWith(`${target}/`))!;
    expect([trust.source, tls!.ca_file]).toEqual(['trust', `${trust.target}/ca.crt`]);
    expect(tls!.server_name).toBe('kurrentdb');
    expect(login!.password_file).toBe(prometheus.secrets![0]!.target);
    expect(compose.secrets[prometheus.secrets![0]!.source]!.environment).toBe('KURRENTDB_OPS_PASSWORD');
  });
});
