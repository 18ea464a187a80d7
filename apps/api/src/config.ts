import type { DataSource } from 'typeorm';
import type { LoggerService, LogLevel } from '@nestjs/common';
import type { EventStore } from '@app/event-store';
import type { EvidenceLocker } from '@app/locker';
import type { Privacy } from '@app/privacy';
import type { Replicas } from '@app/projecting';
import type { AnswersObserver, AnswersOptions } from './answers/answers.js';
import type { LoadLimits, LoadObserver } from './load.js';

/** What the api needs from the program that starts it. */
export interface ApiConfig {
  readonly eventStore: EventStore;
  /** PostgreSQL of the read models and of the access tokens, already initialised. */
  readonly readModels: DataSource;
  /** Its streaming replicas: what is read is read there, where they have it. */
  readonly replicas?: Replicas;
  /** Where the documents behind the facts are kept; without it, none is taken in. */
  readonly locker?: EvidenceLocker;
  /** Seals, opens and erases personal data; without it, none is recorded, and none read. */
  readonly privacy?: Privacy;
  /** At least 32 characters; seals cursors and positions. The same for every api of an installation. */
  readonly secret: string;
  /** What the outside calls this server (`https://memoire.exemple.fr`), for links that leave with the data; absent: what each caller calls it. */
  readonly publicUrl?: string;
  /** Who publishes the data, in the catalogue. Default Palimpseste. */
  readonly publisher?: string;
  /** Folder of the built web application; without it, only the API answers. */
  readonly webRoot?: string;
  /** Whether what was asked to be loaded can be read, and if not, why (French, shown by /health/ready). */
  readonly readiness: () => Promise<Readiness>;
  /** Simultaneous replays; the next is asked to come back. Default 64. */
  readonly maxReplays?: number;
  /** Simultaneous readers that wait for what is new, of the public and again of those with a token; the next is asked to come back. Default 128. */
  readonly maxFollowers?: number;
  /** Milliseconds that a reader of a stream may take nothing of what waits for it before it is let go. Default 30,000. */
  readonly streamPatience?: number;
  /** How much of what the public is answered is kept. */
  readonly answers?: AnswersOptions;
  /** How much is answered at once before requests are sent away. */
  readonly limits?: LoadLimits;
  /** Told of every request and of those sent away. */
  readonly observer?: LoadObserver & AnswersObserver;
  readonly logger?: LoggerService | false | LogLevel[];
}

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

export const API_CONFIG = Symbol('api configuration');
