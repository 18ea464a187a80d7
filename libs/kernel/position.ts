import { rule } from './validation.js';

/** Longitude then latitude, in degrees, WGS 84 (RFC 7946). */
export type Position = readonly [longitude: number, latitude: number];

/** What is wrong with a position, null when nothing is. */
export function positionProblem(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 2 || !value.every((degree) => Number.isFinite(degree)))
    return 'must have positions of [longitude, latitude]';
  const [longitude, latitude] = value as [number, number];
  return Math.abs(longitude) > 180 || Math.abs(latitude) > 90
    ? 'has a position outside the world: longitude comes first, in degrees'
    : null;
}

/** `[2.639, 50.528]`; see `Position`. */
export const IsPosition = (): PropertyDecorator => rule('isPosition', undefined, positionProblem);
