import type { components } from './schema';

type Schemas = components['schemas'];
export type Entry = Schemas['Entry'];
export type Story = Schemas['Story'];
export type State = Schemas['State'];
export type Step = Schemas['Step'];
export type ClaimGroup = Schemas['ClaimGroup'];
export type Claim = Schemas['Claim'];
export type Dispute = Schemas['Dispute'];
export type Timeline = Schemas['Timeline'];
export type Subjects = Schemas['Subjects'];
export type History = Schemas['History'];
export type Differences = Schemas['Differences'];
export type CitedSource = Schemas['CitedSource'];
export type Problem = Schemas['Problem'];
export type Captures = Schemas['Captures'];
export type Capture = Schemas['Capture'];
