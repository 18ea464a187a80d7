import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { TOKEN_ROLES, type TokenRole } from './roles.js';

/** What is kept of a token: never the token itself. */
export interface TokenRecord {
  /** Appears as `recordedBy` in the events recorded with it. */
  readonly id: string;
  readonly role: TokenRole;
  /** What it is for, in words: "import des aides". No personal name. */
  readonly label: string;
  /** UTC, ISO 8601. */
  readonly created: string;
  readonly revoked: string | null;
}

/** A role that is about to be given, or taken back. */
export interface TokenChange {
  readonly action: 'token-created' | 'token-revoked';
  readonly id: string;
  readonly role?: TokenRole;
}

const PREFIX = 'plp_';

/** Bearer tokens: 256 random bits, stored as their SHA-256, shown once. */
export class Tokens {
  /** @param before told of a change before it is made, so that none is made that nobody wrote down */
  constructor(
    private readonly database: DataSource,
    private readonly before: (change: TokenChange) => Promise<void> = async () => undefined,
  ) {}

  /** Makes the table when it is not there. Safe to run by several processes at once. */
  async install(): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('palimpseste.access'))`);
      for (const statement of TABLE) await transaction.query(statement);
    });
  }

  /** @returns the token, which cannot be shown again, and its record */
  async create(role: TokenRole, label: string): Promise<{ token: string; record: TokenRecord }> {
    const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const id = `${role}-${randomUUID().slice(0, 8)}`;
    await this.before({ action: 'token-created', id, role });
    const [row] = await this.database.query<Row[]>(
      `INSERT INTO access.token (id, role, label, hash) VALUES ($1, $2, $3, $4) RETURNING id, role, label, created, revoked`,
      [id, role, label, digest(token)],
    );
    return { token, record: recordOf(row!) };
  }

  /** Whose token it is; undefined when there is no such token, or it was revoked. */
  async find(token: string): Promise<TokenRecord | undefined> {
    if (!/^plp_[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
    const [row] = await this.database.query<Row[]>(
      `SELECT id, role, label, created, revoked FROM access.token WHERE hash = $1 AND revoked IS NULL`,
      [digest(token)],
    );
    return row && recordOf(row);
  }

  /** All of them, revoked ones too, oldest first. */
  async list(): Promise<TokenRecord[]> {
    const rows = await this.database.query<Row[]>(`SELECT id, role, label, created, revoked FROM access.token ORDER BY created, id`);
    return rows.map(recordOf);
  }

  /** @returns false when no token in force has this id */
  async revoke(id: string): Promise<boolean> {
    await this.before({ action: 'token-revoked', id });
    const rows = await this.database.query<unknown>(
      `WITH done AS (UPDATE access.token SET revoked = now() WHERE id = $1 AND revoked IS NULL RETURNING id) SELECT id FROM done`,
      [id],
    );
    return Array.isArray(rows) && rows.length > 0;
  }
}

interface Row {
  id: string;
  role: TokenRole;
  label: string;
  created: Date;
  revoked: Date | null;
}

const recordOf = ({ id, role, label, created, revoked }: Row): TokenRecord => ({
  id,
  role,
  label,
  created: created.toISOString(),
  revoked: revoked?.toISOString() ?? null,
});

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

const TABLE = [
  `CREATE SCHEMA IF NOT EXISTS access`,
  `CREATE TABLE IF NOT EXISTS access.token (
     id text PRIMARY KEY,
     role text NOT NULL,
     label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
     hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
     created timestamptz NOT NULL DEFAULT now(),
     revoked timestamptz
   )`,
  // A role may be newer than the table.
  `DO $$ BEGIN
     IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'token_role_known' AND conrelid = 'access.token'::regclass
       AND pg_get_constraintdef(oid) LIKE '%${TOKEN_ROLES.at(-1)}%') THEN
       ALTER TABLE access.token DROP CONSTRAINT IF EXISTS token_role_check, DROP CONSTRAINT IF EXISTS token_role_known,
         ADD CONSTRAINT token_role_known CHECK (role IN (${TOKEN_ROLES.map((role) => `'${role}'`).join(', ')}));
     END IF;
   END $$`,
];
