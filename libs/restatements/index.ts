export { movedBy, type MovedIndicator } from './moved.js';
