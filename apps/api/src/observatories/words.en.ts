import type { Columns, Dimensions, Units } from './words.js';

export const unitsEn: Units = {
  EUR: 'euros',
  people: 'people or jobs',
  count: 'number',
  share: 'share (0 to 1)',
  ha: 'hectares',
  m2: 'square metres',
  days: 'days',
  points: 'percentage points',
  'per-1000': 'per 1,000 inhabitants',
};

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
  territoryLabel: 'Name of the territory',
};
