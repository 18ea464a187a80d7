import type { Position } from '@app/kernel';
import { areaOf, type Area } from './area.js';

/** Kilometres around each point: about what a municipality covers. */
const MARGIN = 2;
const SIDES = 16;
const KILOMETRES_A_DEGREE = 111.2;

/** A soft shape around some points: where a territory roughly lies, never where its border is. */
export function softHull(points: readonly Position[]): Area {
  const around = points.flatMap(([longitude, latitude]) =>
    Array.from({ length: SIDES }, (_, side): Position => {
      const angle = (2 * Math.PI * side) / SIDES;
      const east = (MARGIN * Math.cos(angle)) / (KILOMETRES_A_DEGREE * Math.cos((latitude * Math.PI) / 180));
      return [round(longitude + east), round(latitude + (MARGIN * Math.sin(angle)) / KILOMETRES_A_DEGREE)];
    }),
  );
  const hull = convex(around);
  return areaOf([[[...hull, hull[0]!]]]);
}

const round = (value: number) => Number(value.toFixed(5));

/** The convex hull, turning left (Andrew's monotone chain). */
function convex(points: readonly Position[]): Position[] {
  const sorted = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (from: readonly Position[]) => {
    const chain: Position[] = [];
    for (const point of from) {
      while (chain.length > 1 && turnsRight(chain.at(-2)!, chain.at(-1)!, point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}

const turnsRight = ([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) <= 0;
