/**
 * The one-stop desk (guichet unique): what companies and newcomers ask, and the answers. Who asks is told by kind; a name and a way to answer are
 * personal, marked as such, and can be erased.
 */
export interface DeskEvents {
  RequestReceived: {
    requesterKind: RequesterKind;
    topic: string;
    communeCode?: string;
    /** Whoever asks, by name: `{{person:…|…}}`. */
    requester?: string;
    /** How they are answered, a telephone number or an address: `{{person:…|…}}`. */
    contact?: string;
  };
  RequestAnswered: { answer?: string };
}

export const REQUESTER_KINDS = ['company', 'newcomer', 'employee', 'other'] as const;
export type RequesterKind = (typeof REQUESTER_KINDS)[number];
