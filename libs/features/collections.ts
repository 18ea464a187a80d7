import type { State } from './state.js';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type InLanguages = Readonly<Record<Language, string>>;

export type PropertyType = 'string' | 'number' | 'integer' | 'date';

export interface Property {
  readonly type: PropertyType;
  readonly label: InLanguages;
}

/** A layer of a map: every feature of it has these properties, in this order. Names are never changed: others' projects read them. */
export interface Collection {
  readonly id: string;
  readonly title: InLanguages;
  readonly description: InLanguages;
  readonly properties: Readonly<Record<string, Property>>;
}

const of = (type: PropertyType, fr: string, en: string): Property => ({ type, label: { fr, en } });
const text = (fr: string, en: string) => of('string', fr, en);

/** What every feature says of itself. */
const COMMON = {
  id: text('Identifiant', 'Identifier'),
  name: text('Nom', 'Name'),
  status: text('Code de la situation', 'Code of the situation'),
  status_label: text('Situation', 'Situation'),
  commune_code: text('Code de la commune (INSEE)', 'Code of the municipality (INSEE)'),
  commune_name: text('Commune', 'Municipality'),
  precision: text(
    'Précision du lieu : outline (contour), point, commune (chef-lieu de la commune), vide (inconnu)',
    'Precision of the place: outline, point, commune (main place of the municipality), empty (unknown)',
  ),
  began: of('date', 'Premier jour connu', 'First known day'),
  ended: of('date', 'Dernier jour', 'Last day'),
  naf: text('Section de la NAF rév. 2', 'Section of the NAF rev. 2'),
  sector: text('Filière', 'Sector'),
};
const ADDRESS = { address: text('Adresse de son histoire', 'Address of its story') };

const hectares = (fr: string, en: string) => of('number', `${fr} (ha)`, `${en} (ha)`);
const SITE = {
  ...COMMON,
  kind: text('Code de la sorte', 'Code of the kind'),
  kind_label: text('Sorte', 'Kind'),
  activity: text('Activité', 'Activity'),
  operator: text('Exploitant', 'Operator'),
  use: text('Usage', 'Use'),
  part_of: text('Détaché du site', 'Split from the site'),
  area_ha: hectares('Surface du contour', 'Area of the outline'),
  available_ha: hectares('Surface disponible', 'Area available'),
  occupied_ha: hectares('Surface occupée', 'Area occupied'),
  vacant_ha: hectares('Surface vacante', 'Area vacant'),
  brownfield_ha: hectares('Surface en friche', 'Brownfield area'),
  reused_ha: hectares('Surface réemployée', 'Area reused'),
  ...ADDRESS,
};

const euros = (fr: string, en: string) => of('number', `${fr} (€)`, `${en} (€)`);
const jobs = (fr: string, en: string) => of('integer', fr, en);
const PROJECT = {
  ...COMMON,
  company: text('Entreprise', 'Company'),
  theme: text('Thème', 'Theme'),
  expected_opening: text('Ouverture attendue (EDTF)', 'Opening expected (EDTF)'),
  investment_announced_eur: euros('Investissement annoncé', 'Investment announced'),
  investment_committed_eur: euros('Investissement engagé', 'Investment committed'),
  investment_realised_eur: euros('Investissement réalisé', 'Investment realised'),
  jobs_announced: jobs('Emplois annoncés', 'Jobs announced'),
  jobs_committed: jobs('Emplois engagés', 'Jobs committed'),
  jobs_realised: jobs('Emplois créés', 'Jobs created'),
  jobs_surviving: jobs('Emplois encore là', 'Jobs still there'),
  ...ADDRESS,
};

const AID = {
  ...COMMON,
  programme: text('Identifiant du dispositif', 'Identifier of the programme'),
  amount_eur: euros('Montant accordé', 'Amount granted'),
  beneficiary: text('Bénéficiaire', 'Beneficiary'),
  beneficiaries: of('integer', 'Nombre de bénéficiaires', 'Number of beneficiaries'),
  beneficiary_kind: text('Code de la nature du bénéficiaire', 'Code of the kind of beneficiary'),
  beneficiary_kind_label: text('Nature du bénéficiaire', 'Kind of beneficiary'),
  grantor: text('Accordée par', 'Granted by'),
  project: text('Identifiant du projet', 'Identifier of the project'),
  ...ADDRESS,
  placed_by: text(
    'Lieu dit par : aid (l’aide elle-même), project (le projet aidé), vide (inconnu)',
    'Place said by: aid (the aid itself), project (the project that it helps), empty (unknown)',
  ),
};

