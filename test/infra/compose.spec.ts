import { readConfiguration } from '@app/configuration';
import { existsSync, readFileSync } from 'node:fs';
import { parseAddress } from '../../libs/event-store/eventstoredb/address.js';
import { aliasesOf, compose, mountsOf, networksOf, rawCompose, REQUIRED, type Service } from './compose.js';
import { isPinned, knownVariables, sourceOf, VERSION } from './programs.js';
import { composeProblems } from './schemas.js';

const environment = Object.fromEntries(
  REQUIRED.map((name) => [name, `${name.toLowerCase().replaceAll('_', '')}0123456789abcdef0123456789`]),
);
const file = compose(environment);
const services = Object.entries(file.services);
const ours = services.filter(([, { image }]) => image.startsWith('palimpseste:'));
const service = (name: string): Service => file.services[name]!;

describe('docker-compose.yml', () => {
  it('is what the Compose specification describes', () => expect(composeProblems(file)).toEqual([]));

  it('would be refused with a field that nobody knows', () => {
    const misspelt = { ...file, services: { ...file.services, proxy: { ...service('proxy'), volume: [] } } };
    expect(composeProblems(misspelt)).not.toEqual([]);
  });

  it('asks the environment for every secret, and holds none', () => {
    expect(REQUIRED).toEqual([
      'DATABASE_PASSWORD',
      'GRAFANA_PASSWORD',
      'KURRENTDB_ADMIN_PASSWORD',
      'KURRENTDB_OPS_PASSWORD',
      'PALIMPSESTE_AUDIT_KEY_FILE',
      'PALIMPSESTE_SECRET',
      'PERSON_KEYS_MASTER_FILE',
      'POSTGRES_PASSWORD',
      'REPLICATION_PASSWORD',
    ]);
    for (const name of REQUIRED) expect(() => compose({ ...environment, [name]: '' })).toThrow(name);
    for (const [name, { environment: given = {} }] of Object.entries(rawCompose().services))
      for (const [variable, value] of Object.entries(given)) {
        // The path of a secret is none.
        const secret = (/PASSWORD|SECRET|KEY$/.test(variable) && !value.startsWith('/run/secrets/')) || /:\/\/[^/]+@/.test(value);
        if (secret) expect([name, variable, value]).toEqual([name, variable, expect.stringMatching(/\$\{[A-Z_]+:\?/)]);
      }
  });

  it.each(services)('pins the image of %s', (_, { image }) => {
    expect(isPinned(image)).toBe(true);
    if (image.startsWith('palimpseste:')) expect(image).toBe(`palimpseste:${VERSION}`);
  });

  it.each(services)('holds %s: limits, no privileges, a bounded log, a health check', (name, held) => {
    const { cpus, memory } = held.deploy?.resources?.limits ?? {};
    expect([cpus, memory]).toEqual([expect.stringMatching(/^[\d.]+$/), expect.stringMatching(/^\d+[MG]$/)]);
    expect(held.cap_drop).toEqual(['ALL']);
    expect(held.security_opt).toEqual(['no-new-privileges:true']);
    expect(held.logging?.options).toHaveProperty('max-size');
    // Compose cannot copy a secret of the environment into a container where nothing may be written; a file is laid over it.
    expect(held.read_only).toBe(!(held.secrets ?? []).some(({ source }) => file.secrets[source]!.environment));
    if (held.restart === 'no') return;
    expect(held.restart).toBe('unless-stopped');
    expect([name, held.healthcheck?.test[0]]).toEqual([name, 'CMD']);
  });

  it('waits only for what exists, and for what can be said of it', () => {
    for (const [name, { depends_on: awaited = {} }] of services)
      for (const [other, { condition }] of Object.entries(awaited)) {
        const met = {
          service_healthy: service(other)?.healthcheck !== undefined,
          service_started: service(other) !== undefined,
          service_completed_successfully: service(other)?.restart === 'no',
        }[condition];
        expect([name, other, met]).toEqual([name, other, true]);
      }
  });

  it('waits in no circle', () => {
    const visit = (name: string, path: readonly string[]): void => {
      expect(path).not.toContain(name);
      for (const other of Object.keys(service(name).depends_on ?? {})) visit(other, [...path, name]);
    };
    for (const [name] of services) visit(name, []);
  });

  it('declares every volume, network and secret that is used, and uses each; files that are mounted exist', () => {
    const mounts = services.flatMap(([, held]) => mountsOf(held).map(({ source }) => source));
    const files = mounts.filter((source) => source.startsWith('./'));
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
    const named = mounts.filter((source) => !source.startsWith('./'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(file.volumes).sort());
    expect([...new Set(services.flatMap(([, held]) => networksOf(held)))].sort()).toEqual(Object.keys(file.networks).sort());
    const secrets = services.flatMap(([, { secrets = [] }]) => secrets.map(({ source }) => source));
    expect([...new Set(secrets)].sort()).toEqual(Object.keys(file.secrets).sort());
    for (const { environment: variable, file: path } of Object.values(rawCompose().secrets))
      expect(REQUIRED).toContain(variable ?? /^\$\{(\w+):\?/.exec(path!)![1]);
  });

  it('lets nobody in from outside but through the proxy; the rest of what is published stays on the machine', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port] as const));
    for (const [name, port] of published) if (name !== 'proxy') expect(port).toMatch(/^127\.0\.0\.1:/);
    // A port that is published on an internal network alone reaches nobody.
    for (const [name] of published) expect(networksOf(service(name)).some((network) => !file.networks[network]?.internal)).toBe(true);
  });
});

