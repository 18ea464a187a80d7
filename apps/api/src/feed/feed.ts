import { Inject, Injectable } from '@nestjs/common';
import { Problem, Sealer, type Given } from '@app/http';
import { FeedPlaceLost, FeedQueries, type FeedPage, type FeedPlace } from '@app/timeline';
import { Reads, wrong, type Asked } from '../reading/reads.js';
import { feedFilterOf, type FEED, type GivenFilters, type STREAM } from './parameters.js';

const CURSOR = 'feed';

/** A reader of the feed: what it asks for, and after which event it goes on. */
export type Follower = Asked<typeof FEED> | Asked<typeof STREAM>;

/** Reads the change feed from where a reader stands. A cursor names an event, so that it holds in every program and after every rebuild. */
@Injectable()
export class Feed {
  /** Those who stand at the same place and ask for the same are answered by one reading. */
  private readonly underWay = new Map<string, Promise<FeedPage>>();

  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  /**
   * Where a cursor stands; null for one of before the first event.
   * @throws {Problem} 400 when it was not given for these filters and this kind of reader, 410 when its event is no longer in the log
   */
  async resume(asked: Follower, cursor: string, field: string): Promise<FeedPlace | null> {
    const content = this.sealer.open(CURSOR, contextOf(asked), cursor);
    if (content === undefined) throw new Problem(400, 'CURSOR_INVALID', {}, [wrong(field, cursor)]);
    const place = JSON.parse(content) as FeedPlace | null;
    return place && this.find(asked, place);
  }

  cursor(asked: Follower, place: FeedPlace | null): string {
    return this.sealer.seal(CURSOR, contextOf(asked), JSON.stringify(place));
  }

  /** The events after a place. */
  page(asked: Follower, after: FeedPlace | null, limit: number): Promise<FeedPage> {
    const key = JSON.stringify([contextOf(asked), after, limit]);
    const reading = this.underWay.get(key) ?? this.read(asked, after, limit).finally(() => this.underWay.delete(key));
    this.underWay.set(key, reading);
    return reading;
  }

  /** The place after which everything is new. */
  async now(asked: Follower): Promise<FeedPlace | null> {
    return new FeedQueries(asked.readModels).last(asked.reader, await this.settledFor(asked));
  }

  private async read(asked: Follower, after: FeedPlace | null, limit: number): Promise<FeedPage> {
    const filter = feedFilterOf(asked.given as GivenFilters);
    return new FeedQueries(asked.readModels).page(filter, asked.reader, after, limit, await this.settledFor(asked));
  }

  /** Who sees all waits for no day. Asked before anything is read. */
  private settledFor(asked: Follower): Promise<string | null> | null {
    return asked.reader.seesAll ? null : this.reads.settled(asked);
  }

  private async find({ readModels, reader }: Follower, place: FeedPlace): Promise<FeedPlace> {
    const queries = new FeedQueries(readModels);
    try {
      return await queries.find(place, reader).catch((error: unknown) => {
        // A replica may not have it yet.
        if (!(error instanceof FeedPlaceLost) || !readModels.onReplica) throw error;
        readModels.toPrimary();
        return queries.find(place, reader);
      });
    } catch (error) {
      if (error instanceof FeedPlaceLost) throw new Problem(410, 'CURSOR_LOST');
      throw error;
    }
  }
}

/** What decides which events are told: the filters, and whether the reader sees all. The feed and its stream take each other's cursors. */
function contextOf({ given, reader }: Follower): string {
  const { type, kind, subject, territory, since, until } = given as Given<typeof FEED>;
  return JSON.stringify([reader.seesAll, type?.toSorted(), kind?.toSorted(), subject, territory, since, until]);
}
