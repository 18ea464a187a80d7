import { type Observatory } from '@app/measuring';
import { employmentIndicators } from './employment.indicators.js';
import { employmentProjection } from './employment.projection.js';
import { EmploymentFact } from './employment.row.js';

export const employment: Observatory = {
  key: 'emploi-competences',
  label: { fr: 'Emploi et compétences', en: 'Employment and skills' },
  purpose: {
    fr: 'Ce que deviennent les emplois annoncés, et les personnes quand un site ferme.',
    en: 'What becomes of announced jobs, and of people when a site closes.',
  },
  projection: employmentProjection,
  table: 'employment_fact',
  entities: [EmploymentFact],
  indicators: employmentIndicators,
};
