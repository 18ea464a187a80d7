import { sites } from '@domain/sites';
console.log(sites.kind, Object.keys(sites.commands));
