import { isAbsolute, resolve } from 'node:path';
import { readLinks, type LinksConfiguration } from './links.js';
import { readLocker, type LockerConfiguration } from './locker.js';
import { readPersonKeys, type PersonKeysConfiguration } from './person-keys.js';
import { readTrailMonths } from './trail.js';
import { readTraces, type TracesConfiguration } from './traces.js';

/** What a program of the product runs with. Without addresses, an embedded PostgreSQL under `data` serves for everything. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database and of what must outlive a restart. */
  readonly data: string;
  /** PostgreSQL of the read models; absent: embedded. */
  readonly databaseUrl?: string;
  /** Streaming replicas of that PostgreSQL, for the reads of the api. */
  readonly readDatabaseUrls: readonly string[];
  /** The event store; absent: the same PostgreSQL as the read models. */
  readonly eventStoreUrl?: string;
  /** Seals cursors and positions; absent: made at the first start and kept under `data`. */
  readonly secret?: string;
  /** What the outside calls this server, without a slash at its end; absent: what each caller calls it. */
  readonly publicUrl?: string;
  /** Who publishes the data; absent: Palimpseste. */
  readonly publisher?: string;
  /** Bytes of answers to the public that the api keeps in memory, at most; 0: none. */
  readonly keptAnswers: number;
  readonly logLevel: LogLevel;
  /** Where Prometheus reads; absent: nowhere. */
  readonly metricsPort?: number;
  readonly audit: AuditConfiguration;
  /** Where documents are kept; absent: nowhere. */
  readonly locker?: LockerConfiguration;
  /** Where the keys of personal data are; absent: none is recorded, and none read. */
  readonly personKeys?: PersonKeysConfiguration;
  /** Absent: nobody is asked whether cited addresses still answer. */
  readonly links?: LinksConfiguration;
  /** Months that the access trail is kept. */
  readonly trailMonths: number;
  /** Absent: nothing is traced. */
  readonly traces?: TracesConfiguration;
}

/** What the keeper of the audit log is given; programs that only read need none of it. */
export interface AuditConfiguration {
  /** File of the signing key (PEM); absent: made at the first start beside the embedded database, and without one no log is kept. */
  readonly keyFile?: string;
  /** The log's name, for ever; absent: made of its key. */
  readonly origin?: string;
  /** Where checkpoints are published; each may hold a password. */
  readonly sinks: readonly string[];
}

const KEPT_MEGABYTES = 64;
const MOST_KEPT_MEGABYTES = 4_096;

export const LOG_LEVELS = ['error', 'warn', 'log', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One environment variable that cannot be used: its name, what it holds unless that is secret, and what to write. */
export interface ConfigurationProblem {
  readonly variable: string;
  readonly value?: string;
  readonly message: string;
}

export class ConfigurationError extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ variable, value, message }) => `${variable}${value === undefined ? '' : `="${value}"`} : ${message}`).join('\n'));
    this.name = 'ConfigurationError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment.
 * @throws {ConfigurationError} naming every variable that is wrong, in French; an address, which may hold a password, is never repeated
 */
