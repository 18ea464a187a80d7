import { readConfiguration } from '@app/configuration';
import { existsSync, readdirSync } from 'node:fs';
import { parseAddress } from '../../libs/event-store/eventstoredb/address.js';
import { runDocumented, secretsMade } from './commands.js';
import { rawCompose } from './compose.js';
import { filesOf, isService, isWorkload, manifests, takes, wanted, type Probe } from './kubernetes.js';
import { isPinned, knownVariables, sourceOf } from './programs.js';
import { manifestProblems } from './schemas.js';

const all = manifests();
const workloads = all.filter(isWorkload).map((workload) => [workload.metadata.name, workload] as const);
const services = all.filter(isService);
const configMaps = all.filter(({ kind }) => kind === 'ConfigMap');
const secrets = secretsMade(runDocumented('Sur un cluster').calls);
const byKind = (kind: string) => all.filter((one) => one.kind === kind);
const labelsOf = (name: string) => workloads.find(([other]) => other === name)![1].spec.template.metadata.labels;

describe('the manifests', () => {
  it.each(all.map((one) => [`${one.kind} ${one.metadata.name}`, one] as const))('%s is what Kubernetes describes', (_, one) =>
    expect(manifestProblems(one)).toEqual([]),
  );

  it('would be refused with a field that nobody knows, and with one of a wrong type', () => {
    const [, api] = workloads[0]!;
    expect(manifestProblems({ ...api, spec: { ...api.spec, replica: 2 } } as never)).not.toEqual([]);
    expect(manifestProblems({ ...api, spec: { ...api.spec, replicas: 'two' } } as never)).not.toEqual([]);
  });

  it('are all listed, once each, in one namespace', () => {
    const names = all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(byKind('Namespace').map(({ metadata }) => metadata.name)).toEqual(['palimpseste']);
    expect([...new Set(all.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace))]).toEqual(['palimpseste']);
    const files = readdirSync('infra/kubernetes').filter((name) => name !== 'kustomization.yaml');
    // Each file gave at least one of them.
    expect(files.length).toBe(10);
  });

  it('hold no secret: each that is wanted is made by the documented commands, with the keys that are wanted', () => {
    expect(byKind('Secret')).toEqual([]);
    const tls = byKind('Ingress').flatMap(({ spec }) => (spec!.tls as { secretName: string }[]).map(({ secretName }) => secretName));
    const uses = workloads.flatMap(([name, { spec }]) => wanted(spec.template.spec).map((use) => ({ by: name, ...use })));
    const missing = uses.filter(({ kind, name, keys }) => {
      const held = kind === 'Secret' ? secrets[name] : configMaps.find(({ metadata }) => metadata.name === name)?.data;
      return !held || keys.some((key) => !held[key]);
    });
    expect(missing).toEqual([]);
    const used = [...uses.filter(({ kind }) => kind === 'Secret').map(({ name }) => name), ...tls];
    expect(Object.keys(secrets).sort()).toEqual([...new Set(used)].sort());
  });
});

