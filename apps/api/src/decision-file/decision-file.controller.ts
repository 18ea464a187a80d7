import { Controller, Inject, Logger, Req, Res, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { disposition } from '@app/exports';
import { date, isHeld, logFault, varyOf } from '@app/http';
import type { SubjectModule } from '@app/kernel';
import { Reading } from '../reading/documented.js';
import { FileGate } from '../reading/files/gate.js';
import { MOMENT } from '../reading/moment.js';
import { Reads } from '../reading/reads.js';
import { DecisionFiles } from './decision-files.js';

const FILE = { from: date('Facts not before.'), to: date('Facts not after.'), ...MOMENT };

/** The decision file of one kind of subject: what its reader may know, to be taken away and checked elsewhere. */
export function decisionFileController({ kind, plural }: SubjectModule): Type {
  @Controller('api/v1')
  @ApiTags(plural)
  class DecisionFileController {
    private readonly logger = new Logger('DecisionFile');

    constructor(
      @Inject(Reads) readonly reads: Reads,
      @Inject(DecisionFiles) readonly files: DecisionFiles,
      @Inject(FileGate) readonly gate: FileGate,
    ) {}

    @Reading(`${plural}/:id/file`, {
      parameters: FILE,
      pathParameters: ['id'],
      answer: 'Bytes',
      contentType: 'application/zip',
      summary:
        'The decision file: history, events, documents and proofs in a signed archive, to be verified offline with the key of the log',
      operationId: `readDecisionFileOf${kind[0]!.toUpperCase()}${kind.slice(1)}`,
      problems: [409, 503],
    })
    async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { given, moment, reader, words } = await this.reads.understand(request, FILE);
      const { id } = request.params as { id: string };
      const leave = this.gate.enter();
      try {
        const wanted = { kind, id, from: given.from?.earliest ?? null, to: given.to?.latest ?? null, moment, reader, words };
        const { name, title, size, stream, tag } = await this.files.make(wanted);
        stream.once('close', leave);
        const etag = `"${tag}"`;
        void reply.headers({ etag, 'cache-control': reader.seesAll ? 'private, no-store' : 'public, no-cache', vary: varyOf(reply) });
        if (isHeld(request, etag)) {
          stream.destroy();
          return void (await reply.status(304).send());
        }
        stream.once('error', (error) => logFault(this.logger, error, request));
        void reply.headers({ 'content-disposition': disposition('attachment', name, title, 'zip'), 'content-length': size });
        await reply.type('application/zip').send(stream);
      } catch (error) {
        leave();
        throw error;
      }
    }
  }
  Object.defineProperty(DecisionFileController, 'name', { value: `${kind}DecisionFileController` });
  return DecisionFileController;
}