describe('our programs in it', () => {
  it('are two api and two workers, built here, of sources that exist', () => {
    const count = (source: string) =>
      ours.filter(([, held]) => sourceOf(held.command) === source).reduce((sum, [, { deploy }]) => sum + (deploy?.replicas ?? 1), 0);
    expect([count('apps/api/src/main.ts'), count('apps/worker/src/main.ts')]).toEqual([2, 2]);
    for (const [, { command, build }] of ours) {
      expect(existsSync(sourceOf(command)!)).toBe(true);
      expect(existsSync(build!.dockerfile)).toBe(true);
    }
  });

  it.each(ours)('%s takes its environment, every name of which it knows', (_, { environment: given = {} }) => {
    expect(Object.keys(given).filter((name) => !knownVariables().has(name))).toEqual([]);
    expect(() => readConfiguration(given)).not.toThrow();
  });

  it.each(ours)('%s reaches the hosts of its addresses, and reads the authority of the cluster', (_, held) => {
    const { DATABASE_URL, READ_DATABASE_URL, EVENT_STORE_URL } = held.environment!;
    const { connectionString } = parseAddress(EVENT_STORE_URL!);
    const hosts = /@([^/?]+)/.exec(connectionString)![1]!.split(',');
    expect(hosts).toHaveLength(3);
    const databases = [DATABASE_URL, READ_DATABASE_URL].filter(Boolean).map((url) => new URL(url!).host);
    for (const [host, port] of [...hosts, ...databases].map((text) => text.split(':'))) {
      expect(networksOf(service(host!)).some((network) => networksOf(held).includes(network))).toBe(true);
      expect(port).toBe(host!.startsWith('kurrentdb') ? '2113' : '5432');
    }
    const authority = new URLSearchParams(connectionString.split('?')[1]).get('tlsCAFile')!;
    const mount = mountsOf(held).find(({ target }) => authority.startsWith(`${target}/`))!;
    expect(`${mountsOf(service('certificates')).find(({ source }) => source === mount.source)!.target}/ca.crt`).toBe('/trust/ca.crt');
    expect(authority).toBe(`${mount.target}/ca.crt`);
  });

  it('read, the api alone, from a replica of what they write to', () => {
    for (const [, { command, environment: given }] of ours) {
      const { databaseUrl, readDatabaseUrls } = readConfiguration(given!);
      const isApi = sourceOf(command) === 'apps/api/src/main.ts';
      expect(readDatabaseUrls).toEqual(isApi ? [databaseUrl!.replace('@postgres:', '@postgres-replica:')] : []);
      const replica = service('postgres-replica');
      expect(new URL(databaseUrl!).hostname).toBe(replica.environment!.PRIMARY_HOST);
    }
  });

  it('see one locker, the api and the workers', () => {
    for (const [name, held] of ours) {
      const { store } = readConfiguration(held.environment!).locker!;
      const mount = mountsOf(held).find(({ target }) => store.kind === 'folder' && target === store.folder);
      expect([name, mount?.source]).toEqual([name, 'locker']);
    }
    // Made in the image, for the volume to be its account's.
    expect(readFileSync('infra/docker/Dockerfile', 'utf8')).toMatch(/install -d -m 700 -o node -g node .*\/locker/);
  });

  it('open personal data with one set of keys, under a master key that is no variable', () => {
    for (const [name, held] of ours) {
      const { folder, masterFile } = readConfiguration(held.environment!).personKeys!;
      expect([name, mountsOf(held).find(({ target }) => target === folder)?.source]).toEqual([name, 'person-keys']);
      expect(masterFile).toBe(held.secrets!.find(({ source }) => source === 'person-keys-master')!.target);
    }
    expect(readFileSync('infra/docker/Dockerfile', 'utf8')).toMatch(/install -d -m 700 -o node -g node .*\/person-keys/);
  });

  it('seal, the workers alone, with a key that nobody else is given', () => {
    const holders = services.filter(([, { secrets = [] }]) => secrets.some(({ source }) => source === 'audit-key'));
    expect(holders.map(([name]) => name)).toEqual(['worker']);
    for (const [name, { environment: given, secrets = [] }] of ours) {
      const { keyFile } = readConfiguration(given!).audit;
      expect([name, keyFile]).toEqual([name, secrets.find(({ source }) => source === 'audit-key')?.target]);
    }
    // What is built into the image, and what is sent to whoever builds it.
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toEqual(expect.arrayContaining(['*.pem', '.env', 'person-keys-master']));
  });

  it('are asked for their health where they listen', () => {
    for (const [, { command, environment: given, healthcheck }] of ours) {
      const port = sourceOf(command) === 'apps/api/src/main.ts' ? given!.PORT : given!.METRICS_PORT;
      expect(healthcheck!.test.join(' ')).toContain(`http://127.0.0.1:${port}/health/ready`);
    }
  });

  it('run in an image whose bases are pinned', () => {
    const bases = [...readFileSync('infra/docker/Dockerfile', 'utf8').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image!);
    expect(bases.map(isPinned)).toEqual([true, true]);
  });
});

