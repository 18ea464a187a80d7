import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** One of the package's lists, as it is written there. Whoever reads keeps what it needs: they are large. */
export function readOfficial<Entry>(list: 'communes' | 'epci' | 'departements' | 'regions'): Entry[] {
  return JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${list}.json`), 'utf8')) as Entry[];
}
