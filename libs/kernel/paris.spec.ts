import { dayOf, startOfDay } from './paris.js';

it.each([
  ['in winter', '2022-12-31', '2022-12-30T23:00:00.000Z'],
  ['in summer', '2022-06-01', '2022-05-31T22:00:00.000Z'],
  ['when the clocks go forward', '2022-03-27', '2022-03-26T23:00:00.000Z'],
  ['the day after they went forward', '2022-03-28', '2022-03-27T22:00:00.000Z'],
  ['when the clocks go back', '2022-10-30', '2022-10-29T22:00:00.000Z'],
  ['the day after they went back', '2022-10-31', '2022-10-30T23:00:00.000Z'],
])('A day begins in Paris %s', (_, day, instant) => expect(new Date(startOfDay(day)).toISOString()).toBe(instant));

it.each([
  ['2022-05-31T21:59:59Z', '2022-05-31'],
  ['2022-05-31T22:00:00Z', '2022-06-01'],
  ['2022-12-31T23:30:00Z', '2023-01-01'],
])('At %s it is %s in Paris', (instant, day) => expect(dayOf(new Date(instant))).toBe(day));
