import type { FastifyRequest } from 'fastify';
import { Problem, unknownName, type FieldProblem } from '@app/http';
import type { Dimension, Indicator, Observatory } from '@app/measuring';
import { observatories, observatoryOf } from '@app/observatories';

const LIST = '/api/v1/observatories';

/** The observatory that the path names. @throws {Problem} 404 with the nearest, and where they are listed */
export function observatoryNamed(request: FastifyRequest): Observatory {
  const { observatory: value } = request.params as { observatory: string };
  const observatory = observatoryOf(value);
  if (observatory) return observatory;
  const known = observatories.map(({ key }) => key);
  const message = { fr: 'Aucun observatoire ne porte le nom', en: 'No observatory has the name' };
  throw new Problem(404, 'SUBJECT_UNKNOWN', {}, [unknownName({ field: 'observatory', value, known, message, list: LIST })]);
}

/**
 * The indicator that the path names, and its observatory.
 * @throws {Problem} 404 with the observatory that has it, or the nearest of this one, and where they are listed
 */
export function indicatorNamed(request: FastifyRequest): [Observatory, Indicator] {
  const observatory = observatoryNamed(request);
  const { indicator: value } = request.params as { indicator: string };
  const indicator = observatory.indicators.find(({ key }) => key === value);
  if (indicator) return [observatory, indicator];
  const elsewhere = observatories.filter(({ indicators }) => indicators.some(({ key }) => key === value));
  throw new Problem(404, 'SUBJECT_UNKNOWN', {}, [
    elsewhere.length > 0 ? ofAnother(value, observatory, elsewhere) : unknownIndicator(value, observatory),
  ]);
}

function unknownIndicator(value: string, { key, label, indicators }: Observatory): FieldProblem {
  const message = {
    fr: `L’observatoire « ${label.fr} » n’a pas d’indicateur`,
    en: `The observatory "${label.en}" has no indicator`,
  };
  const known = indicators.map((indicator) => indicator.key);
  return unknownName({ field: 'indicator', value, known, message, list: `${LIST}/${key}` });
}

function ofAnother(value: string, { label }: Observatory, owners: readonly Observatory[]): FieldProblem {
  const addresses = owners.map(({ key }) => `${LIST}/${key}/indicators/${value}`);
  return {
    field: 'indicator',
    value,
    says: {
      fr: {
        message: `L’indicateur « ${value} » n’est pas de l’observatoire « ${label.fr} ».`,
        remedy: `Il est à ${addresses.join(' et à ')}.`,
      },
      en: {
        message: `The indicator "${value}" is not of the observatory "${label.en}".`,
        remedy: `It is at ${addresses.join(' and at ')}.`,
      },
    },
  };
}

/** Dimensions that one answer is broken down by at most. */
const MOST_DIMENSIONS = 3;

/** @throws {Problem} 400 for more dimensions than three, for one given twice, and for each by which the indicator is not broken down */
export function checkDimensions(by: readonly Dimension[], observatory: Observatory, indicator: Indicator): void {
  const foreign = by.filter((dimension) => !indicator.by.includes(dimension));
  const wrong = foreign.map((dimension) => notBrokenDownBy(dimension, observatory, indicator));
  if (wrong.length === 0 && (by.length > MOST_DIMENSIONS || new Set(by).size < by.length)) wrong.push(badlyCounted(by, indicator));
  if (wrong.length > 0) throw new Problem(400, 'PARAMETER_INVALID', {}, wrong);
}

function notBrokenDownBy(dimension: Dimension, { key }: Observatory, { label, by }: Indicator): FieldProblem {
  const known = by.join(', ');
  return {
    field: 'by',
    value: dimension,
    says: {
      fr: {
        message: `« ${label.fr} » ne se décompose pas par « ${dimension} ».`,
        remedy: `Dimensions de cet indicateur : ${known}. Celles de chacun sont à ${LIST}/${key}.`,
      },
      en: {
        message: `"${label.en}" is not broken down by "${dimension}".`,
        remedy: `Dimensions of this indicator: ${known}. Those of each are at ${LIST}/${key}.`,
      },
    },
  };
}

const badlyCounted = (by: readonly Dimension[], indicator: Indicator): FieldProblem => ({
  field: 'by',
  value: by.join(','),
  says: {
    fr: {
      message: 'Trop de dimensions, ou deux fois la même.',
      remedy: `Trois au plus, chacune une fois, parmi : ${indicator.by.join(', ')}.`,
    },
    en: { message: 'Too many dimensions, or one twice.', remedy: `Three at most, each once, of: ${indicator.by.join(', ')}.` },
  },
});
