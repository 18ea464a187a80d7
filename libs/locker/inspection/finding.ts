/** What was found in a document that could act on whoever opens it, or kept it from being looked at. */
export type Finding =
  | 'javascript'
  | 'launch'
  | 'embedded-file'
  | 'open-action'
  | 'form-action'
  | 'media'
  | 'xfa'
  | 'encrypted'
  | 'unreadable'
  | 'macro'
  | 'external-template'
  | 'external-content'
  | 'ole-object'
  | 'dde'
  | 'script'
  | 'event-handler'
  | 'script-address'
  | 'frame'
  | 'form'
  | 'refresh';

/** The document holds what could act on whoever opens it. */
export class ActiveContent extends Error {
  constructor(
    readonly mediaType: string,
    readonly findings: readonly Finding[],
  ) {
    super(`${mediaType} with ${findings.join(', ')}`);
    this.name = 'ActiveContent';
  }
}

/** It is none of the kinds of documents that are kept, or not the kind that it was sent as. */
export class TypeRefused extends Error {
  constructor(
    readonly declared: string | undefined,
    /** What it is; undefined when nobody knows. */
    readonly found: string | undefined,
  ) {
    super(`declared ${declared ?? 'nothing'}, found ${found ?? 'nothing known'}`);
    this.name = 'TypeRefused';
  }
}
