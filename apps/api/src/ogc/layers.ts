import { Inject, Injectable } from '@nestjs/common';
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
import { ServedReadModels } from '@app/projecting';
import type { Moment, Reader } from '@app/timeline';

/** The moment, the reader and the language of a question about features. */
export interface Seen {
  readonly moment: Moment;
  readonly reader: Reader;
  readonly language: Language;
}

/** Features, whatever their collection is read from. */
@Injectable()
export class Layers {
  private readonly features: FeatureQueries;
  private readonly territories: TerritoryLayer;

  constructor(@Inject(ServedReadModels) readModels: ServedReadModels) {
    this.features = new FeatureQueries(readModels);
    this.territories = new TerritoryLayer(readModels);
  }

  page(
    collection: string,
    filter: FeatureFilter,
    { moment, reader, language }: Seen,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<FeaturePage> {
    return collection === TERRITORIES.id
      ? this.territories.page(filter, moment, reader, { ...page, language })
      : this.features.page(collection, filter, moment, reader, { ...page, language });
  }

  one(collection: string, id: string, { moment, reader, language }: Seen): Promise<Feature | undefined> {
    return collection === TERRITORIES.id
      ? this.territories.one(id, moment, reader, language)
      : this.features.one(collection, id, moment, reader, language);
  }

  async extents({ moment, reader }: Seen): Promise<ReadonlyMap<string, Extent>> {
    const [made, territories] = await Promise.all([this.features.extents(moment, reader), this.territories.extent(moment, reader)]);
    return territories ? new Map([...made, [TERRITORIES.id, territories]]) : made;
  }
}
