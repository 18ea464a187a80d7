import {
  effectiveFacts,
  fold,
  newEventId,
  parseOccurred,
  PUBLIC,
  Refusal,
  type Command,
  type Decider,
  type EventMap,
  type Fact,
  type RecordedFact,
} from '@app/kernel';

/** A fact as a story tells it: its type, its payload, and when it occurred (EDTF). */
export type Told<Events extends EventMap> = {
  [Type in keyof Events & string]: { readonly type: Type; readonly data: Events[Type]; readonly occurred?: string };
}[keyof Events & string];

type Said<C> = Omit<Partial<C>, 'issued' | 'subjectId' | 'sources'>;

/** `given(siteDecider, announced).when('CloseSite', {…}).thenRefused('CLOSED_BEFORE_ANNOUNCEMENT')` */
export function given<State, Commands extends Record<keyof Commands, Command>, Events extends EventMap>(
  decider: Decider<State, Commands, Events>,
  ...told: Told<Events>[]
) {
  const facts = told.map((fact, revision) => recorded(fact as Parameters<typeof recorded>[0], revision));
  return {
    when<Name extends keyof Commands & string>(name: Name, command: Said<Commands[Name]>) {
      const issued = { subjectId: () => 'test', ...command } as Commands[Name];
      const decide = (): Fact<Events>[] => decider.decide[name](issued, fold(decider as never, effectiveFacts(facts)) as State);
      return {
        /** Types and payloads, in order; a payload's undefined fields are as good as absent. */
        then(...expected: { type: keyof Events & string; data: object }[]) {
          expect(clean(decide().map(({ type, data }) => ({ type, data })))).toEqual(clean(expected));
        },
        thenNothing() {
          expect(decide()).toEqual([]);
        },
        thenRefused(code: string) {
          let refused: unknown;
          try {
            decide();
          } catch (error) {
            refused = error;
          }
          expect(refused).toBeInstanceOf(Refusal);
          expect((refused as Refusal).code).toBe(code);
        },
      };
    },
  };
}

/** A told fact with a plausible envelope, for folds and projections. */
export function recorded(told: { type: string; data: object; occurred?: string }, revision = 0): RecordedFact {
  return {
    eventId: newEventId(),
    type: told.type,
    schemaVersion: 1,
    streamId: 'test-stream',
    revision,
    position: String(revision + 1),
    recordedAt: '2024-01-01T00:00:00.000000Z',
    data: told.data as Record<string, unknown>,
    meta: {
      occurred: told.occurred ? parseOccurred(told.occurred) : null,
      sources: [{ documentId: 'accord-2023' }],
      recordedBy: 'test',
      visibility: PUBLIC,
      commandId: newEventId(),
      commandHash: '',
      correlationId: newEventId(),
      causationId: newEventId(),
    },
  };
}

const clean = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
