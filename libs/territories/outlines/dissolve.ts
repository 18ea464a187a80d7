import { twiceArea, type Ring } from '@app/kernel';
import { areaOf, polygonsOf, type Area, type Polygon } from './area.js';

/**
 * Several neighbours as one: borders that two of them share go away. They must have been drawn together, so that a shared border has the
 * same positions on both sides; where it has not, both stay as a line within. Outlines turn left, holes right.
 */
export function dissolved(areas: readonly Area[]): Area {
  const edges = new Map<string, Edge>();
  for (const polygon of areas.flatMap(polygonsOf)) for (const ring of polygon) for (const edge of edgesOf(ring)) keep(edges, edge);
  const rings = chained(edges);
  const outer = rings.filter((ring) => twiceArea(ring) > 0);
  const polygons: Ring[][] = outer.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => twiceArea(ring) < 0)) {
    const around = outer.flatMap((ring, index) => (surrounds(ring, hole) ? [{ index, size: twiceArea(ring) }] : []));
    const smallest = around.sort((a, b) => a.size - b.size)[0];
    if (smallest) polygons[smallest.index]!.push(hole);
  }
  return areaOf(polygons as readonly Polygon[]);
}

interface Edge {
  readonly start: readonly number[];
  readonly end: readonly number[];
}

const nameOf = ([longitude, latitude]: readonly number[]): string => `${longitude},${latitude}`;

const edgesOf = (ring: Ring): Edge[] => ring.slice(1).map((end, index) => ({ start: ring[index]!, end }));

// The neighbour goes along a shared border the other way.
function keep(edges: Map<string, Edge>, edge: Edge): void {
  const [start, end] = [nameOf(edge.start), nameOf(edge.end)];
  if (start === end || edges.delete(`${end} ${start}`)) return;
  edges.set(`${start} ${end}`, edge);
}

/** Edges put end to end again. Where several leave a position, the one that turns most to the left keeps rings apart that only touch. */
function chained(edges: ReadonlyMap<string, Edge>): Ring[] {
  const leaving = new Map<string, Edge[]>();
  for (const edge of edges.values()) {
    const key = nameOf(edge.start);
    const others = leaving.get(key);
    if (others) others.push(edge);
    else leaving.set(key, [edge]);
  }
  const rings: Ring[] = [];
  for (const first of edges.values()) {
    const ring: (readonly number[])[] = [];
    for (let edge = taken(leaving, first); edge; edge = next(leaving, edge)) {
      if (ring.length === 0) ring.push(edge.start);
      ring.push(edge.end);
      if (nameOf(edge.end) === nameOf(ring[0]!)) break;
    }
    if (ring.length >= 4 && nameOf(ring[0]!) === nameOf(ring.at(-1)!)) rings.push(ring);
  }
  return rings;
}

function taken(leaving: ReadonlyMap<string, Edge[]>, edge: Edge): Edge | undefined {
  const others = leaving.get(nameOf(edge.start)) ?? [];
  const index = others.indexOf(edge);
  return index < 0 ? undefined : others.splice(index, 1)[0];
}

function next(leaving: ReadonlyMap<string, Edge[]>, edge: Edge): Edge | undefined {
  const choices = leaving.get(nameOf(edge.end)) ?? [];
  if (choices.length < 2) return choices.pop();
  const best = choices.reduce((one, other) => (turn(edge, other) > turn(edge, one) ? other : one));
  return taken(leaving, best);
}

/** How far to the left an edge turns from another, in radians. */
function turn({ start, end }: Edge, { end: then }: Edge): number {
  const [x, y, u, v] = [end[0]! - start[0]!, end[1]! - start[1]!, then[0]! - end[0]!, then[1]! - end[1]!];
  return Math.atan2(x * v - y * u, x * u + y * v);
}

function surrounds(ring: Ring, inner: Ring): boolean {
  const [x, y] = inner[0] as [number, number];
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