describe.each(workloads)('%s', (name, { kind, spec }) => {
  const pod = spec.template.spec;

  it('is one of what docker-compose.yml runs, in the same version', () => {
    const images = Object.values(rawCompose().services).map(({ image }) => image);
    for (const { image } of pod.containers) {
      expect(images).toContain(image);
      expect(isPinned(image)).toBe(true);
    }
  });

  it('selects its own pods', () => {
    expect(takes(spec.selector.matchLabels, spec.template.metadata.labels)).toBe(true);
    const others = workloads.filter(([other]) => other !== name).map(([other]) => labelsOf(other));
    expect(others.filter((labels) => takes(spec.selector.matchLabels, labels))).toEqual([]);
  });

  it('is nobody, changes none of its own files, and knows nothing of the cluster', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.securityContext!.runAsUser).toBeGreaterThan(0);
    expect([pod.automountServiceAccountToken, pod.enableServiceLinks]).toEqual([false, false]);
    for (const { securityContext } of [...pod.containers, ...(pod.initContainers ?? [])])
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
  });

  it('says what it needs and what it may take', () => {
    for (const { resources } of pod.containers)
      expect(resources).toEqual({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { cpu: expect.any(String), memory: expect.any(String) },
      });
  });

  it('is asked whether it has started, lives and is ready, on ports that it has', () => {
    for (const { startupProbe, livenessProbe, readinessProbe, ports } of pod.containers)
      for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
        const { httpGet, tcpSocket, exec } = probe as Probe;
        expect([httpGet, tcpSocket, exec].filter(Boolean)).toHaveLength(1);
        const port = httpGet?.port ?? tcpSocket?.port;
        if (port !== undefined) expect(ports.map((one) => one.name)).toContain(port);
      }
  });

  it('mounts every volume it has, and has every volume it mounts', () => {
    const volumes = [...(pod.volumes ?? []), ...(spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata)].map((one) => one.name);
    const mounted = pod.containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map((one) => one.name));
    expect([...new Set(mounted)].sort()).toEqual(volumes.sort());
  });

  it('finds the files that its command and its variables name', () => {
    const [container] = pod.containers;
    const given = container!.volumeMounts!.flatMap(({ name: volume, mountPath }) => {
      const source = (pod.volumes ?? []).find((one) => one.name === volume);
      return (source && filesOf(source, configMaps)?.map((path) => `${mountPath}/${path}`)) ?? [];
    });
    const said = [...(container!.command ?? []), ...(container!.args ?? []), ...(container!.env ?? []).map(({ value = '' }) => value)];
    const paths = said.flatMap((text) => [...text.matchAll(/\/(?:certificates|scripts|etc|audit)\/[\w./-]+/g)].map(([path]) => path));
    for (const path of paths) expect(given.filter((file) => file === path || file.startsWith(`${path}/`))).not.toEqual([]);
  });

  it('is kept when machines are emptied, if there are several of it', () => {
    const budgets = byKind('PodDisruptionBudget').filter(({ spec: budget }) =>
      takes((budget!.selector as { matchLabels: Record<string, string> }).matchLabels, spec.template.metadata.labels),
    );
    const scaled = byKind('HorizontalPodAutoscaler').filter(
      ({ spec: scaler }) => (scaler!.scaleTargetRef as { name: string }).name === name,
    );
    const replicas = scaled.length === 1 ? (scaled[0]!.spec!.minReplicas as number) : spec.replicas!;
    // The number is the autoscaler's, or the file's: never both.
    expect([scaled.length, spec.replicas === undefined]).toEqual([scaled.length, scaled.length === 1]);
    expect(budgets).toHaveLength(replicas > 1 ? 1 : 0);
    if (kind === 'StatefulSet') expect(services.map(({ metadata }) => metadata.name)).toContain(spec.serviceName);
  });
});

