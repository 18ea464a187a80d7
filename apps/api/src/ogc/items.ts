import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Feature, FeaturePage } from '@app/features';
import { etagOf, sendWhole, varyOf, type Keeping, type Language } from '@app/http';
import { CRS84, geometryIn, type Crs } from './crs.js';
import { GEOJSON, linksIn, type Link } from './describe.js';

/** How an answer of features leaves, whatever is in it. */
export interface Leaving {
  readonly crs?: Crs;
  readonly language: Language;
  readonly cacheControl: string;
  /** It will never change: then nothing in it may, the time of the answer included. */
  readonly lasts: boolean;
  readonly keeping?: Keeping;
}

/** A feature collection, put together from the texts of its features. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { matched, features }: FeaturePage,
  links: readonly Link[],
  leaving: Leaving,
): void {
  const { crs = CRS84, lasts } = leaving;
  let text = '{"type":"FeatureCollection","features":[';
  for (let index = 0; index < features.length; index++) text += `${index === 0 ? '' : ','}${featureText(features[index]!, crs)}}`;
  text += `],"numberMatched":${matched},"numberReturned":${features.length},"links":${JSON.stringify(links)}`;
  send(request, reply, text, lasts ? { text: '}' } : stampedEnd(), leaving);
}

export function sendOne(request: FastifyRequest, reply: FastifyReply, feature: Feature, links: readonly Link[], leaving: Leaving): void {
  send(request, reply, `${featureText(feature, leaving.crs ?? CRS84)},"links":${JSON.stringify(links)}`, { text: '}' }, leaving);
}

const featureText = ({ id, geometry, properties }: Feature, crs: Crs): string =>
  `{"type":"Feature","id":${JSON.stringify(id)},"geometry":${geometryIn(crs, geometry)},"properties":${properties}`;

/** The tag is of what is told, the time of the answer aside: it is weak, since the bytes are not the same. */
function send(request: FastifyRequest, reply: FastifyReply, told: string, end: End, leaving: Leaving): void {
  const { crs = CRS84, language, cacheControl, keeping } = leaving;
  const tag = etagOf(told);
  void reply.headers({
    etag: `W/${tag}`,
    'cache-control': cacheControl,
    'content-language': language,
    'content-crs': `<${crs}>`,
    vary: varyOf(reply),
  });
  const body = Buffer.from(told + end.text);
  const stampedAt = end.stampedAt === undefined ? undefined : body.length - end.text.length + end.stampedAt;
  sendWhole(request, reply, { tag, contentType: GEOJSON, body, stampedAt }, keeping);
}

/** What follows that the tag is not of, in ASCII, and where in it the time of sending stands. */
interface End {
  readonly text: string;
  readonly stampedAt?: number;
}

const STAMP = ',"timeStamp":"';
const stampedEnd = (): End => ({ text: `${STAMP}${new Date().toISOString()}"}`, stampedAt: STAMP.length });

/** The links of a page: to itself, to its neighbours, to its collection. The others stay as they were asked. */
export function pageLinks(
  base: string,
  request: FastifyRequest,
  language: Language,
  { limit, offset, matched, collection }: { limit: number; offset: number; matched: number; collection: string },
): Link[] {
  const { words, link } = linksIn(base, language);
  const [path, query = ''] = request.url.split('?') as [string, string?];
  const at = (start: number): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('limit', String(limit));
    parameters.set('offset', String(start));
    return `${path}?${parameters.toString()}`;
  };
  return [
    link('self', request.url, words.self, GEOJSON),
    ...(offset + limit < matched ? [link('next', at(offset + limit), words.next, GEOJSON)] : []),
    ...(offset > 0 ? [link('prev', at(Math.max(0, offset - limit)), words.previous, GEOJSON)] : []),
    link('collection', `/ogc/collections/${collection}`, words.collection),
  ];
}