describe('what stands around them', () => {
  const nodes = services.filter(([, { image }]) => image.includes('/kurrentdb:'));
  const script = readFileSync('infra/docker/certificates.sh', 'utf8');

  it('the proxy sends requests to the api, and asks them whether they are ready', () => {
    const caddyfile = readFileSync('infra/proxy/Caddyfile', 'utf8');
    const api = ours.filter(([, held]) => sourceOf(held.command) === 'apps/api/src/main.ts');
    const upstreams = /reverse_proxy ([^{]+) \{/.exec(caddyfile)![1]!.split(' ');
    expect(upstreams).toEqual(api.map(([name, { environment: given }]) => `${name}:${given!.PORT}`));
    expect(caddyfile).toContain('health_uri /health/ready');
    expect(caddyfile).toContain(`{$${Object.keys(service('proxy').environment!)[0]}:`);
    for (const [, held] of api) expect(networksOf(held).some((network) => networksOf(service('proxy')).includes(network))).toBe(true);
  });

  it('the three nodes of the event store know each other, under the names that are in their certificates', () => {
    expect(nodes.map(([name]) => name)).toEqual(['kurrentdb-1', 'kurrentdb-2', 'kurrentdb-3']);
    for (const [name, held] of nodes) {
      const given = held.environment!;
      const others = nodes.map(([other]) => other).filter((other) => other !== name);
      expect(given.KURRENTDB_GOSSIP_SEED!.split(',')).toEqual(others.map((other) => `${other}:2113`));
      expect([given.KURRENTDB_NODE_HOST_ADVERTISE_AS, given.KURRENTDB_REPLICATION_HOST_ADVERTISE_AS]).toEqual([name, name]);
      expect(given.KURRENTDB_CLUSTER_SIZE).toBe(String(nodes.length));
      const [certificates] = mountsOf(held).filter(({ target }) => given.KURRENTDB_CERTIFICATE_FILE === `${target}/node.crt`);
      const made = mountsOf(service('certificates')).find(({ source }) => source === certificates!.source)!;
      // The name of the folder goes into the certificate.
      expect(made.target).toBe(`/nodes/${name}`);
      expect(mountsOf(held).map(({ target }) => target)).toContain(given.KURRENTDB_TRUSTED_ROOT_CERTIFICATES_PATH);
      // What Prometheus calls them all.
      expect(aliasesOf(held)).toEqual(['kurrentdb']);
    }
    expect(script).toContain('-dns-names "$node,kurrentdb,localhost"');
  });

  it('nobody but the service that made it sees the key of the authority', () =>
    expect(services.filter(([, held]) => mountsOf(held).some(({ source }) => source === 'authority')).map(([name]) => name)).toEqual([
      'certificates',
    ]));

  it('the replica follows the primary, with the password that was given to its account', () => {
    const { PRIMARY_HOST, PGPASSWORD } = service('postgres-replica').environment!;
    expect(service(PRIMARY_HOST!).image).toBe(service('postgres-replica').image);
    expect(PGPASSWORD).toBe(service(PRIMARY_HOST!).environment!.REPLICATION_PASSWORD);
    const primary = readFileSync('infra/postgres/primary.sh', 'utf8');
    const replica = readFileSync('infra/postgres/replica.sh', 'utf8');
    expect(primary).toContain("pg_create_physical_replication_slot('replica')");
    expect(replica).toContain('--username replicator');
    expect(replica).toContain('--slot replica');
    const asked = [...primary.matchAll(/\\getenv \w+ (\w+)/g)].map(([, name]) => name!);
    expect(Object.keys(service('postgres').environment!)).toEqual(expect.arrayContaining(asked));
  });

  it('Grafana is asked for where it reads: each file that it is given is provisioned', () => {
    const targets = mountsOf(service('grafana')).map(({ target }) => target);
    expect(targets).toContain('/etc/grafana/provisioning/datasources/palimpseste.yaml');
    expect(targets).toContain('/etc/grafana/provisioning/dashboards/palimpseste.yaml');
  });
});
