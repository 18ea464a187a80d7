import { disposition } from './disposition.js';

it.each([
  ['Sites d’activité', "filename*=UTF-8''Sites%20d%E2%80%99activit%C3%A9.csv"],
  ["L'aide (2024) *", "filename*=UTF-8''L%27aide%20%282024%29.csv"],
  ['a/b\\c: "d"\r\nX-Evil: 1', "filename*=UTF-8''a%20b%20c%20d%20X-Evil%201.csv"],
  ['half \ud83d', "filename*=UTF-8''half%20%EF%BF%BD.csv"],
])('The name of a file titled %j', (title, named) => {
  const header = disposition('attachment', 'sites', title, 'csv');
  expect(header).toBe(`attachment; filename="sites.csv"; ${named}`);
  expect(header).toMatch(/^[\x20-\x7e]+$/);
});
