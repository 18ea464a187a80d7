import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendJson, whole } from '@app/http';
import { CoverageQueries, NOW, PUBLIC_READER } from '@app/timeline';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { Layers } from '../ogc/layers.js';
import { publicAddress } from '../public-address.js';
import { Reading } from '../reading/documented.js';
import { MOMENT } from '../reading/moment.js';
import { Reads } from '../reading/reads.js';
import { datasets } from './datasets.js';
import { catalogue } from './document.js';
import { CATALOGUE } from './vocabulary.js';

/** Datasets on a page. */
const ON_A_PAGE = 20;
const LAST = Math.ceil(datasets.length / ON_A_PAGE);

const PARAMETERS = {
  page: whole(1, LAST, 1, 'Page of the catalogue; `hydra:next` leads to the next'),
  lang: MOMENT.lang,
  minPosition: MOMENT.minPosition,
};

export const JSON_LD = 'application/ld+json';

/** The catalogue of what may be taken away, for portals that harvest it. The same for everybody: what is not public is not in it. */
@Controller()
@ApiTags('catalogue')
export class CatalogueController {
  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Layers) private readonly layers: Layers,
  ) {}

  @Reading(CATALOGUE.slice(1), {
    summary: 'The catalogue of the data, in DCAT-AP 3',
    operationId: 'readCatalogue',
    parameters: PARAMETERS,
    answer: 'Catalogue',
    contentType: JSON_LD,
  })
  async catalogue(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { given, readModels } = await this.reads.understand(request, PARAMETERS);
    const number = given.page ?? 1;
    const [byKind, extents] = await Promise.all([
      new CoverageQueries(readModels).byKind(PUBLIC_READER),
      this.layers.extents({ readModels, moment: NOW, reader: PUBLIC_READER }),
    ]);
    const page = { number, last: LAST, total: datasets.length, datasets: datasets.slice((number - 1) * ON_A_PAGE, number * ON_A_PAGE) };
    const document = catalogue(publicAddress(this.config, request), this.config.publisher ?? 'Palimpseste', page, { byKind, extents });
    sendJson(request, reply, document, { cacheControl: 'public, no-cache', contentType: JSON_LD });
  }
}
