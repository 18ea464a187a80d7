import type { Purpose } from '@observatories/proximity';
import type { RequesterKind } from '@domain/desk';
import { beneficiaryKindsEn } from '@domain/funding';
import { areasEn, solutionsEn } from '@domain/sites';
import type { Categories, Columns, Dimensions, Sections } from './words.js';

export const dimensionsEn: Dimensions = {
  territory: 'Territory',
  year: 'Year',
  quarter: 'Quarter',
  month: 'Month',
  programme: 'Programme',
  theme: 'Theme',
  sector: 'Sector',
  naf: 'NAF section',
  status: 'Status',
  category: 'Category',
  horizon: 'Months after the closure',
  subject: 'Subject',
};

export const columnsEn: Columns = {
  value: 'Value',
  low: 'Span, low',
  high: 'Span, high',
  sure: 'Surely within the period',
  possible: 'Possibly within the period',
  facts: 'Number of facts',
  subjects: 'Number of subjects',
  disputed: 'Sources disagree',
  approximate: 'A source rounds or bounds',
  withheld: 'Small groups left out or put together',
  unit: 'Unit',
};

const requesters: Record<RequesterKind, string> = { company: 'company', newcomer: 'newcomer', employee: 'employee', other: 'other' };
const purposes: Record<Purpose, string> = {
  circular: 'circular economy',
  social: 'social economy',
  'circular-and-social': 'circular and social economy',
  other: 'other',
};
const steps = {
  prospected: 'prospected',
  announced: 'announced',
  authorised: 'authorised',
  'works-started': 'works started',
  opened: 'opened',
  suspended: 'suspended',
  resumed: 'resumed',
  abandoned: 'abandoned',
};

export const categoriesEn: Categories = {
  solution: { ...solutionsEn, withheld: 'small groups together' },
  beneficiary: beneficiaryKindsEn,
  requester: requesters,
  purpose: purposes,
  step: steps,
  land: areasEn.land,
  floor: areasEn.floor,
};

export const sectionsEn: Sections = {
  A: 'Agriculture, forestry and fishing',
  B: 'Mining and quarrying',
  C: 'Manufacturing',
  D: 'Electricity, gas, steam and air conditioning supply',
  E: 'Water supply, sewerage, waste management and remediation',
  F: 'Construction',
  G: 'Wholesale and retail trade, repair of motor vehicles and motorcycles',
  H: 'Transportation and storage',
  I: 'Accommodation and food service activities',
  J: 'Information and communication',
  K: 'Financial and insurance activities',
  L: 'Real estate activities',
  M: 'Professional, scientific and technical activities',
  N: 'Administrative and support service activities',
  O: 'Public administration and defence',
  P: 'Education',
  Q: 'Human health and social work activities',
  R: 'Arts, entertainment and recreation',
  S: 'Other service activities',
  T: 'Activities of households',
  U: 'Activities of extraterritorial organisations and bodies',
};
