export * from './evidence-locker.js';
export { FolderLocker } from './folder.js';
export { ActiveContent, TypeRefused, type Finding } from './inspection/finding.js';
export { MEDIA_TYPES, suffixOf } from './inspection/media-types.js';
export * from './intake.js';
export * from './open.js';
export * from './port.js';