export function readConfiguration(environment: Environment): Configuration {
  const problems: ConfigurationProblem[] = [];
  const wrong = (variable: string, message: string, value?: string) => void problems.push({ variable, message, value });
  const given = (name: string) => environment[name]?.trim() || undefined;

  const port = Number(given('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong('PORT', 'un numéro de port de 0 à 65535 est attendu (3000 par défaut).', environment.PORT);
  const metricsPort = given('METRICS_PORT') === undefined ? undefined : Number(given('METRICS_PORT'));
  if (metricsPort !== undefined && (!Number.isInteger(metricsPort) || metricsPort < 0 || metricsPort > 65_535 || metricsPort === port))
    wrong('METRICS_PORT', 'un numéro de port de 0 à 65535, autre que PORT, est attendu.', environment.METRICS_PORT);
  const keptMegabytes = Number(given('KEPT_ANSWERS_MB') ?? KEPT_MEGABYTES);
  if (!Number.isInteger(keptMegabytes) || keptMegabytes < 0 || keptMegabytes > MOST_KEPT_MEGABYTES)
    wrong(
      'KEPT_ANSWERS_MB',
      `un nombre entier de mégaoctets, de 0 à ${MOST_KEPT_MEGABYTES}, est attendu (64 par défaut).`,
      given('KEPT_ANSWERS_MB'),
    );
  const logLevel = (given('LOG_LEVEL') ?? 'warn') as LogLevel;
  if (!LOG_LEVELS.includes(logLevel)) wrong('LOG_LEVEL', `l’un de ${LOG_LEVELS.join(', ')} est attendu.`, environment.LOG_LEVEL);
  const publicUrl = given('PUBLIC_URL')?.replace(/\/+$/, '');
  if (publicUrl !== undefined && !/^https?:\/\/[^\s/?#@]+$/.test(publicUrl))
    wrong('PUBLIC_URL', 'une adresse https://hôte, sans chemin, est attendue.');
  const databaseUrl = given('DATABASE_URL');
  if (databaseUrl && !isAddress(databaseUrl, ['postgres:', 'postgresql:']))
    wrong('DATABASE_URL', 'une adresse postgres://utilisateur@hôte:port/base est attendue.');
  const readDatabaseUrls =
    given('READ_DATABASE_URL')
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? [];
  if (readDatabaseUrls.some((url) => !isAddress(url, ['postgres:', 'postgresql:'])))
    wrong(
      'READ_DATABASE_URL',
      'une ou plusieurs adresses postgres://utilisateur@hôte:port/base, séparées par des virgules ou des espaces, sont attendues ; une virgule dans un mot de passe s’écrit %2C.',
    );
  if (readDatabaseUrls.length > 0 && !databaseUrl)
    wrong('READ_DATABASE_URL', 'DATABASE_URL, l’adresse de la base dont ce sont les répliques, est attendue aussi.');
  const eventStoreUrl = given('EVENT_STORE_URL');
  if (eventStoreUrl && !isAddress(eventStoreUrl, ['postgres:', 'postgresql:', 'esdb:', 'esdb+discover:'])) {
    wrong('EVENT_STORE_URL', 'une adresse postgres://… ou esdb://… est attendue.');
  }
  const secret = given('PALIMPSESTE_SECRET');
  if (secret !== undefined && secret.length < 32)
    wrong('PALIMPSESTE_SECRET', 'au moins 32 caractères sont attendus : openssl rand -hex 32.');
  if (databaseUrl && secret === undefined)
    wrong('PALIMPSESTE_SECRET', 'avec DATABASE_URL, le même secret est attendu de tous les programmes : openssl rand -hex 32.');
  const origin = given('PALIMPSESTE_AUDIT_ORIGIN');
  if (origin !== undefined && !/^[^\s+]+$/.test(origin))
    wrong('PALIMPSESTE_AUDIT_ORIGIN', 'un nom sans espace ni « + » est attendu, comme palimpseste.exemple.fr/journal.', origin);
  const keyFile = given('PALIMPSESTE_AUDIT_KEY');
  const sinks = given('PALIMPSESTE_AUDIT_SINKS')?.split(/\s+/).filter(Boolean) ?? [];
  if (sinks.some((sink) => !/^(folder:|git:|witness:)?(\/|https?:\/\/)/.test(sink)))
    wrong(
      'PALIMPSESTE_AUDIT_SINKS',
      'une ou plusieurs destinations séparées par des espaces sont attendues : folder:/…, git:/…, https://… ou witness:https://…#clé.',
    );
  const traces = readTraces(given, wrong);
  const data = given('PALIMPSESTE_DATA') ?? '.data';
  const locker = readLocker(given, wrong, data);
  const personKeys = readPersonKeys(given, wrong, data);
  const trailMonths = readTrailMonths(given, wrong);
  const links = readLinks(given, wrong);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    port,
    host: given('HOST') ?? '127.0.0.1',
    data: isAbsolute(data) ? data : resolve(data),
    databaseUrl,
    readDatabaseUrls,
    eventStoreUrl,
    secret,
    publicUrl,
    publisher: given('PUBLISHER'),
    keptAnswers: keptMegabytes * 1_048_576,
    logLevel,
    metricsPort,
    audit: { keyFile: keyFile === undefined || isAbsolute(keyFile) ? keyFile : resolve(keyFile), origin, sinks },
    locker,
    personKeys,
    trailMonths,
    links,
    traces,
  };
}

function isAddress(text: string, protocols: readonly string[]): boolean {
  // A cluster is named by several hosts, which no URL may have; the adapter reads the rest.
  if (/^esdb(\+discover)?:\/\/[^\s/?]+/.test(text)) return protocols.includes(text.slice(0, text.indexOf(':') + 1));
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
