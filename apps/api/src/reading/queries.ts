import { Inject, type Provider, type Type } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import {
  ClaimQueries,
  HistoryQueries,
  Stories,
  SubjectQueries,
  TimelineQueries,
  type After,
  type AfterVersion,
  type ClaimsOfSubject,
  type Difference,
  type Entry,
  type HistoryFilter,
  type Moment,
  type News,
  type OlderThan,
  type Reader,
  type Step,
  type Story,
  type SubjectEntry,
  type SubjectFilter,
  type TimelineFilter,
  type TimelinePage,
  type Version,
} from '@app/timeline';

// What may be asked of the read models, by name. Each is answered by one query of the timeline library.

export class ReadTimeline extends Query<TimelinePage> {
  constructor(
    readonly filter: TimelineFilter,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { limit?: number; order?: 'asc' | 'desc'; after?: After | null },
  ) {
    super();
  }
}

/** What was learnt last. */
export class ReadNews extends Query<{ news: readonly News[]; next: OlderThan | null }> {
  constructor(
    readonly filter: TimelineFilter,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { limit: number; after?: OlderThan | null },
  ) {
    super();
  }
}

/** Every fact, some at a time, for files. */
export class ReadWholeTimeline extends Query<AsyncIterable<readonly Entry[]>> {
  constructor(
    readonly filter: TimelineFilter,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { order?: 'asc' | 'desc'; most: number },
  ) {
    super();
  }
}

/** When what a reader may read last changed. */
export class ReadLastChange extends Query<string | null> {
  constructor(
    readonly moment: Moment,
    readonly reader: Reader,
  ) {
    super();
  }
}

export class ListSubjects extends Query<{ subjects: readonly SubjectEntry[]; next: string | null }> {
  constructor(
    readonly filter: SubjectFilter,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { limit?: number; after?: string | null },
  ) {
    super();
  }
}

abstract class OfSubject<Result> extends Query<Result> {
  constructor(
    readonly kind: string,
    readonly id: string,
    readonly moment: Moment,
    readonly reader: Reader,
  ) {
    super();
  }
}

export class TellStory extends OfSubject<Story | undefined> {}
export class TellSteps extends OfSubject<readonly Step[]> {}
export class ReadClaims extends OfSubject<ClaimsOfSubject> {}
/** The facts of a territory, each with the state of the subject it is about. */
export class TellTerritory extends OfSubject<readonly Step[]> {}

/** What a subject is called; nothing of one that the reader does not know. */
export class NameSubject extends OfSubject<{ readonly name: string | null } | undefined> {}

/** Every version of the facts of a subject, page by page. */
export class ReadHistory extends Query<{ versions: readonly Version[]; next: AfterVersion | null }> {
  constructor(
    readonly kind: string,
    readonly id: string,
    readonly filter: HistoryFilter,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { limit: number; order?: 'asc' | 'desc'; after?: AfterVersion | null },
  ) {
    super();
  }
}

/** All of them, some at a time, for files. */
export class ReadWholeHistory extends Query<AsyncIterable<readonly Version[]>> {
  constructor(
    readonly kind: string,
    readonly id: string,
    readonly filter: HistoryFilter,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { order?: 'asc' | 'desc'; most: number },
  ) {
    super();
  }
}

/** What is known otherwise than at another moment of knowledge. */
export class ReadDifferences extends Query<{ differences: readonly Difference[]; next: string | null }> {
  constructor(
    readonly kind: string,
    readonly id: string,
    readonly since: string,
    readonly moment: Moment,
    readonly reader: Reader,
    readonly page: { limit: number; after?: string | null },
  ) {
    super();
  }
}

export const queryHandlers: Provider[] = [
  answered(ReadTimeline, TimelineQueries, (timeline, { filter, moment, reader, page }) => timeline.page(filter, moment, reader, page)),
  answered(ReadNews, TimelineQueries, (timeline, { filter, moment, reader, page }) => timeline.news(filter, moment, reader, page)),
  answered(ReadWholeTimeline, TimelineQueries, async (timeline, { filter, moment, reader, page }) =>
    timeline.all(filter, moment, reader, page),
  ),
  answered(ReadLastChange, TimelineQueries, (timeline, { moment, reader }) => timeline.lastChange(moment, reader)),
  answered(ListSubjects, SubjectQueries, (subjects, { filter, moment, reader, page }) => subjects.page(filter, moment, reader, page)),
  answered(TellStory, Stories, (stories, { kind, id, moment, reader }) => stories.story(kind, id, moment, reader)),
  answered(TellSteps, Stories, (stories, { kind, id, moment, reader }) => stories.steps(kind, id, moment, reader)),
  answered(NameSubject, HistoryQueries, (history, { kind, id, moment, reader }) => history.named(kind, id, moment, reader)),
  answered(ReadHistory, HistoryQueries, (history, { kind, id, filter, moment, reader, page }) =>
    history.page(kind, id, filter, moment, reader, page),
  ),
  answered(ReadWholeHistory, HistoryQueries, async (history, { kind, id, filter, moment, reader, page }) =>
    history.all(kind, id, filter, moment, reader, page),
  ),
  answered(ReadDifferences, HistoryQueries, (history, { kind, id, since, moment, reader, page }) =>
    history.differences(kind, id, since, moment, reader, page),
  ),
  answered(ReadClaims, ClaimQueries, (claims, { kind, id, moment, reader }) => claims.ofSubject(kind, id, moment, reader)),
  answered(TellTerritory, Stories, (stories, { id, moment, reader }) => stories.territorySteps(id, {}, moment, reader)),
];

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function answered<Asked extends Query<any>, Service>(
  query: new (...args: never[]) => Asked,
  service: new (...args: never[]) => Service,
  answer: (service: Service, query: Asked) => Promise<unknown>,
): Provider {
  @QueryHandler(query as never)
  class Handler {
    constructor(@Inject(service) private readonly service: Service) {}

    execute(asked: Asked): Promise<unknown> {
      return answer(this.service, asked);
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${query.name}Handler` });
  return Handler as Type;
}
