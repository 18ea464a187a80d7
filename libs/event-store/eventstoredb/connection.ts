import type { Address } from './address.js';
import { protocol, type AppendCall, type CallOptions, type Metadata, type ReadCall, type ReadReq } from './protocol.js';

/** The part of the generated service that we call. */
interface StreamsService {
  read(request: ReadReq, metadata: Metadata, options: CallOptions): ReadCall;
  batchAppend(metadata: Metadata, options: CallOptions): AppendCall;
  getChannel(): { close(): void };
}

/**
 * What we use of the client behind its public face: where the cluster is, the channel to its leader, TLS, credentials. Its own appends and
 * reads stay unused: they share one table of promises between all clients, keep no deadline, and parse every payload (see the ADR on
 * EventStoreDB). The package is pinned to the last version under its name, and `protocol.spec` checks that these members are there.
 */
interface Internals {
  getGRPCClient(service: unknown, name: string): Promise<StreamsService>;
  callArguments(options: { requiresLeader: boolean }, callOptions: CallOptions): [Metadata, CallOptions];
  handleError(service: StreamsService, error: unknown): Promise<void>;
}

/** A channel as it is now. */
export interface Lease {
  read(request: ReadReq): ReadCall;
  batchAppend(): AppendCall;
  /** Tells the client what happened, so that the next lease goes elsewhere when it must: another node, the leader. */
  failed(error: unknown): Promise<void>;
}

export class Connection {
  private internals: Internals | undefined;
  private service: StreamsService | undefined;

  constructor(private readonly address: Address) {
    // A wrong address is told when the store is opened, not when it is first used.
    this.internals = this.connect();
  }

  /** @throws whatever discovery says when no node can be found */
  async lease(): Promise<Lease> {
    const internals = (this.internals ??= this.connect());
    let service: StreamsService;
    try {
      service = this.service = await internals.getGRPCClient(protocol().services.StreamsClient, 'palimpseste');
    } catch (error) {
      // The client remembers a failed discovery for ever: the next try needs a fresh one.
      if (this.internals === internals) this.internals = undefined;
      throw error;
    }
    // The deadline of a stream of calls is none; each answer has its own.
    const call = () => internals.callArguments({ requiresLeader: this.address.requiresLeader }, { deadline: Infinity });
    return {
      read: (request) => service.read(request, ...call()),
      batchAppend: () => service.batchAppend(...call()),
      failed: (error) => internals.handleError(service, error),
    };
  }

  /** Leaves a channel that no longer answers: the next lease makes another. */
  reset(): void {
    const { service } = this;
    this.internals = undefined;
    this.service = undefined;
    service?.getChannel().close();
  }

  close(): void {
    this.reset();
  }

  private connect(): Internals {
    try {
      return protocol().client.EventStoreDBClient.connectionString(this.address.connectionString) as unknown as Internals;
    } catch (error) {
      // The client’s own message repeats the address, password included: it must not travel along as the cause.
      // eslint-disable-next-line preserve-caught-error
      throw new Error(reason(error));
    }
  }
}

function reason(error: unknown): string {
  if (/certificate|userCertFile|userKeyFile/i.test((error as Error).message))
    return 'EVENT_STORE_URL names a certificate or key file that cannot be read (tlsCAFile, userCertFile, userKeyFile)';
  return 'EVENT_STORE_URL is no address of an EventStoreDB; write esdb://host:2113 or esdb+discover://host:2113, a user as user:password@ with special characters percent-encoded, then options such as ?tlsCAFile=…';
}
