import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own on the server of an address. */
export class Database {
  private constructor(
    readonly url: string,
    private readonly name: string,
    private readonly administrator: pg.Client,
  ) {}

  static async create(server: string): Promise<Database> {
    const name = `bench_${randomBytes(6).toString('hex')}`;
    const administrator = new pg.Client(server);
    await administrator.connect();
    await administrator.query(`CREATE DATABASE ${name}`);
    const address = new URL(server);
    address.pathname = `/${name}`;
    return new Database(address.href, name, administrator);
  }

  async drop(): Promise<void> {
    await this.administrator.query(`DROP DATABASE ${this.name} WITH (FORCE)`);
    await this.administrator.end();
  }
}
