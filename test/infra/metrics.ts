import { Metrics, watchAudit, watchJobs, watchProjections, watchReplicas } from '@app/observability';
import { MemoryEventStore } from '../../libs/event-store/memory/memory-event-store.js';
import { DataSource } from 'typeorm';

/** What our programs expose: every name that a query may use, with the labels that it has. `le`, `job` and `instance` included. */
export async function exposedMetrics(): Promise<Map<string, Set<string>>> {
  const metrics = new Metrics();
  // Neither is ever asked: the names are known before.
  const readModels = new DataSource({ type: 'postgres' });
  watchProjections(metrics, { readModels, eventStore: new MemoryEventStore() });
  watchJobs(metrics, { readModels });
  watchAudit(metrics, { readModels, eventStore: new MemoryEventStore() });
  watchReplicas(metrics, { states: () => [], answered: new Map() });
  const exposed = new Map<string, Set<string>>();
  for (const metric of metrics.registry.getMetricsAsArray() as unknown as { name: string; type: string; labelNames?: string[] }[]) {
    const labels = ['job', 'instance', ...(metric.labelNames ?? [])];
    const parts = metric.type === 'histogram' ? ['_bucket', '_count', '_sum'] : metric.type === 'summary' ? ['', '_count', '_sum'] : [''];
    for (const part of parts) exposed.set(`${metric.name}${part}`, new Set(part === '_bucket' ? [...labels, 'le'] : labels));
  }
  return exposed.set('up', new Set(['job', 'instance']));
}

export interface Query {
  /** Each metric with the labels that its selector names. */
  readonly metrics: readonly { readonly name: string; readonly labels: readonly string[]; readonly jobs: readonly string[] }[];
  /** Labels that results are grouped by. */
  readonly groups: readonly string[];
}

const FUNCTIONS =
  'sum max min avg count rate increase histogram_quantile absent vector min_over_time max_over_time by without on ignoring and or unless bool';
const WORDS = new Set(FUNCTIONS.split(' '));

/**
 * The names in a PromQL query. Every word that is no function of the list above counts as a metric, so that nothing slips through.
 * @throws {Error} for brackets that do not close
 */
export function namesIn(expression: string): Query {
  balanced(expression);
  const groups: string[] = [];
  const bare = expression.replaceAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g, (_, list: string) => {
    groups.push(...list.split(',').map((name) => name.trim()));
    return '';
  });
  const metrics = [...bare.replaceAll(/\[[^\]]*\]/g, '').matchAll(/([a-zA-Z_:][\w:]*)\s*(?:\{([^}]*)\})?/g)]
    .filter(([, name]) => !WORDS.has(name!))
    .map(([, name, selector = '']) => {
      const matchers = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"/g)];
      const jobs = matchers.filter(([, label]) => label === 'job').flatMap(([, , value]) => value!.split('|'));
      return { name: name!, labels: matchers.map(([, label]) => label!), jobs };
    });
  return { metrics, groups };
}

/** What of a query the product does not expose, in words; empty when all is there. */
export function unknownIn(expression: string, exposed: Map<string, Set<string>>): string[] {
  const { metrics, groups } = namesIn(expression);
  const wrong = metrics.filter(({ name }) => !exposed.has(name)).map(({ name }) => `metric ${name}`);
  const known = metrics.filter(({ name }) => exposed.has(name));
  for (const { name, labels } of known)
    wrong.push(...labels.filter((label) => !exposed.get(name)!.has(label)).map((label) => `label ${label} of ${name}`));
  wrong.push(...groups.filter((group) => !known.some(({ name }) => exposed.get(name)!.has(group))).map((group) => `group ${group}`));
  return metrics.length === 0 ? [...wrong, 'no metric at all'] : wrong;
}

function balanced(expression: string): void {
  const open: string[] = [];
  const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (const sign of expression.replaceAll(/"[^"]*"/g, '')) {
    if ('([{'.includes(sign)) open.push(sign);
    if (closing[sign] && open.pop() !== closing[sign]) throw new Error(`"${sign}" closes nothing in ${expression}`);
  }
  if (open.length > 0) throw new Error(`"${open.pop()}" is not closed in ${expression}`);
}
