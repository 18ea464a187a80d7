import type { Provider, Type } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { subjectOfKind } from '@app/domain';
import type { ReadModels } from '@app/projecting';
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

// What may be asked of the read models, by name: of those that the request reads. Each is answered by one query of the timeline library.

export class ReadTimeline extends Query<TimelinePage> {
  constructor(
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
    readonly moment: Moment,
    readonly reader: Reader,
  ) {
    super();
  }
}

export class ListSubjects extends Query<{ subjects: readonly SubjectEntry[]; next: string | null }> {
  constructor(
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
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
    readonly readModels: ReadModels,
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

const timelineOf = ({ readModels }: Asked) => new TimelineQueries(readModels);
const historyOf = ({ readModels }: Asked) => new HistoryQueries(readModels);
const claimsOf = ({ readModels }: Asked) => new ClaimQueries(readModels, subjectOfKind);
const storiesOf = (asked: Asked) => new Stories(timelineOf(asked), claimsOf(asked), subjectOfKind);

export const queryHandlers: Provider[] = [
  answered(ReadTimeline, (asked) => timelineOf(asked).page(asked.filter, asked.moment, asked.reader, asked.page)),
  answered(ReadNews, (asked) => timelineOf(asked).news(asked.filter, asked.moment, asked.reader, asked.page)),
  answered(ReadWholeTimeline, async (asked) => timelineOf(asked).all(asked.filter, asked.moment, asked.reader, asked.page)),
  answered(ReadLastChange, (asked) => timelineOf(asked).lastChange(asked.moment, asked.reader)),
  answered(ListSubjects, ({ readModels, filter, moment, reader, page }) =>
    new SubjectQueries(readModels).page(filter, moment, reader, page),
  ),
  answered(TellStory, (asked) => storiesOf(asked).story(asked.kind, asked.id, asked.moment, asked.reader)),
  answered(TellSteps, (asked) => storiesOf(asked).steps(asked.kind, asked.id, asked.moment, asked.reader)),
  answered(NameSubject, (asked) => historyOf(asked).named(asked.kind, asked.id, asked.moment, asked.reader)),
  answered(ReadHistory, (asked) => {
    const { kind, id, filter, moment, reader, page } = asked;
    return historyOf(asked).page(kind, id, filter, moment, reader, page);
  }),
  answered(ReadWholeHistory, async (asked) => {
    const { kind, id, filter, moment, reader, page } = asked;
    return historyOf(asked).all(kind, id, filter, moment, reader, page);
  }),
  answered(ReadDifferences, (asked) => {
    const { kind, id, since, moment, reader, page } = asked;
    return historyOf(asked).differences(kind, id, since, moment, reader, page);
  }),
  answered(ReadClaims, (asked) => claimsOf(asked).ofSubject(asked.kind, asked.id, asked.moment, asked.reader)),
  answered(TellTerritory, (asked) => storiesOf(asked).territorySteps(asked.id, {}, asked.moment, asked.reader)),
];

interface Asked {
  readonly readModels: ReadModels;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function answered<Question extends Query<any> & Asked>(
  query: new (...args: never[]) => Question,
  answer: (asked: Question) => Promise<unknown>,
): Provider {
  @QueryHandler(query as never)
  class Handler {
    execute(asked: Question): Promise<unknown> {
      return answer(asked);
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${query.name}Handler` });
  return Handler as Type;
}
