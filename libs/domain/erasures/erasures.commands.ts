import { IsPersonReference, IsText, ReasonedCommand, type CommandsOf } from '@app/kernel';

/** A key follows: whoever records it destroys it. Hence through a door of its own, and in no data file. */
export class ErasePerson extends ReasonedCommand {
  @IsPersonReference() personId: string;
  /** The law that asks for it: "RGPD, article 17, 1, b". */
  @IsText(500) legalBasis: string;

  subjectId(): string {
    return 'register';
  }
}

export const erasureCommands = { ErasePerson };
export type ErasureCommands = CommandsOf<typeof erasureCommands>;
