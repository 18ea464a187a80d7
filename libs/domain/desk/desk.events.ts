/** The one-stop desk (guichet unique): what companies and newcomers ask, and the answers. No name, no contact: only kinds. */
export interface DeskEvents {
  RequestReceived: { requesterKind: RequesterKind; topic: string; communeCode?: string };
  RequestAnswered: { answer?: string };
}

export const REQUESTER_KINDS = ['company', 'newcomer', 'employee', 'other'] as const;
export type RequesterKind = (typeof REQUESTER_KINDS)[number];
