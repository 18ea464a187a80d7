export { parseDataFile } from './data-file.js';
export { MAX_FILE_BYTES } from './decode.js';
export type { Entry } from './entry.js';
export { readDataFiles } from './files.js';
export { FORMAT, type DataFile } from './header.js';
export { loadFiles, type LoadOptions, type LoadPhase, type LoadResult, type NamedFile } from './load.js';
export { OverlayEventStore } from './overlay-store.js';
export { FORMATS, type FormatOptions } from './reading.js';
export { described, type ImportProblem, type Place } from './problem.js';
