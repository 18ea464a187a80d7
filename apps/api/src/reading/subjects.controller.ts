import { Controller, Inject, Req, Res, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EVENT_STORE, type EventStore } from '@app/event-store';
import type { InLanguages, Row } from '@app/exports';
import { keepNothing, type Parameters } from '@app/http';
import { streamIdOf, type SubjectModule } from '@app/kernel';
import { TooManyRows } from '@app/projecting';
import { communeName, wordsIn, type After, type SubjectFilter } from '@app/timeline';
import { Reading } from './documented.js';
import { Files, FILES, FILES_WITH_PLACES, fileParameters, MOST_LINES } from './files/files.js';
import { CLAIM_COLUMNS, claimRows, CLAIMS_TITLE } from './files/claims.table.js';
import { GEOMETRY, LINK_COLUMNS, SUBJECT_COLUMNS, subjectRow } from './files/subjects.table.js';
import { timelineColumns, TimelineRows, TIMELINE_TITLE } from './files/timeline.table.js';
import { subjectFiltersOf, timelineFilterOf, TIMELINE_FILTERS } from './filters.js';
import { MOMENT, PAGE } from './moment.js';
import { ListSubjects, ReadClaims, ReadTimeline, TellStory } from './queries.js';
import { Reads, type Asked } from './reads.js';
import { unknownSubject } from './unknown-subject.js';

const TIMELINE = { ...TIMELINE_FILTERS, ...MOMENT, ...PAGE, ...fileParameters(FILES) };
const CLAIMS = { ...MOMENT, ...fileParameters(FILES) };

