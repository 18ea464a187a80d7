import { subjectOfKind } from '@app/domain';
import type { ClaimEntry, ClaimsOfSubject, Dispute, Entry, PublishedSource, StoryState, SubjectEntry } from '@app/timeline';
import type { Words } from '@app/timeline';
import { figuresIn } from './figures.js';
import { linkOnWire } from './link.js';

type Sources = ReadonlyMap<string, PublishedSource>;

/** Tells what the read models hold in the words of one language, to one kind of reader. What only officers may see stays out for others. */
export class Narrator {
  constructor(
    private readonly words: Words,
    private readonly sources: Sources,
    private readonly seesAll: boolean,
  ) {}

  entry(entry: Entry) {
    const { words } = this;
    const subject = this.subject(entry.kind, entry.subjectId, entry.subjectName);
    return {
      id: entry.eventId,
      type: entry.type,
      subject,
      sentence: words.sentence(entry.kind, entry.type, entry.data),
      occurred: entry.occurred && { ...entry.occurred, text: words.date(entry.occurred) },
      placed: entry.placed === null ? null : { day: entry.placed, by: entry.placedBy },
      recordedAt: entry.recordedAt,
      sources: this.citations(entry.citations),
      figures: figuresIn(entry.data, words),
      status: entry.status === null ? null : { code: entry.status, label: words.status(entry.status) },
      commune: entry.communeCode === null ? null : { code: entry.communeCode, name: entry.communeName },
      territoryIds: entry.territoryIds,
      theme: entry.theme,
      related: entry.related.map(related),
      reason: entry.reason,
      exception: entry.exception,
      corrected: entry.correctedBy === null ? null : { by: entry.correctedBy, href: `${subject.href}/history` },
      disputed: entry.disputed ? { href: `${subject.href}/claims` } : null,
      data: entry.data,
      ...(this.seesAll && {
        visibility: { code: entry.visibility, label: words.visibility(entry.visibility) },
        revision: entry.revision,
        recordedBy: entry.recordedBy,
        onBehalfOf: entry.onBehalfOf,
      }),
    };
  }

  /** One version of a fact: what it said, from when until when that was what we knew. */
  version(entry: Entry) {
    return { ...this.entry(entry), knownUntil: entry.recordedTo };
  }

  subject(kind: string, id: string, name: string | null) {
    return { kind, kindLabel: this.words.kind(kind), id, name, href: addressOf(kind, id) };
  }

  listed(entry: SubjectEntry) {
    return {
      ...this.subject(entry.kind, entry.id, entry.name),
      status: entry.status === null ? null : { code: entry.status, label: this.words.status(entry.status) },
      commune: entry.communeCode === null ? null : { code: entry.communeCode, name: entry.communeName },
      first: entry.first,
      last: entry.last,
      facts: entry.facts,
      ...(entry.link && { link: linkOnWire(entry.link, this.words) }),
    };
  }

  state(state: StoryState, communeName: (code: string | null) => string | null) {
    const { words } = this;
    const held = ({ role, ...holder }: StoryState['holders'][number]) => ({
      ...holder,
      role: { code: role, label: words.role(role) },
      period: words.span(holder.from, holder.until),
    });
    return {
      name: state.name,
      status: state.status === null ? null : { code: state.status, label: words.status(state.status) },
      commune: state.communeCode === null ? null : { code: state.communeCode, name: communeName(state.communeCode) },
      figures: Object.entries(state.figures).map(([about, { figure, status, eventId }]) => ({
        about,
        label: words.about(about),
        text: words.figure(figure),
        status: status === undefined ? null : { code: status, label: words.claimStatus(status) },
        eventId,
        ...figure,
      })),
      occupants: state.holders.filter(({ until }) => until === null).map(held),
      holders: state.holders.map(held),
      uses: state.uses,
      openDisputes: state.openDisputes,
      labels: state.labels,
    };
  }

  claims({ groups, disputes }: ClaimsOfSubject) {
    return {
      groups: groups.map(({ about, claims, diverging }) => ({
        about,
        label: this.words.about(about),
        diverging,
        claims: claims.map((entry) => this.claim(entry)),
      })),
      disputes: disputes.map((dispute) => this.dispute(dispute)),
    };
  }

  private claim({ eventId, claim, occurred, citations, recordedAt, contradicts, preferred }: ClaimEntry) {
    const { status, said } = claim;
    return {
      eventId,
      text: this.words.claim(claim),
      figure: claim.figure ?? null,
      date: claim.date ?? null,
      status: status === undefined ? null : { code: status, label: this.words.claimStatus(status) },
      said: said ? { ...said, text: this.words.date(said) } : null,
      occurred: occurred === null ? null : { edtf: occurred, text: this.words.date({ edtf: occurred }) },
      shares: claim.shares ?? [],
      breakdown: claim.breakdown ?? [],
      note: claim.note ?? null,
      sources: this.citations(citations),
      recordedAt,
      contradicts,
      preferred,
    };
  }

  private dispute({ disputeId, about, reason, between, settlement }: Dispute) {
    return { id: disputeId, about, label: this.words.about(about), reason, between, open: settlement === null, settlement };
  }

  private citations(citations: Entry['citations']) {
    return citations.map(({ documentId, locator }) => {
      const source = this.sources.get(documentId);
      return {
        id: documentId,
        title: source?.title ?? null,
        publisher: source?.publisher ?? null,
        date: source?.published ? { ...source.published, text: this.words.date(source.published) } : null,
        url: source?.url ?? null,
        locator: locator ?? null,
      };
    });
  }
}

export function addressOf(kind: string, id: string): string {
  return `/api/v1/${subjectOfKind(kind)?.plural ?? kind}/${encodeURIComponent(id)}`;
}

export function related(streamId: string): { kind: string; id: string; href: string } {
  const hyphen = streamId.indexOf('-');
  const [kind, id] = [streamId.slice(0, hyphen), streamId.slice(hyphen + 1)];
  return { kind, id, href: addressOf(kind, id) };
}
