import { Injectable } from '@nestjs/common';
import {
  FeatureQueries,
  TERRITORIES,
  TerritoryLayer,
  type Extent,
  type Feature,
  type FeatureFilter,
  type FeaturePage,
} from '@app/features';
import type { Language } from '@app/http';
import type { ReadModels } from '@app/projecting';
import type { Moment, Reader } from '@app/timeline';

/** What a question about features reads, its moment, its reader and its language. */
export interface Seen {
  readonly readModels: ReadModels;
  readonly moment: Moment;
  readonly reader: Reader;
  readonly language: Language;
}

/** Features, whatever their collection is read from. */
@Injectable()
export class Layers {
  private readonly territories = new TerritoryLayer();

  page(
    collection: string,
    filter: FeatureFilter,
    { readModels, moment, reader, language }: Seen,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<FeaturePage> {
    return collection === TERRITORIES.id
      ? this.territories.page(readModels, filter, moment, reader, { ...page, language })
      : new FeatureQueries(readModels).page(collection, filter, moment, reader, { ...page, language });
  }

  one(collection: string, id: string, { readModels, moment, reader, language }: Seen): Promise<Feature | undefined> {
    return collection === TERRITORIES.id
      ? this.territories.one(readModels, id, moment, reader, language)
      : new FeatureQueries(readModels).one(collection, id, moment, reader, language);
  }

  async extents({ readModels, moment, reader }: Omit<Seen, 'language'>): Promise<ReadonlyMap<string, Extent>> {
    const [made, territories] = await Promise.all([
      new FeatureQueries(readModels).extents(moment, reader),
      this.territories.extent(readModels, moment, reader),
    ]);
    return territories ? new Map([...made, [TERRITORIES.id, territories]]) : made;
  }
}
