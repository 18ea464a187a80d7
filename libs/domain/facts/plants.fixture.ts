import { IsOptional } from 'class-validator';
import {
  IsFigure,
  IsSlug,
  IsText,
  parseOccurred,
  refuseUnlessExcepted,
  SourcedCommand,
  subjectModule,
  surelyBefore,
  type CommandsOf,
  type Decider,
  type Figure,
  type Occurred,
} from '@app/kernel';

// A kind of subject for the stories of this module, which knows no other module: a plant that closes after its closure was announced.

abstract class PlantCommand extends SourcedCommand {
  @IsSlug() plantId: string;

  subjectId(): string {
    return this.plantId;
  }
}

export class RegisterPlant extends PlantCommand {
  @IsText(200) name: string;
}
export class AnnounceClosure extends PlantCommand {}
export class ClosePlant extends PlantCommand {
  @IsOptional() @IsFigure('people') jobsLost?: Figure;
}

interface PlantEvents {
  PlantRegistered: { name: string };
  ClosureAnnounced: object;
  PlantClosed: { jobsLost?: Figure };
}

const commands = { RegisterPlant, AnnounceClosure, ClosePlant };
type Plant = { readonly status: 'unknown' | 'open' | 'closing' | 'closed'; readonly announced?: Occurred | null };

const plantDecider: Decider<Plant, CommandsOf<typeof commands>, PlantEvents> = {
  kind: 'plant',
  initial: { status: 'unknown' },
  decide: {
    RegisterPlant: ({ name }) => [{ type: 'PlantRegistered', data: { name } }],
    AnnounceClosure: (_, { status }) => (status === 'open' ? [{ type: 'ClosureAnnounced', data: {} }] : []),
    ClosePlant: (command, { status, announced }) => {
      if (status === 'closed') return [];
      const occurred = command.occurred === undefined ? null : parseOccurred(command.occurred);
      if (surelyBefore(occurred, announced)) refuseUnlessExcepted(command, 'CLOSED_BEFORE_ANNOUNCEMENT');
      return [{ type: 'PlantClosed', data: { jobsLost: command.jobsLost } }];
    },
  },
  evolve: {
    PlantRegistered: () => ({ status: 'open' }),
    ClosureAnnounced: (_, __, { meta }) => ({ status: 'closing', announced: meta.occurred }),
    PlantClosed: (plant) => ({ ...plant, status: 'closed' }),
  },
};

const sentences = { PlantRegistered: () => '', ClosureAnnounced: () => '', PlantClosed: () => '' };

export const plants = subjectModule({
  decider: plantDecider,
  plural: 'plants',
  idField: 'plantId',
  commands,
  routes: { RegisterPlant: 'registration', AnnounceClosure: 'closure-announcement', ClosePlant: 'closure' },
  sentences: { fr: sentences, en: sentences },
  refusals: { fr: {}, en: {} },
});
