import type { Indicator } from '@app/measuring';
import { aidIndicators } from './aid.indicators.js';
import { labelIndicators } from './labels.indicators.js';
import { observedIndicators } from './observed.indicators.js';
import { projectIndicators } from './projects.indicators.js';

export const conjunctureIndicators: readonly Indicator[] = [
  ...aidIndicators,
  ...projectIndicators,
  ...labelIndicators,
  ...observedIndicators,
];
