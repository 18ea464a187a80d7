/** Milliseconds to wait before the next try: doubling, up to `most`, spread so that many do not come back together. */
export const backOff = (failures: number, most: number): number => Math.min(most, 25 * 2 ** failures) * (0.5 + Math.random());
