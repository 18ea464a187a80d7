import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of docker-compose.yml, as far as its tests look at it. */
export interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly replicas?: number; readonly resources?: { readonly limits?: { cpus?: string; memory?: string } } };
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly aliases?: readonly string[] }>>;
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly { readonly source: string; readonly target: string }[];
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets: Readonly<Record<string, { readonly environment?: string; readonly file?: string }>>;
}

const text = readFileSync('docker-compose.yml', 'utf8');

/** Names that the file asks of the environment and will not go without. */
export const REQUIRED = [...new Set([...text.matchAll(/\$\{([A-Z_]+):\?[^}]+\}/g)].map(([, name]) => name!))].sort();

/** As it stands, with anchors and merges resolved and variables not yet filled in. */
export const rawCompose = (): Compose => parse(text, { merge: true }) as Compose;

/** With variables filled in, as `docker compose` does. @throws {Error} for one that is required and missing */
export function compose(environment: Readonly<Record<string, string>>): Compose {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return interpolated(value, environment);
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };
  return fill(rawCompose()) as Compose;
}

function interpolated(value: string, environment: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\{([A-Z_]+)(:[?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const given = environment[name];
    if (given) return given;
    if (kind === ':?') throw new Error(`required variable ${name} is missing: ${rest}`);
    return rest;
  });
}

/** Networks of a service, by name. */
export const networksOf = ({ networks = [] }: Service): string[] => (Array.isArray(networks) ? [...networks] : Object.keys(networks));

/** Every name by which others on the network reach the service. */
export const aliasesOf = ({ networks }: Service): string[] =>
  networks && !Array.isArray(networks) ? Object.values(networks).flatMap((network) => network?.aliases ?? []) : [];

/** The volumes and files that a service sees: where they come from, and where they are. */
export const mountsOf = ({ volumes = [] }: Service) =>
  volumes.map((line) => {
    const [source = '', target = '', mode = 'rw'] = line.split(':');
    return { source, target, mode };
  });
