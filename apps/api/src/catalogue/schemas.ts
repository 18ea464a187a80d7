import type { JsonSchema } from '@app/http';

/** JSON-LD has no schema of its own here: what it says follows DCAT-AP 3. */
export const CATALOGUE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Catalogue: { type: 'object', description: 'dcat:Catalog (DCAT-AP 3) in JSON-LD, context included; pages by hydra:view' },
};