interface Made extends Collection {
  /** The kind of things that are its features, and which of them. */
  readonly of: string;
  readonly when?: (state: State) => boolean;
}

/** The collections that the projection makes. */
const MADE: readonly Made[] = [
  {
    id: 'parcs',
    title: { fr: 'Parcs d’activités', en: 'Business parks' },
    description: {
      fr: 'Parcs d’activités du registre, avec leurs surfaces disponibles, occupées et vacantes.',
      en: 'Business parks of the register, with the areas available, occupied and vacant.',
    },
    properties: SITE,
    of: 'site',
    when: ({ is }) => is.kind === 'business-park',
  },
  {
    id: 'sites',
    title: { fr: 'Sites', en: 'Sites' },
    description: {
      fr: 'Usines, parcs, immeubles et friches du registre, et où ils en sont.',
      en: 'Plants, parks, buildings and brownfields of the register, and where they stand.',
    },
    properties: SITE,
    of: 'site',
  },
  {
    id: 'friches',
    title: { fr: 'Friches', en: 'Brownfields' },
    description: {
      fr: 'Sites enregistrés comme friches, ou fermés, et pas requalifiés. « at » donne celles d’un autre jour.',
      en: 'Sites registered as brownfields, or closed, and not reclassified. “at” gives those of another day.',
    },
    properties: { ...SITE, brownfield_since: of('date', 'En friche depuis', 'Brownfield since') },
    of: 'site',
    when: ({ stands }) => stands.brownfield === true,
  },
  {
    id: 'projets',
    title: { fr: 'Projets', en: 'Projects' },
    description: {
      fr: 'Projets économiques : annonces, engagements et résultats, chacun à part.',
      en: 'Economic projects: announcements, commitments and results, each apart.',
    },
    properties: PROJECT,
    of: 'project',
  },
  {
    id: 'aides',
    title: { fr: 'Aides', en: 'Aid' },
    description: {
      fr: 'Aides accordées, au lieu que leur source donne, à défaut à celui du projet aidé : « placed_by » le dit.',
      en: 'Aid granted, at the place that its source gives, otherwise at that of the project it helps: “placed_by” says so.',
    },
    properties: AID,
    of: 'aid',
    when: ({ stands }) => stands.status === 'granted',
  },
];

/** Territories are read from their own library: they have no versions here. */
export const TERRITORIES: Collection = {
  id: 'territoires',
  title: { fr: 'Territoires', en: 'Territories' },
  description: {
    fr: 'Territoires du registre et leurs communes, sur les limites d’aujourd’hui. « drawn » dit comment le contour est connu.',
    en: 'Territories of the register and their municipalities, on today’s boundaries. “drawn” says how the outline is known.',
  },
  properties: {
    id: text('Identifiant', 'Identifier'),
    name: text('Nom', 'Name'),
    kind: text('Code de la sorte', 'Code of the kind'),
    kind_label: text('Sorte', 'Kind'),
    code: text('Code officiel', 'Official code'),
    population: of('integer', 'Population municipale', 'Municipal population'),
    precision: COMMON.precision,
    drawn: text('Contour : given (donné), dissolved (réuni), indicative (indicatif)', 'Outline: given, dissolved, indicative'),
    source: text('Source du lieu', 'Source of the place'),
    vintage: of('integer', 'Année des limites', 'Year of the boundaries'),
    ...ADDRESS,
  },
};

export const collections: readonly Collection[] = [...MADE, TERRITORIES];

export const collectionOf = (id: string): Collection | undefined => collections.find((collection) => collection.id === id);

/** The collections in which a thing of a kind is a feature. */
export const collectionsOf = (kind: string, state: State): string[] =>
  MADE.filter(({ of: ours, when }) => ours === kind && (when === undefined || when(state))).map(({ id }) => id);

/** The kind of things that are the features of a collection. */
export const kindOf = (collection: string): string | undefined => MADE.find(({ id }) => id === collection)?.of;

/** By collection: every combination of collections, separated by commas, that a thing in it can be in. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  MADE.map(({ id, of: kind }) => {
    const all = MADE.filter(({ of: ours }) => ours === kind);
    const combined = all.reduce<readonly string[][]>((some, one) => [...some, ...some.map((ids) => [...ids, one.id])], [[]]);
    return [id, combined.filter((ids) => ids.includes(id)).map((ids) => ids.join())];
  }),
);
