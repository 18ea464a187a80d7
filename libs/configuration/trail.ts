const MONTHS = 12;

/**
 * Months that the access trail is kept: a year unless told otherwise. CNIL, recommandation on logging (délibération n° 2021-122): six months to a
 * year; up to three where logs serve an internal control, which has to be justified and documented.
 */
export function readTrailMonths(
  given: (name: string) => string | undefined,
  wrong: (variable: string, message: string, value?: string) => void,
): number {
  const months = Number(given('ACCESS_TRAIL_MONTHS') ?? MONTHS);
  if (!Number.isInteger(months) || months < 6 || months > 36)
    wrong('ACCESS_TRAIL_MONTHS', 'un nombre entier de mois, de 6 à 36, est attendu (12 par défaut).', given('ACCESS_TRAIL_MONTHS'));
  return months;
}
