/** What the program's exit says to the shell that ran it. */
export const EXIT = {
  ok: 0,
  /** Something of ours went wrong. */
  fault: 1,
  /** The command line, a file or the configuration is not right. */
  usage: 2,
  /** A rule of the domain said no. */
  refused: 3,
  /** A store does not answer. */
  unavailable: 4,
  /** There is no such subject. */
  notFound: 5,
  /** What was to be verified does not hold. */
  tampered: 6,
} as const;

/** Ends the program with a message for people and a code for programs. */
export class Exit extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'Exit';
  }
}