/** The reads of one kind of subject. They are the same for every kind: whatever module is in the registry has them. */
export function subjectsController({ kind, plural }: SubjectModule): Type {
  const named = (what: string) => `${what}${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  const pathParameters = ['id'];

  const files = PLACED.has(kind) ? FILES_WITH_PLACES : FILES;
  const parameters = { ...subjectFiltersOf(kind), ...MOMENT, ...PAGE, ...fileParameters(files) };
  const listed = { parameters, answer: 'Subjects', files, kept: true } as const;
  const told = { parameters: TIMELINE, pathParameters, answer: 'Timeline', files: FILES, kept: true } as const;
  const claimed = { parameters: CLAIMS, pathParameters, answer: 'Claims', files: FILES, kept: true } as const;

  @Controller('api/v1')
  @ApiTags(plural)
  class SubjectsController {
    constructor(
      @Inject(QueryBus) readonly queries: QueryBus,
      @Inject(Reads) readonly reads: Reads,
      @Inject(Files) readonly files: Files,
      @Inject(TimelineRows) readonly timelineRows: TimelineRows,
      @Inject(EVENT_STORE) readonly store: EventStore,
    ) {}

    @Reading(plural, { ...listed, summary: `List of ${plural}`, operationId: named('list') })
    async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const understood = await this.reads.understand(request, parameters);
      const { territory, commune, status, theme, q, link, limit } = understood.given;
      // What an address answers is no fact: it changes whatever the moment asked for, and no fact tells when it did.
      const isOfFacts = link === undefined;
      const asked = isOfFacts ? understood : { ...understood, lasts: false };
      if (!isOfFacts) keepNothing(request);
      const format = this.files.chosen(request, reply, asked, files);
      const filter = { kind, territory, commune, status, theme, q, link };
      if (format !== undefined) {
        const title = { fr: wordsIn('fr').plural(kind), en: wordsIn('en').plural(kind) };
        const geometry = PLACED.has(kind) ? { geometry: GEOMETRY } : {};
        const columns = isOfFacts ? SUBJECT_COLUMNS : [...SUBJECT_COLUMNS, ...LINK_COLUMNS];
        const table = { name: plural, title, columns, identifiedBy: 'id', ...geometry, rows: this.rows(filter, asked) };
        return this.files.send(request, reply, asked, format, table, { dated: isOfFacts });
      }
      const page = { limit: limit ?? 50, after: this.reads.resume<string>(request, asked) };
      const { subjects, next } = await this.queries.execute(new ListSubjects(asked.readModels, filter, asked.moment, asked.reader, page));
      const narrator = await this.reads.narrator(asked, []);
      this.reads.answer(request, reply, asked, {
        items: subjects.map((subject) => narrator.listed(subject)),
        next: this.reads.next(request, reply, asked, next),
      });
    }

    @Reading(`${plural}.:format`, {
      ...listed,
      summary: `List of ${plural}, in the format of the suffix`,
      operationId: `${named('list')}As`,
    })
    listAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.list(request, reply);
    }

    @Reading(`${plural}/:id`, {
      summary: 'Where it stands, and what sources say of it',
      operationId: named('read'),
      parameters: MOMENT,
      pathParameters,
      answer: 'Story',
      kept: true,
    })
    async story(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const asked = await this.reads.understand(request, MOMENT);
      const id = idOf(request);
      const story = await this.queries.execute(new TellStory(asked.readModels, kind, id, asked.moment, asked.reader));
      if (!story) throw unknownSubject(id, `/api/v1/${plural}`);
      const narrator = await this.reads.narrator(asked, [], story.claims);
      const subject = narrator.subject(kind, id, story.state.name);
      this.reads.answer(request, reply, asked, {
        subject,
        state: narrator.state(story.state, communeName),
        facts: story.facts,
        claims: narrator.claims(story.claims),
        links: linksOf(kind, subject.href),
        ...(asked.reader.seesAll && { revision: await this.revision(id) }),
      });
    }

    @Reading(`${plural}/:id/timeline`, { ...told, summary: 'What happened to it, in order', operationId: named('readTimelineOf') })
    async timeline(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const asked = await this.reads.understand(request, TIMELINE);
      const { given, readModels, moment, reader } = asked;
      const format = this.files.chosen(request, reply, asked, FILES);
      const id = idOf(request);
      const filter = { ...timelineFilterOf(given), ...scope(kind, id) };
      if (format !== undefined) {
        const title = titleOf(await this.known(id, asked), TIMELINE_TITLE);
        const rows = this.timelineRows.of(filter, asked, given.order);
        const table = { name: `${id}-timeline`, title, columns: timelineColumns(reader), identifiedBy: 'event_id', rows };
        return this.files.send(request, reply, asked, format, table);
      }
      const page = { limit: given.limit ?? 50, order: given.order ?? ('asc' as const), after: this.reads.resume<After>(request, asked) };
      const { entries, next } = await this.queries.execute(new ReadTimeline(readModels, filter, moment, reader, page));
      // Others' facts may name what this reader may not see.
      await this.known(id, asked);
      const narrator = await this.reads.narrator(asked, entries);
      this.reads.answer(request, reply, asked, {
        items: entries.map((entry) => narrator.entry(entry)),
        next: this.reads.next(request, reply, asked, next),
      });
    }

    @Reading(`${plural}/:id/timeline.:format`, {
      ...told,
      summary: 'What happened to it, in the format of the suffix',
      operationId: named('readTimelineAsOf'),
    })
    timelineAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.timeline(request, reply);
    }

    @Reading(`${plural}/:id/claims`, {
      ...claimed,
      summary: 'What sources say, side by side, and who contradicts whom',
      operationId: named('readClaimsOf'),
    })
    async claims(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const asked = await this.reads.understand(request, CLAIMS);
      const format = this.files.chosen(request, reply, asked, FILES);
      const id = idOf(request);
      const claims = await this.queries.execute(new ReadClaims(asked.readModels, kind, id, asked.moment, asked.reader));
      const name = await this.known(id, asked);
      const narrator = await this.reads.narrator(asked, [], claims);
      const said = narrator.claims(claims);
      if (format === undefined) return this.reads.answer(request, reply, asked, { subject: narrator.subject(kind, id, name), ...said });
      const table = { name: `${id}-claims`, title: titleOf(name, CLAIMS_TITLE), columns: CLAIM_COLUMNS, rows: claimRows(said.groups) };
      return this.files.send(request, reply, asked, format, table);
    }

    @Reading(`${plural}/:id/claims.:format`, {
      ...claimed,
      summary: 'What sources say, in the format of the suffix',
      operationId: named('readClaimsAsOf'),
    })
    claimsAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.claims(request, reply);
    }

    private async *rows(filter: SubjectFilter, asked: Asked<Parameters>): AsyncGenerator<Row> {
      const page = { limit: MOST_LINES };
      const { subjects, next } = await this.queries.execute(new ListSubjects(asked.readModels, filter, asked.moment, asked.reader, page));
      if (next !== null) throw new TooManyRows(MOST_LINES);
      const narrator = await this.reads.narrator(asked, []);
      for (const subject of subjects) yield subjectRow(subject, narrator);
    }

    /** The subject's name. @throws {Problem} 404 when this reader knows nothing of it: unknown and secret answer alike */
    private async known(id: string, { readModels, moment, reader }: Awaited<ReturnType<Reads['understand']>>): Promise<string | null> {
      const story = await this.queries.execute(new TellStory(readModels, kind, id, moment, reader));
      if (!story) throw unknownSubject(id, `/api/v1/${plural}`);
      return story.state.name;
    }

    private async revision(id: string): Promise<number> {
      for await (const { revision } of this.store.readStream(streamIdOf(kind, id), { direction: 'backwards', limit: 1 })) return revision;
      return -1;
    }
  }
  Object.defineProperty(SubjectsController, 'name', { value: `${kind}ReadingController` });
  return SubjectsController;
}

/** The subject's name, then what is told of it. */
const titleOf = (name: string | null, { fr, en }: InLanguages): InLanguages =>
  name === null ? { fr, en } : { fr: `${name} : ${fr.toLowerCase()}`, en: `${name}: ${en.toLowerCase()}` };

/** Kinds whose facts give them a place. */
export const PLACED = new Set(['site']);

const REPLAYED = new Set(['site', 'territory']);

function linksOf(kind: string, href: string): Record<string, string> {
  const parts = ['timeline', 'history', 'claims', ...(REPLAYED.has(kind) ? ['replay'] : [])];
  return Object.fromEntries(parts.map((part) => [part, `${href}/${part}`]));
}

const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id;

/** A territory's timeline is what happens in it; any other subject's, what happens to it, others' facts that name it included. */
const scope = (kind: string, id: string) => (kind === 'territory' ? { territory: id } : { about: { kind, id } });