describe('services', () => {
  it.each(services.map((service) => [service.metadata.name, service] as const))('%s leads to pods that have its ports', (_, { spec }) => {
    const behind = workloads.filter(([name]) => takes(spec.selector, labelsOf(name)));
    expect(behind).toHaveLength(1);
    const ports = behind[0]![1].spec.template.spec.containers.flatMap((container) => container.ports.map(({ name }) => name));
    for (const { targetPort } of spec.ports) expect(ports).toContain(targetPort);
  });

  it('the way in leads to one of them', () => {
    const [ingress] = byKind('Ingress');
    type Rule = { http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] } };
    for (const { http } of ingress!.spec!.rules as Rule[])
      for (const { backend } of http.paths) {
        const service = services.find(({ metadata }) => metadata.name === backend.service.name)!;
        expect(service.spec.ports.map(({ name }) => name)).toContain(backend.service.port.name);
      }
  });

  it('the nodes of the event store find each other before one is ready, and start together', () => {
    const { spec } = services.find(({ metadata }) => metadata.name === 'kurrentdb')!;
    const [, nodes] = workloads.find(([name]) => name === 'kurrentdb')!;
    expect([spec.clusterIP, spec.publishNotReadyAddresses, nodes.spec.podManagementPolicy]).toEqual(['None', true, 'Parallel']);
    const value = (name: string) => nodes.spec.template.spec.containers[0]!.env!.find((one) => one.name === name)!.value!;
    const dns = `${nodes.spec.serviceName}.${nodes.metadata.namespace}.svc.cluster.local`;
    expect(value('KURRENTDB_CLUSTER_DNS')).toBe(dns);
    expect(value('KURRENTDB_NODE_HOST_ADVERTISE_AS')).toBe(`$(POD_NAME).${dns}`);
    const made = runDocumented('Sur un cluster')
      .calls.flat()
      .find((word) => word.includes('*.kurrentdb'))!;
    // The names by which nodes, programs and Prometheus call a node are in its certificate.
    expect(made.split(',')).toEqual(expect.arrayContaining([dns, `*.${dns}`, 'kurrentdb']));
  });
});

describe('our programs', () => {
  const ours = workloads.filter(([, { spec }]) => spec.template.spec.containers[0]!.image.startsWith('palimpseste:'));

  it.each(ours)('%s takes its environment, every name of which it knows, and reaches what it names', (_, { metadata, spec }) => {
    const { env = [], command } = spec.template.spec.containers[0]!;
    expect(existsSync(sourceOf(command)!)).toBe(true);
    const given = Object.fromEntries(
      env.map(({ name, value, valueFrom }) => [name, value ?? secrets[valueFrom!.secretKeyRef!.name]![valueFrom!.secretKeyRef!.key]!]),
    );
    expect(Object.keys(given).filter((name) => !knownVariables().has(name))).toEqual([]);
    const { eventStoreUrl, databaseUrl, readDatabaseUrls } = readConfiguration(given);
    expect(readDatabaseUrls.map((url) => new URL(url).hostname)).toEqual(metadata.name === 'api' ? ['postgres-replica'] : []);
    const { connectionString } = parseAddress(eventStoreUrl!);
    const nodes = workloads.find(([name]) => name === 'kurrentdb')![1].spec;
    const names = Array.from(
      { length: nodes.replicas! },
      (_, index) => `kurrentdb-${index}.kurrentdb.${metadata.namespace}.svc.cluster.local`,
    );
    expect(/@([^/?]+)/.exec(connectionString)![1]!.split(',')).toEqual(names.map((name) => `${name}:2113`));
    for (const url of [databaseUrl!, ...readDatabaseUrls]) {
      const { hostname, port, password } = new URL(url);
      expect(services.find(({ metadata: { name } }) => name === hostname)!.spec.ports[0]!.port).toBe(Number(port));
      expect(password).toBe(secrets.postgres!['database-password']);
    }
    expect(connectionString).toContain(`:${secrets.kurrentdb!['admin-password']}@`);
  });
});

