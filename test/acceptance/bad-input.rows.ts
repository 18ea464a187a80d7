import type { Asking } from '../support/api.js';

/** A wrong request, and what is answered. `path` is relative to the site's address. */
export interface Row {
  readonly title: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly asking?: Asking;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  /** What the remedy must say. */
  readonly remedy?: RegExp;
}

export const site = '/api/v1/sites/bridgestone-bethune';
export const sourced = { sources: [{ documentId: 'accord-2023' }] };
export const registration = { ...sourced, name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant' };
const utf16 = Buffer.from('\ufeff{"use":"logistique"}', 'utf16le');
const deep = `{"reason":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
const wrong = { status: 400, code: 'VALIDATION_FAILED' };

export const rows: readonly Row[] = [
  // Types
  { title: 'un nombre entre guillemets', body: { ...sourced, jobsLost: '864' }, ...wrong, field: 'jobsLost', remedy: /sans guillemets/ },
  { title: 'un effectif à virgule', body: { ...sourced, jobsLost: 863.5 }, ...wrong, field: 'jobsLost', remedy: /entier/ },
  { title: 'un effectif négatif', body: { ...sourced, jobsLost: -1 }, ...wrong, field: 'jobsLost' },
  { title: 'un chiffre sans valeur', body: { ...sourced, jobsLost: { bound: 'about' } }, ...wrong, field: 'jobsLost' },
  {
    title: 'une fourchette renversée',
    body: { ...sourced, jobsLost: { low: 9, high: 1 } },
    ...wrong,
    field: 'jobsLost',
    remedy: /Échangez/,
  },
  {
    title: 'des euros pour des personnes',
    body: { ...sourced, jobsLost: { value: 1, unit: 'EUR' } },
    ...wrong,
    field: 'jobsLost',
    remedy: /personnes/,
  },
  { title: 'un objet pour un texte', path: 'reclassification', body: { ...sourced, use: { fr: 'logistique' } }, ...wrong, field: 'use' },
  { title: 'un texte pour une liste', body: { ...sourced, sources: 'accord-2023' }, ...wrong, field: 'sources', remedy: /liste/ },
  { title: 'un texte dans une liste d’objets', body: { sources: ['accord-2023'] }, ...wrong, field: 'sources[0]' },
  {
    title: 'un nombre dans une liste de textes',
    path: 'closure-plan',
    body: { ...sourced, parties: ['CGT', 3] },
    ...wrong,
    field: 'parties[1]',
    remedy: /guillemets/,
  },
  { title: 'une liste pour un corps', body: [sourced], status: 400, code: 'BODY_NOT_OBJECT' },
  { title: 'null pour un corps', body: 'null', status: 400, code: 'BODY_NOT_OBJECT' },
  { title: 'un champ obligatoire absent', body: {}, ...wrong, field: 'sources' },
  { title: 'un champ obligatoire null', path: 'reclassification', body: { ...sourced, use: null }, ...wrong, field: 'use' },
  { title: 'un texte vide', path: 'reclassification', body: { ...sourced, use: '  ' }, ...wrong, field: 'use' },
  { title: 'un nombre infini', body: '{"sources":[{"documentId":"accord-2023"}],"jobsLost":1e999}', ...wrong, field: 'jobsLost' },
  // Dates
  { title: 'un jour qui n’existe pas', body: { ...sourced, occurred: '2021-02-30' }, ...wrong, field: 'occurred', remedy: /AAAA-MM-JJ/ },
  { title: 'une date à la française', body: { ...sourced, occurred: '16/09/2020' }, ...wrong, field: 'occurred' },
  { title: 'une année sans guillemets', body: { ...sourced, occurred: 2020 }, ...wrong, field: 'occurred', remedy: /"2020"/ },
  { title: 'une saison', body: { ...sourced, occurred: '2020-24' }, ...wrong, field: 'occurred', remedy: /trimestre/ },
  { title: 'une période renversée', body: { ...sourced, occurred: '2021/2020' }, ...wrong, field: 'occurred' },
  // Unknown codes and fields
  {
    title: 'une commune inconnue',
    path: 'registration',
    body: { ...registration, communeCode: '62999' },
    ...wrong,
    field: 'communeCode',
    remedy: /INSEE/,
  },
  {
    title: 'un code postal',
    path: 'registration',
    body: { ...registration, communeCode: '59000' },
    ...wrong,
    field: 'communeCode',
    remedy: /code postal/,
  },
  {
    title: 'une commune en nombre',
    path: 'registration',
    body: { ...registration, communeCode: 62119 },
    ...wrong,
    field: 'communeCode',
    remedy: /"62119"/,
  },
  {
    title: 'un type de site inconnu',
    path: 'registration',
    body: { ...registration, siteKind: 'usine' },
    ...wrong,
    field: 'siteKind',
    remedy: /plant/,
  },
  { title: 'un champ inconnu', body: { ...sourced, joblost: 864 }, ...wrong, field: 'joblost', remedy: /« jobsLost »/ },
  {
    title: 'un champ inconnu dans une source',
    body: { sources: [{ documentId: 'accord-2023', page: 3 }] },
    ...wrong,
    field: 'sources[0].page',
  },
  { title: 'un champ inconnu dans un chiffre', body: { ...sourced, jobsLost: { value: 1, valeur: 2 } }, ...wrong, field: 'jobsLost' },
  { title: 'une émission forgée', body: { ...sourced, issued: { actor: { id: 'autre', role: 'system' } } }, ...wrong, field: 'issued' },
  { title: 'un autre identifiant que celui de l’adresse', body: { ...sourced, siteId: 'autre' }, ...wrong, field: 'siteId' },
  { title: 'une visibilité inconnue', body: { ...sourced, visibility: { level: 'secret' } }, ...wrong, field: 'visibility.level' },
  {
    title: 'une géométrie ouverte',
    path: 'outline',
    body: {
      ...sourced,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [2, 50],
            [3, 50],
            [3, 51],
            [2, 51],
          ],
        ],
      },
    },
    ...wrong,
    field: 'geometry',
    remedy: /première position/,
  },
  {
    title: 'une latitude avant la longitude',
    path: 'outline',
    body: { ...sourced, geometry: { type: 'Point', coordinates: [2.6, 95] } },
    ...wrong,
    field: 'geometry',
    remedy: /longitude/,
  },
  // Over-long
  {
    title: 'un nom de 10 000 caractères',
    path: 'registration',
    body: { ...registration, name: 'a'.repeat(10_000) },
    ...wrong,
    field: 'name',
    remedy: /200/,
  },
  {
    title: 'mille sources',
    body: { sources: Array.from({ length: 1_000 }, () => ({ documentId: 'a' })) },
    ...wrong,
    field: 'sources',
    remedy: /20/,
  },
  { title: 'un identifiant trop long', path: `../${'a'.repeat(81)}/closure`, body: sourced, ...wrong, field: 'siteId' },
  { title: 'plus d’un mébioctet', body: { ...sourced, reason: 'a'.repeat(1_100_000) }, status: 413, code: 'BODY_TOO_LARGE' },
  { title: 'soixante mille niveaux', body: deep, ...wrong, field: 'reason' },
  // Injection
  {
    title: 'du SQL dans un identifiant',
    path: `../${encodeURIComponent("x'; DROP TABLE access.token; --")}/closure`,
    body: sourced,
    ...wrong,
    field: 'siteId',
  },
  {
    title: 'du balisage dans un identifiant',
    path: `../${encodeURIComponent('<script>alert(1)</script>')}/closure`,
    body: sourced,
    ...wrong,
    field: 'siteId',
  },
  {
    title: 'un caractère nul',
    path: 'reclassification',
    body: { ...sourced, use: 'a\u0000b' },
    ...wrong,
    field: 'use',
    remedy: /invisibles/,
  },
  {
    title: 'une moitié de caractère',
    path: 'reclassification',
    body: '{"sources":[{"documentId":"a"}],"use":"\\ud800"}',
    ...wrong,
    field: 'use',
  },
  { title: '__proto__', body: '{"sources":[{"documentId":"a"}],"__proto__":{"admin":true}}', ...wrong, field: '__proto__' },
  { title: '__proto__ au fond', body: '{"sources":[{"documentId":"a","__proto__":{"x":1}}]}', ...wrong, field: 'sources[0].__proto__' },
  { title: 'constructor', body: '{"sources":[{"documentId":"a"}],"constructor":{"prototype":{"x":1}}}', ...wrong, field: 'constructor' },
  // Encoding and syntax
  { title: 'de l’UTF-8 incorrect', body: Buffer.from('{"use":"B\xe9thune"}', 'latin1'), status: 400, code: 'ENCODING_INVALID' },
  { title: 'de l’UTF-16', body: utf16, status: 400, code: 'ENCODING_INVALID' },
  { title: 'un JSON tronqué', body: '{"sources":[{"documentId":"accord', status: 400, code: 'JSON_MALFORMED' },
  { title: 'une virgule de trop', body: '{\n  "sources": [],\n}', status: 400, code: 'JSON_MALFORMED' },
  { title: 'un corps vide', body: '', status: 400, code: 'JSON_MALFORMED' },
  {
    title: 'un formulaire',
    body: 'use=logistique',
    asking: header('content-type', 'application/x-www-form-urlencoded'),
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
  },
  { title: 'du XML', body: '<use/>', asking: header('content-type', 'application/xml'), status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' },
  { title: 'du texte', body: '{}', asking: header('content-type', 'text/plain'), status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' },
  // Headers
  {
    title: 'une clé d’idempotence qui n’est pas un UUID',
    body: sourced,
    asking: header('idempotency-key', 'demande-1'),
    status: 400,
    code: 'HEADER_INVALID',
    field: 'Idempotency-Key',
  },
  {
    title: 'un If-Match qui n’est pas une révision',
    body: sourced,
    asking: header('if-match', '"abc"'),
    status: 400,
    code: 'HEADER_INVALID',
    field: 'If-Match',
  },
  {
    title: 'un If-Match faible',
    body: sourced,
    asking: header('if-match', 'W/"1"'),
    status: 400,
    code: 'HEADER_INVALID',
    field: 'If-Match',
  },
  { title: 'un If-Match dépassé', body: sourced, asking: header('if-match', '"41"'), status: 412, code: 'REVISION_MISMATCH' },
  {
    title: 'un jeton inventé',
    body: sourced,
    asking: header('authorization', `Bearer plp_${'a'.repeat(43)}`),
    status: 401,
    code: 'TOKEN_INVALID',
  },
  {
    title: 'un jeton avec du SQL',
    body: sourced,
    asking: header('authorization', "Bearer ' OR 1=1 --"),
    status: 401,
    code: 'TOKEN_INVALID',
  },
  {
    title: 'une identification d’une autre sorte',
    body: sourced,
    asking: header('authorization', 'Basic YWRtaW46YWRtaW4='),
    status: 401,
    code: 'TOKEN_INVALID',
  },
  // Addresses
  { title: 'une route inconnue', path: 'fermeture', body: sourced, status: 404, code: 'ROUTE_UNKNOWN' },
  { title: 'une adresse mal encodée', path: '../%zz/closure', body: sourced, status: 400, code: 'ADDRESS_MALFORMED' },
  {
    title: 'un type de sujet inconnu',
    path: '../../subjects/usine/x/claims',
    body: { ...sourced, about: 'employees', figure: { value: 1, unit: 'people' } },
    status: 409,
    code: 'UNKNOWN_SUBJECT',
  },
  {
    title: 'un fait qui n’est pas un UUID',
    path: '../../subjects/site/bridgestone-bethune/facts/42/retraction',
    body: { ...sourced, reason: 'erreur' },
    ...wrong,
    field: 'retracts',
  },
  // Inside a correction
  {
    title: 'une correction dont la commande est mal faite',
    path: `../../subjects/site/bridgestone-bethune/facts/01890a5d-ac96-774b-bcce-b302099a8057/correction`,
    body: { ...sourced, reason: 'erreur', command: { name: 'CloseSite', jobsLost: 'beaucoup' } },
    ...wrong,
    field: 'command.jobsLost',
  },
  {
    title: 'une correction par une commande inconnue',
    path: `../../subjects/site/bridgestone-bethune/facts/01890a5d-ac96-774b-bcce-b302099a8057/correction`,
    body: { ...sourced, reason: 'erreur', command: { name: 'constructor' } },
    status: 409,
    code: 'CORRECTION_OF_ANOTHER_KIND',
  },
  {
    title: 'un paramètre dans l’adresse d’une écriture',
    path: 'closure?dryRun=1',
    body: sourced,
    status: 400,
    code: 'PARAMETER_UNKNOWN',
    field: 'dryRun',
  },
];

function header(name: string, value: string): Asking {
  return { headers: { [name]: value } };
}
