import { Command, type Decider } from '@app/kernel';

// A domain small enough to be read at a glance: this library knows no other.

abstract class NoteCommand extends Command {
  noteId: string;
  subjectId(): string {
    return this.noteId;
  }
}
export class TakeNote extends NoteCommand {
  topic: string;
}
export class AnswerNote extends NoteCommand {
  answer: string;
}
/** As the register of erasures records it. */
export class Forget extends Command {
  personId: string;
  subjectId(): string {
    return 'register';
  }
}

interface NoteEvents {
  NoteTaken: { topic: string };
  NoteAnswered: { answer: string };
}

export const notesDecider: Decider<readonly string[], { TakeNote: TakeNote; AnswerNote: AnswerNote }, NoteEvents> = {
  kind: 'note',
  initial: [],
  decide: {
    TakeNote: ({ topic }) => [{ type: 'NoteTaken', data: { topic } }],
    AnswerNote: ({ answer }, answers) => (answers.includes(answer) ? [] : [{ type: 'NoteAnswered', data: { answer } }]),
  },
  evolve: { NoteTaken: (answers) => answers, NoteAnswered: (answers, { answer }) => [...answers, answer] },
};

export const registerDecider: Decider<null, { Forget: Forget }, { PersonErased: { personId: string } }> = {
  kind: 'erasure',
  initial: null,
  decide: { Forget: ({ personId }) => [{ type: 'PersonErased', data: { personId } }] },
  evolve: { PersonErased: () => null },
};