describe('what is shared between machines', () => {
  const STANDING = { DATABASE_URL: 'postgres://x/y', PALIMPSESTE_SECRET: 'x'.repeat(32) };
  const claims = byKind('PersistentVolumeClaim');
  const volumesOf = (name: string) => workloads.find(([other]) => other === name)![1].spec.template.spec.volumes!;
  const claimOf = (name: string, path: string) => {
    const { volumeMounts } = workloads.find(([other]) => other === name)![1].spec.template.spec.containers[0]!;
    const mount = volumeMounts!.find(({ mountPath }) => mountPath === path);
    return volumesOf(name).find((volume) => volume.name === mount?.name)?.persistentVolumeClaim?.claimName;
  };

  it('can be written to from each, and is asked for by somebody', () => {
    for (const { spec } of claims) expect(spec!.accessModes).toEqual(['ReadWriteMany']);
    const asked = workloads.flatMap(([, { spec }]) =>
      (spec.template.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
    );
    expect([...new Set(asked)].sort()).toEqual(claims.map(({ metadata }) => metadata.name).sort());
  });

  it('is one locker for the api and the workers, where LOCKER_URL says', () => {
    for (const name of ['api', 'worker']) {
      const { env } = workloads.find(([other]) => other === name)![1].spec.template.spec.containers[0]!;
      const { locker } = readConfiguration({
        ...STANDING,
        LOCKER_URL: env!.find((one) => one.name === 'LOCKER_URL')!.value!,
      });
      expect(locker!.store.kind).toBe('folder');
      expect([name, claimOf(name, (locker!.store as { folder: string }).folder)]).toEqual([name, 'locker']);
    }
  });

  it('is one set of keys of personal data, under a master key that nobody else reads', () => {
    for (const name of ['api', 'worker']) {
      const { env } = workloads.find(([other]) => other === name)![1].spec.template.spec.containers[0]!;
      const given = Object.fromEntries(env!.filter(({ name }) => name.startsWith('PERSON_KEYS')).map(({ name, value }) => [name, value!]));
      const { folder, masterFile } = readConfiguration({ ...STANDING, ...given }).personKeys!;
      expect([name, claimOf(name, folder)]).toEqual([name, 'person-keys']);
      expect(masterFile).toBe('/person-keys-master/key');
      expect(volumesOf(name).find(({ secret }) => secret?.secretName === 'palimpseste-persons')!.secret!.defaultMode).toBe(0o440);
    }
  });

  it('is one folder of the workers, in which the last checkpoint of the audit log is remembered', () =>
    expect(claimOf('worker', '/data')).toBe('worker-data'));

  it('is not the key of the audit log: the workers alone have it, and no other account of theirs reads it', () => {
    const holders = workloads.filter(([, { spec }]) => wanted(spec.template.spec).some(({ name }) => name === 'palimpseste-audit'));
    expect(holders.map(([name]) => name)).toEqual(['worker']);
    const volume = volumesOf('worker').find(({ secret }) => secret?.secretName === 'palimpseste-audit')!;
    // What the program itself refuses: a key that others may read, or anybody may change.
    expect(volume.secret!.defaultMode! & 0o037).toBe(0);
    expect(volume.secret!.defaultMode).toBe(0o440);
  });
});

describe('Prometheus and Grafana', () => {
  it('find what they read under the names that docker-compose.yml gives too', () => {
    const configuration = configMaps.find(({ metadata }) => metadata.name === 'prometheus')!.data!['prometheus.yaml']!;
    for (const [, name, port] of configuration.matchAll(/names: \[([\w-]+)\], type: A, port: (\d+)/g)) {
      const service = services.find(({ metadata }) => metadata.name === name)!;
      expect(service.spec.clusterIP).toBe('None');
      expect(service.spec.ports.map((one) => String(one.port))).toContain(port);
    }
    const [, prometheus] = workloads.find(([name]) => name === 'prometheus')!;
    const [volume] = prometheus.spec.template.spec.volumes!;
    const files = filesOf(volume!, configMaps)!.map((path) => `/etc/prometheus/${path}`);
    const named = [...configuration.matchAll(/\/etc\/prometheus\/[\w./-]+/g)].map(([path]) => path);
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('are given the dashboard where its provider looks', () => {
    const [, grafana] = workloads.find(([name]) => name === 'grafana')!;
    const mounts = grafana.spec.template.spec.containers[0]!.volumeMounts!;
    const provider = configMaps.find(({ metadata }) => metadata.name === 'grafana')!.data!['dashboards.yaml']!;
    expect(mounts.map(({ mountPath }) => mountPath)).toContain(/path: ([\w/-]+)/.exec(provider)![1]);
  });
});
