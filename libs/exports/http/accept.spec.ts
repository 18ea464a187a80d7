import { FORMATS, formats, type Format } from '../formats.js';
import { accepted } from './accept.js';

const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const chosen = (accept: string | undefined, offered: readonly Format[] = FORMATS) =>
  accepted(accept, offered, (name) => formats[name].mediaTypes);

describe('The format that Accept asks for', () => {
  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; header=present', 'csv'],
    [EXCEL, 'xlsx'],
    ['application/geo+json', 'geojson'],
    ['application/vnd.apache.parquet', 'parquet'],
    ['application/x-parquet', 'parquet'],
    ['text/*', 'csv'],
    // What a browser sends.
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 'json'],
    ['application/json;q=0.5, text/csv;q=0.9', 'csv'],
    ['text/csv, */*', 'csv'],
    ['application/json;q=0, */*', 'csv'],
    ['text/csv;q=0.1, */*;q=0.2', 'json'],
    ['text/html', undefined],
    ['application/pdf, image/*', undefined],
    ['text/csv;q=0', undefined],
    ['csv', undefined],
    ['application/json;q=2', 'json'],
  ])('%s: %s', (accept, format) => expect(chosen(accept)).toBe(format));

  it('is one of those that the address has', () => {
    expect(chosen('application/geo+json', ['json', 'csv'])).toBeUndefined();
    expect(chosen('application/geo+json, text/csv;q=0.1', ['json', 'csv'])).toBe('csv');
  });
});
