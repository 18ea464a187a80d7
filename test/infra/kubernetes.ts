import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

type Named = { readonly name: string };
type Labels = Readonly<Record<string, string>>;
type Port = string | number;

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: Port };
  readonly tcpSocket?: { readonly port: Port };
  readonly exec?: { readonly command: readonly string[] };
}
export interface Container extends Named {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly (Named & { value?: string; valueFrom?: { secretKeyRef?: Named & { key: string } } })[];
  readonly ports: readonly (Named & { readonly containerPort: number })[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  readonly securityContext?: unknown;
  readonly volumeMounts?: readonly (Named & { readonly mountPath: string })[];
}
interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}
export interface Volume extends Named {
  readonly configMap?: Named & Items;
  readonly secret?: { readonly secretName: string; readonly defaultMode?: number } & Items;
  readonly emptyDir?: unknown;
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly projected?: { readonly sources: readonly { readonly configMap?: Named & Items; readonly secret?: Named & Items }[] };
}
export interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
}
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Named & { readonly namespace?: string; readonly labels?: Labels };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}
export interface Workload extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly podManagementPolicy?: string;
    readonly selector: { readonly matchLabels: Labels };
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
    readonly volumeClaimTemplates?: readonly { readonly metadata: Named }[];
  };
}
export interface Service extends Manifest {
  readonly spec: {
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector: Labels;
    readonly ports: readonly (Named & { readonly port: number; readonly targetPort: Port })[];
  };
}

interface Kustomization {
  readonly namespace?: string;
  readonly resources?: readonly string[];
  readonly configMapGenerator?: readonly (Named & { files: readonly string[]; options: { disableNameSuffixHash: boolean } })[];
}

/** What `kubectl apply --kustomize` would send, for the fields that our kustomizations use. @throws {Error} for any other field */
export function manifests(folder = 'infra/kubernetes'): Manifest[] {
  const {
    namespace,
    resources = [],
    configMapGenerator = [],
    ...rest
  } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization & Record<string, unknown>;
  const unknown = Object.keys(rest).filter((name) => name !== 'apiVersion' && name !== 'kind');
  if (unknown.length > 0) throw new Error(`${folder}: the test does not know ${unknown.join(', ')}`);
  const read = (path: string) =>
    existsSync(join(path, 'kustomization.yaml'))
      ? manifests(path)
      : parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as Manifest);
  const made = configMapGenerator.map(({ name, files }) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
  }));
  const all = [...resources.flatMap((path) => read(join(folder, path))), ...made];
  if (!namespace) return all;
  return all.map((one) => (one.kind === 'Namespace' ? one : { ...one, metadata: { ...one.metadata, namespace } }));
}

export const isWorkload = (manifest: Manifest): manifest is Workload => ['Deployment', 'StatefulSet'].includes(manifest.kind);
export const isService = (manifest: Manifest): manifest is Service => manifest.kind === 'Service';

/** Whether a selector of labels takes something with these labels; an empty one takes all. */
export const takes = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

/** Every secret and ConfigMap that a pod wants, with the keys that it names. */
export function wanted({ containers, volumes = [] }: PodSpec): { kind: 'Secret' | 'ConfigMap'; name: string; keys: string[] }[] {
  const keys = ({ items = [] }: Items) => items.map(({ key }) => key);
  const ofVolumes = volumes.flatMap(({ configMap, secret, projected }) => [
    ...(configMap ? [{ kind: 'ConfigMap' as const, name: configMap.name, keys: keys(configMap) }] : []),
    ...(secret ? [{ kind: 'Secret' as const, name: secret.secretName, keys: keys(secret) }] : []),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...(source.configMap ? [{ kind: 'ConfigMap' as const, name: source.configMap.name, keys: keys(source.configMap) }] : []),
      ...(source.secret ? [{ kind: 'Secret' as const, name: source.secret.name, keys: keys(source.secret) }] : []),
    ]),
  ]);
  const ofVariables = containers.flatMap(({ env = [] }) =>
    env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []).map(({ name, key }) => ({ kind: 'Secret' as const, name, keys: [key] })),
  );
  return [...ofVolumes, ...ofVariables];
}

/** Paths of the files that a volume puts into its folder, relative to it; `undefined` for a folder that may be written. */
export function filesOf({ configMap, secret, projected }: Volume, configMaps: readonly Manifest[]): string[] | undefined {
  const paths = ({ items }: Items, name?: string) =>
    items?.map(({ path }) => path) ?? Object.keys(configMaps.find(({ metadata }) => metadata.name === name)?.data ?? {});
  if (configMap) return paths(configMap, configMap.name);
  if (secret) return paths(secret);
  if (!projected) return undefined;
  return projected.sources.flatMap((source) => [
    ...(source.configMap ? paths(source.configMap, source.configMap.name) : []),
    ...(source.secret ? paths(source.secret) : []),
  ]);
}
