import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Recorded } from '@app/event-store';
import { invalid, Issued, Records } from '@app/http';
import type { Command } from '@app/kernel';
import { CorrectFact, DisputeFact, InvalidReplacement, RecordClaim, RetractFact, SettleDispute } from '@domain/facts';

type Params = Readonly<Record<string, string>>;

const subject = ({ kind, id }: Params) => ({ subject: { kind, id } });
const about = (field: string) => (params: Params) => ({ ...subject(params), [field]: params.eventId });

const OfFact = ApiParam({ name: 'eventId', schema: { type: 'string', format: 'uuid' } });

/** What may be said of any subject beside its own events: claims, corrections, retractions, disputes and their settlement. */
@Controller('api/v1/subjects/:kind/:id')
@ApiTags('facts')
@ApiParam({ name: 'kind', schema: { type: 'string' } })
@ApiParam({ name: 'id', schema: { type: 'string', maxLength: 80 } })
export class FactsController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Records('claims', RecordClaim, subject, ['subject'])
  claim(@Issued() command: RecordClaim): Promise<Recorded> {
    return this.execute(command);
  }

  @OfFact
  @Records('facts/:eventId/correction', CorrectFact, about('corrects'), ['subject', 'corrects'])
  correct(@Issued() command: CorrectFact): Promise<Recorded> {
    return this.execute(command);
  }

  @OfFact
  @Records('facts/:eventId/retraction', RetractFact, about('retracts'), ['subject', 'retracts'])
  retract(@Issued() command: RetractFact): Promise<Recorded> {
    return this.execute(command);
  }

  @OfFact
  @Records('facts/:eventId/dispute', DisputeFact, about('disputes'), ['subject', 'disputes'])
  dispute(@Issued() command: DisputeFact): Promise<Recorded> {
    return this.execute(command);
  }

  @OfFact
  @Records('disputes/:eventId/settlement', SettleDispute, about('dispute'), ['subject', 'dispute'])
  settle(@Issued() command: SettleDispute): Promise<Recorded> {
    return this.execute(command);
  }

  private async execute(command: Command): Promise<Recorded> {
    try {
      return await this.commands.execute(command);
    } catch (error) {
      throw error instanceof InvalidReplacement ? invalid(error.errors, 'command') : error;
    }
  }
}
