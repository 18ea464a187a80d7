import { isWorkload, manifests, takes } from './kubernetes.js';

type Labels = Record<string, string>;
interface Peer {
  readonly podSelector?: { readonly matchLabels?: Labels };
  readonly namespaceSelector?: { readonly matchLabels?: Labels };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number }[];
}
interface Policy {
  readonly podSelector: { readonly matchLabels?: Labels };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
interface Pod {
  readonly name: string;
  readonly namespace: Labels;
  readonly labels: Labels;
}

const all = manifests();
const policies = all.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as unknown as Policy);
const home = { 'kubernetes.io/metadata.name': 'palimpseste' };
const workloads = all.filter(isWorkload);
const pods: Pod[] = workloads.map(({ metadata, spec }) => ({
  name: metadata.name,
  namespace: home,
  labels: spec.template.metadata.labels,
}));
const elsewhere: Pod[] = [
  { name: 'the ingress controller', namespace: { 'kubernetes.io/metadata.name': 'ingress', 'palimpseste/ingress': 'true' }, labels: {} },
  { name: 'a stranger', namespace: { 'kubernetes.io/metadata.name': 'default' }, labels: { 'app.kubernetes.io/name': 'api' } },
  { name: 'the names', namespace: { 'kubernetes.io/metadata.name': 'kube-system' }, labels: { 'k8s-app': 'kube-dns' } },
];
const ports = [
  53,
  ...new Set(workloads.flatMap(({ spec }) => spec.template.spec.containers.flatMap((one) => one.ports.map((p) => p.containerPort)))),
];

/** NetworkPolicy as Kubernetes means it: who is selected by a policy of a direction may do what some such policy allows, and nothing else. */
function allows(direction: 'ingress' | 'egress', of: Pod, other: Pod, port: number): boolean {
  if (of.namespace !== home) return true;
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  const mine = policies.filter(
    ({ podSelector, policyTypes }) => policyTypes.includes(type) && takes(podSelector.matchLabels ?? {}, of.labels),
  );
  if (mine.length === 0) return true;
  return mine
    .flatMap((policy) => policy[direction] ?? [])
    .some((rule) => {
      const peers = direction === 'ingress' ? rule.from : rule.to;
      return (!peers || peers.some((peer) => isPeer(peer, other))) && (!rule.ports || rule.ports.some((one) => one.port === port));
    });
}

function isPeer({ podSelector, namespaceSelector }: Peer, pod: Pod): boolean {
  const inNamespace = namespaceSelector ? takes(namespaceSelector.matchLabels ?? {}, pod.namespace) : pod.namespace === home;
  return inNamespace && takes(podSelector?.matchLabels ?? {}, pod.labels);
}

const reached = (from: Pod, to: Pod) => ports.filter((port) => allows('egress', from, to, port) && allows('ingress', to, from, port));

describe('on the network of the cluster', () => {
  const everyone = [...pods, ...elsewhere];
  const found = everyone.flatMap((from) =>
    everyone.flatMap((to) => {
      const open = from.namespace === home || to.namespace === home ? reached(from, to) : [];
      return open.length > 0 && to.name !== 'the names' ? [`${from.name} → ${to.name} ${open.sort((a, b) => a - b).join(', ')}`] : [];
    }),
  );

  it('these speak to each other, and nobody else', () =>
    expect(found.sort()).toEqual(
      [
        'the ingress controller → api 3000',
        'api → postgres 5432',
        'api → postgres-replica 5432',
        'api → kurrentdb 2113',
        'worker → postgres 5432',
        'worker → kurrentdb 2113',
        'postgres-replica → postgres 5432',
        'kurrentdb → kurrentdb 1112, 2113',
        'prometheus → api 9464',
        'prometheus → worker 9464',
        'prometheus → kurrentdb 2113',
        'grafana → prometheus 9090',
      ].sort(),
    ));

  it('everyone resolves names, and goes nowhere else outside', () => {
    const names = elsewhere.find(({ name }) => name === 'the names')!;
    for (const pod of pods) expect([pod.name, reached(pod, names)]).toEqual([pod.name, [53]]);
    const outside: Pod = { name: 'the internet', namespace: {}, labels: {} };
    for (const pod of pods) expect([pod.name, reached(pod, outside)]).toEqual([pod.name, []]);
  });
});
