const paris = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });

/**
 * The moment at which a calendar day begins in the territory's own time (Europe/Paris, summer time included).
 * @param day ISO date, one that exists
 * @returns milliseconds since 1970, UTC
 */
export function startOfDay(day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Clocks change at 01:00 UTC: two hours before the UTC midnight, the offset is that of the midnight in Paris.
  return midnight - offsetAt(midnight - 7_200_000);
}

function offsetAt(epochMilliseconds: number): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(paris.format(epochMilliseconds)) ?? [];
  return hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

// Swedish dates are ISO dates.
const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** The calendar day (ISO date) of an instant in the territory's own time. */
export const dayOf = (instant: Date): string => days.format(instant);
