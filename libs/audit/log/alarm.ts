/** Why a log is not carried on. What is known of it travels as numbers and identifiers; programs put it into words. */
export type AlarmCode =
  /** A checkpoint signed before does not fit the log as it is: history was rewritten, or this is another one. */
  | 'FORKED'
  /** A checkpoint signed before is over more events than there are now: an older backup, or the newest were cut off. */
  | 'LOG_SHORT'
  /** The store has fewer events than the log. */
  | 'STORE_SHORT'
  /** An event is not the one that was sealed. */
  | 'EVENT_DIFFERS'
  /** An entry that is served is not that of its event. */
  | 'ENTRY_DIFFERS'
  /** Events and tiles agree with each other and not with a signed checkpoint: both were rewritten. */
  | 'ROOT_DIFFERS'
  /** The stored tiles do not give the root that was signed. */
  | 'TILES_DIFFER'
  /** A stored checkpoint is not signed by the log's key, or is not the one that the log stands at. */
  | 'CHECKPOINT_FORGED'
  /** What is kept of a change of key is not signed by both keys, or two keys claim to succeed the same. */
  | 'SUCCESSION_FORGED'
  /** The log is kept with another key, or under another name. */
  | 'KEY_DIFFERS';

export interface AlarmFacts {
  /** Number of the first entry that is wrong, from 0. */
  readonly index?: number;
  readonly eventId?: string;
  /** Entries of the checkpoint in question. */
  readonly size?: number;
  /** Entries under the checkpoint before, whose root is right. */
  readonly from?: number;
  /** Entries, or events, that there are. */
  readonly held?: number;
}

/** The log and what it should hold do not agree: nothing more is signed until they do. */
export class AuditAlarm extends Error {
  constructor(
    readonly code: AlarmCode,
    readonly facts: AlarmFacts = {},
    options?: { cause?: unknown },
  ) {
    super(`the audit log is stopped: ${code} ${JSON.stringify(facts)}`, options);
    this.name = 'AuditAlarm';
  }
}

/** An alarm as it is kept until the log agrees again. */
export interface AlarmState {
  readonly code: AlarmCode;
  readonly facts: AlarmFacts;
  readonly since: Date;
}
