import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { given } from '@app/testing';
import { parseOccurred } from '@app/kernel';
import { ObserveSeries } from './indicators.commands.js';
import { indicatorDecider } from './indicators.decider.js';
import { indicators } from './indicators.subject.js';

describe('an indicator', () => {
  it('is observed beside another territory, in points below zero', () => {
    const data = { ...unemployment, compare: { territoryId: 'france-metropolitaine', figure: points(-3) } };
    given(indicatorDecider)
      .when('ObserveIndicator', { indicatorId, ...data })
      .then({ type: 'IndicatorObserved', data });
  });

  it('is observed as part of a whole, and is no more than the whole', () => {
    const laureates = {
      name: 'Lauréats France 2030',
      territoryId,
      figure: count(80),
      of: { territoryId: 'region-hauts-de-france', figure: count(200) },
    };
    given(indicatorDecider)
      .when('ObserveIndicator', { indicatorId, ...laureates })
      .then({ type: 'IndicatorObserved', data: laureates });
    const reversed = { ...laureates, figure: count(200), of: { ...laureates.of, figure: count(80) } };
    given(indicatorDecider)
      .when('ObserveIndicator', { indicatorId, ...reversed })
      .thenRefused('PART_MORE_THAN_WHOLE');
    given(indicatorDecider)
      .when('ObserveIndicator', { indicatorId, ...reversed, exception: { rule: 'PART_MORE_THAN_WHOLE', reason: 'the source says so' } })
      .then({ type: 'IndicatorObserved', data: reversed });
  });

  it('is observed again for another period, by another source too', () =>
    given(indicatorDecider, { type: 'IndicatorObserved', data: unemployment, occurred: '2012/2022' })
      .when('ObserveIndicator', { indicatorId, ...unemployment, figure: points(-4), occurred: '2012/2023' })
      .then({ type: 'IndicatorObserved', data: { ...unemployment, figure: points(-4) } }));

  it('keeps its territory and its unit', () => {
    const before = { type: 'IndicatorObserved', data: unemployment } as const;
    given(indicatorDecider, before)
      .when('ObserveIndicator', { indicatorId, ...unemployment, territoryId: 'mel' })
      .thenRefused('INDICATOR_OF_ANOTHER_TERRITORY');
    given(indicatorDecider, before)
      .when('ObserveIndicator', { indicatorId, ...unemployment, figure: count(5) })
      .thenRefused('INDICATOR_IN_ANOTHER_UNIT');
    given(indicatorDecider)
      .when('ObserveIndicator', { indicatorId, ...unemployment, compare: { territoryId: 'mel', figure: count(5) } })
      .thenRefused('COMPARED_IN_ANOTHER_UNIT');
  });

  describe('published as a series', () => {
    const series = {
      name: 'Taux de chômage localisé',
      territoryId: 'ze-3210',
      unit: 'share',
      vintage: '2023-T3',
      values: [
        { period: '2023-34', value: 0.098 },
        { period: '2023-35', value: 0.1 },
      ],
    } as const;
    const observed = { type: 'SeriesObserved', data: series } as const;
    const observe = { indicatorId: 'unemployment-ze-3210', ...series, values: [...series.values] };
    const revised = { ...observe, values: [{ period: '2023-34', value: 0.097 }] };

    it('is recorded once for each vintage', () => {
      given(indicatorDecider).when('ObserveSeries', observe).then(observed);
      const industry = { naf: { code: 'C', nomenclature: 'NAFRev2' } } as const;
      given(indicatorDecider)
        .when('ObserveSeries', { ...observe, ...industry })
        .then({ type: 'SeriesObserved', data: { ...series, ...industry } });
      given(indicatorDecider, observed).when('ObserveSeries', observe).thenNothing();
      given(indicatorDecider, observed)
        .when('ObserveSeries', { ...revised, vintage: '2023-T4' })
        .then({ type: 'SeriesObserved', data: { ...series, vintage: '2023-T4', values: revised.values } });
    });

    it('says of one vintage one thing, unless the source did otherwise', () => {
      given(indicatorDecider, observed).when('ObserveSeries', revised).thenRefused('VINTAGE_OBSERVED_OTHERWISE');
      given(indicatorDecider, observed)
        .when('ObserveSeries', { ...revised, exception: { rule: 'VINTAGE_OBSERVED_OTHERWISE', reason: 'republished the same day' } })
        .then({ type: 'SeriesObserved', data: { ...series, values: revised.values } });
    });

    it('keeps its territory and its unit, as single observations do', () => {
      given(indicatorDecider, observed)
        .when('ObserveSeries', { ...observe, vintage: '2023-T4', territoryId: 'mel' })
        .thenRefused('INDICATOR_OF_ANOTHER_TERRITORY');
      given(indicatorDecider, { type: 'IndicatorObserved', data: { ...unemployment, territoryId: series.territoryId } })
        .when('ObserveSeries', observe)
        .thenRefused('INDICATOR_IN_ANOTHER_UNIT');
    });

    it('gives each period one value, and a share as a share', () => {
      const problems = (values: unknown[]) =>
        validateSync(plainToInstance(ObserveSeries, { ...observe, values, sources: [{ documentId: 'insee' }] })).map(
          ({ constraints }) => constraints?.isSeries,
        );
      expect(problems(series.values.map((value) => ({ ...value })))).toEqual([]);
      expect(problems([series.values[0], series.values[0]])).toEqual(['values has the period "2023-34" twice']);
      expect(problems([{ period: '2023-34', value: 9.8 }])).toEqual(['values must be shares between -1 and 1: 0.072 for 7.2 %']);
    });

    it('is told with its last value', () => {
      const say = indicators.sentences.fr.SeriesObserved as (data: object) => string;
      expect(say(series).replace(/[\u00a0\u202f]/g, ' ')).toBe(
        'Série publiée (millésime 2023-T3) ; 2 valeurs ; la dernière, 3e trimestre 2023 : 10 %',
      );
    });
  });

  it('is told without identifiers', () => {
    const say = indicators.sentences.fr.IndicatorObserved as (data: object) => string;
    const plain = (data: object) => say(data).replace(/[\u00a0\u202f]/g, ' ');
    expect(plain({ ...unemployment, compare: { territoryId: 'mel', figure: points(-3) } })).toBe(
      'Valeur observée : -5 points, contre -3 points pour le territoire de comparaison',
    );
    expect(plain({ figure: count(80), of: { territoryId: 'mel', figure: count(200) } })).toBe(
      'Valeur observée : 80, sur 200 pour le territoire d’ensemble',
    );
    expect(plain({ figure: { value: 2.5e9, unit: 'EUR', bound: 'about' } })).toBe('Valeur observée : environ 2 500 000 000 €');
  });

  it('claims its values for their period and their territory', () => {
    const claims = indicators.claims.IndicatorObserved as unknown as (data: object, meta: object) => object[];
    const said = claims(
      { ...unemployment, compare: { territoryId: 'france', figure: points(-3) } },
      { occurred: parseOccurred('2012/2022') },
    );
    expect(said).toEqual([
      { about: 'value', figure: { ...points(-5), observed: '2012/2022' } },
      { about: 'value-france', figure: { ...points(-3), observed: '2012/2022' } },
    ]);
  });
});

const indicatorId = 'unemployment-artois';
const territoryId = 'pole-metropolitain-artois';
const points = (value: number) => ({ value, unit: 'points' as const });
const count = (value: number) => ({ value, unit: 'count' as const });
const unemployment = { name: 'Évolution du taux de chômage', territoryId, figure: points(-5) };
