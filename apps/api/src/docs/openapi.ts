import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { FIGURE_SCHEMA, NAF_SCHEMA, PROBLEM_SCHEMA, RECORDED_SCHEMA, schemasOfCommands } from '@app/http';
import { CAPTURE_SCHEMAS } from '../captures/documented.js';
import { DASHBOARD_SCHEMAS } from '../dashboard/schemas.js';
import { FEED_SCHEMAS } from '../feed/schemas.js';
import { AUDIT_SCHEMAS } from '../audit/schemas.js';
import { CATALOGUE_SCHEMAS } from '../catalogue/schemas.js';
import { GEO_SCHEMAS } from '../geo/schemas.js';
import { HISTORY_SCHEMAS } from '../history/schemas.js';
import { RESTATEMENT_SCHEMAS } from '../restatements/schemas.js';
import { OPERATION_SCHEMAS } from '../operations/schemas.js';
import { OBSERVATORY_SCHEMAS } from '../observatories/schemas.js';
import { OGC_SCHEMAS } from '../ogc/schemas.js';
import { PRIVACY_SCHEMAS } from '../privacy/schemas.js';
import { TRAIL_SCHEMAS } from '../trail/schemas.js';
import { READ_SCHEMAS } from '../reading/wire/schemas.js';

/** The OpenAPI 3.0 document of every route. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Palimpseste')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token made by `palimpseste token`' })
    .build();
  const document = SwaggerModule.createDocument(app, options);
  const schemas = {
    ...schemasOfCommands(),
    Figure: FIGURE_SCHEMA,
    Naf: NAF_SCHEMA,
    Problem: PROBLEM_SCHEMA,
    Recorded: RECORDED_SCHEMA,
    ...READ_SCHEMAS,
    ...AUDIT_SCHEMAS,
    ...CAPTURE_SCHEMAS,
    ...HISTORY_SCHEMAS,
    ...RESTATEMENT_SCHEMAS,
    ...GEO_SCHEMAS,
    ...FEED_SCHEMAS,
    ...DASHBOARD_SCHEMAS,
    ...OPERATION_SCHEMAS,
    ...PRIVACY_SCHEMAS,
    ...TRAIL_SCHEMAS,
    ...OBSERVATORY_SCHEMAS,
    ...OGC_SCHEMAS,
    ...CATALOGUE_SCHEMAS,
  };
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...(schemas as object) } };
  return document;
}

const DESCRIPTION = `Mémoire de la transformation économique d’un territoire.

Chaque lecture a deux temps : **at** (vrai dans le monde) et **asOf** (connu de nous). Les dates suivent EDTF (ISO 8601-2).
Chaque écriture est une commande ; la même \`Idempotency-Key\` n’enregistre qu’une fois. Les erreurs suivent la RFC 9457.

Every read has two times: **at** (true in the world) and **asOf** (known to us). Dates are EDTF (ISO 8601-2).
Every write is a command; the same \`Idempotency-Key\` records once. Errors are RFC 9457 problem details.`;
