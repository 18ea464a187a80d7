import { subjectOf } from '@app/kernel';
import { into, type Projection } from '@app/projecting';
import type { SourceEvents } from '@domain/sources';
import type { TerritoryEvents } from '@domain/territories';
import { MembershipRow, PublicationRow, TerritoryRow } from './rows/reference-rows.js';

/** What other read models look up: documents with their dates, territories with their members. */
export const referencesProjection: Projection = {
  name: 'references',
  version: 5,
  tables: [PublicationRow, TerritoryRow, MembershipRow],
  types: ['SourceRegistered', 'TerritoryRegistered', 'MembersAdmitted', 'MembersWithdrawn'],
  rows: ({ type, data, meta, streamId }) => {
    const { id } = subjectOf(streamId);
    const { occurred } = meta;
    switch (type) {
      case 'SourceRegistered': {
        const { title, sourceKind, publisher, subject, url } = data as unknown as SourceEvents['SourceRegistered'];
        const published = { edtf: occurred?.edtf ?? null, earliest: occurred?.earliest ?? null, latest: occurred?.latest ?? null };
        const row = {
          documentId: id,
          title,
          sourceKind: sourceKind ?? null,
          publisher: publisher ?? null,
          subject: subject ?? null,
          url: url ?? null,
        };
        return [into(PublicationRow, { ...row, ...published })];
      }
      case 'TerritoryRegistered': {
        const { name, territoryKind, code } = data as unknown as TerritoryEvents['TerritoryRegistered'];
        return [into(TerritoryRow, { territoryId: id, name, territoryKind, code: code ?? null, founded: occurred?.earliest ?? null })];
      }
      case 'MembersAdmitted':
      case 'MembersWithdrawn': {
        const { communeCodes = [], memberIds = [] } = data as TerritoryEvents['MembersAdmitted'];
        const change = { territoryId: id, admitted: type === 'MembersAdmitted', since: occurred?.earliest ?? occurred?.latest ?? null };
        const communes = communeCodes.map((communeCode) => ({ ...change, communeCode, memberId: null }));
        const members = memberIds.map((memberId) => ({ ...change, communeCode: null, memberId }));
        return [into(MembershipRow, ...communes, ...members)];
      }
      default:
        return [];
    }
  },
};
