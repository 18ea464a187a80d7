import { parseOccurred, type FactMeta } from '@app/kernel';
import { communeOf } from '@app/reference';
import { createHash } from 'node:crypto';
import { dated, dayOf, fieldsOf } from './calendar.js';
import { Chance } from './chance.js';
import { decidedAgain } from './deciding.fixture.js';
import { history, historyLines, type GeneratedEvent } from './index.js';

describe('a generated history', () => {
  it('holds nothing that the rules would refuse, and nothing that they would write otherwise', async () => {
    expect(await decidedAgain(history({ events: 6_000, seed: 62 }))).toEqual([]);
  }, 120_000);

  it.each([1, 2, 3, 4, 5, 6])('is accepted whatever the seed: %i', async (seed) => {
    expect(await decidedAgain(history({ events: 800, seed, years: 8, communes: 40 }))).toEqual([]);
  });

  it('is the same for the same seed, and another for another', () => {
    const hash = (seed: number) => {
      const all = createHash('sha256');
      for (const line of historyLines({ events: 2_000, seed })) all.update(line);
      return all.digest('hex');
    };
    expect(hash(7)).toBe(hash(7));
    expect(hash(7)).not.toBe(hash(8));
  });

  it('has as many events as were asked for', () => {
    for (const events of [1, 250, 3_000]) expect([...history({ events })]).toHaveLength(events);
  });

  it('is told in the order it was recorded, over its years, on working days, revision by revision', () => {
    const revisions = new Map<string, number>();
    const ids = new Set<string>();
    let before = '';
    for (const { streamId, revision, recordedAt, eventId } of history({ events: 20_000, from: 2011, years: 15 })) {
      expect(revision).toBe((revisions.get(streamId) ?? -1) + 1);
      if (recordedAt <= before) throw new Error(`${recordedAt} comes after ${before}`);
      [before] = [recordedAt];
      revisions.set(streamId, revision);
      ids.add(eventId);
    }
    expect(ids.size).toBe(20_000);
    expect(before.slice(0, 4)).toMatch(/^202[3-7]$/);
    expect([0, 6]).not.toContain(new Date(before).getUTCDay());
  });

  describe('is like a country', () => {
    const events = [...history({ events: 60_000, seed: 3 })];
    const metas = events.map(({ meta }) => JSON.parse(meta) as FactMeta);
    const share = (count: number) => count / events.length;
    const ofType = (...types: string[]) => events.filter(({ type }) => types.includes(type));

    it('in which each kind of event is one that the rules decide', async () => {
      const rare = new Set<string>();
      const types = new Set<string>();
      for (const { type, streamId } of events) {
        if (!types.has(type)) rare.add(streamId);
        types.add(type);
      }
      const lives = events.filter(({ streamId }) => rare.has(streamId));
      expect(new Set(lives.map(({ type }) => type))).toEqual(types);
      expect(types.size).toBeGreaterThanOrEqual(56);
      expect(await decidedAgain(lives)).toEqual([]);
    });

    it('in which few municipalities have most projects', () => {
      const projects = new Map<string, number>();
      for (const { data } of ofType('ProjectAnnounced')) {
        const { communeCode } = JSON.parse(data) as { communeCode: string };
        projects.set(communeCode, (projects.get(communeCode) ?? 0) + 1);
      }
      const counts = [...projects.values()].sort((a, b) => b - a);
      const total = counts.reduce((sum, one) => sum + one, 0);
      expect(counts.slice(0, 350).reduce((sum, one) => sum + one, 0) / total).toBeGreaterThan(0.4);
      expect(counts.length).toBeGreaterThan(1_000);
    });

    it('in which a few projects are a hundred times larger than most', () => {
      const jobs = ofType('JobsRealised').map(({ data }) => (JSON.parse(data) as { jobs: { value: number } }).jobs.value);
      jobs.sort((a, b) => a - b);
      expect(jobs[Math.floor(jobs.length / 2)]).toBeLessThan(20);
      expect(jobs.at(-1)).toBeGreaterThan(700);
    });

    it('in which most dates are vague, and some facts are recorded years late', () => {
      const dates = metas.flatMap(({ occurred }) => (occurred ? [occurred] : []));
      const toTheDay = dates.filter(({ edtf }) => /^\d{4}-\d{2}-\d{2}$/.test(edtf));
      expect(toTheDay.length / dates.length).toBeGreaterThan(0.25);
      expect(toTheDay.length / dates.length).toBeLessThan(0.45);
      const late = events.filter(({ recordedAt }, index) => {
        const latest = metas[index]!.occurred?.latest;
        return latest && Date.parse(recordedAt) - Date.parse(latest) > 180 * 86_400_000;
      });
      expect(share(late.length)).toBeGreaterThan(0.01);
    });

    it('in which some facts are corrected, withdrawn, contradicted or secret', () => {
      expect(share(ofType('FactCorrected').length)).toBeCloseTo(0.02, 2);
      expect(share(ofType('FactRetracted', 'FactDisputed', 'DisputeSettled').length)).toBeCloseTo(0.01, 2);
      const secret = metas.filter(({ visibility }) => visibility.level === 'confidential');
      expect(share(secret.length)).toBeGreaterThan(0.005);
      expect(share(secret.length)).toBeLessThan(0.02);
      expect(metas.filter(({ exception }) => exception).length).toBeGreaterThan(10);
    });

    it('in which everything is cited from a document registered before', () => {
      const registered = new Set<string>();
      events.forEach(({ streamId, type }, index) => {
        for (const { documentId } of metas[index]!.sources)
          if (!registered.has(documentId)) throw new Error(`${documentId} is not registered`);
        if (type === 'SourceRegistered') registered.add(streamId.slice('source-'.length));
      });
      expect(registered.size).toBeGreaterThan(1_000);
    });

    it('in which closures have cohorts after 6, 12 and 24 months, and programmes pay what they granted', () => {
      const months = ofType('WorkforceReclassified').map(({ data }) => (JSON.parse(data) as { months: number }).months);
      expect(new Set(months)).toEqual(new Set([6, 12, 24]));
      for (const type of [
        'AidPaid',
        'AidReclaimed',
        'EnvelopeVoted',
        'LabelAwarded',
        'LandDebited',
        'TraineesCounted',
        'RequestAnswered',
        'SeriesObserved',
        'SiteAreaCounted',
      ])
        expect([type, ofType(type).length > 0]).toEqual([type, true]);
    });
  });

  it('may lie in a few departments, or in a few municipalities', () => {
    const places = (events: Iterable<GeneratedEvent>) =>
      [...events].flatMap(({ data }) => (JSON.parse(data) as { communeCode?: string }).communeCode ?? []);
    const departments = places(history({ events: 1_500, departments: ['59', '62'] })).map((code) => communeOf(code)!.departmentCode);
    expect(new Set(departments)).toEqual(new Set(['59', '62']));
    expect(new Set(places(history({ events: 1_500, communes: 5 }))).size).toBeLessThanOrEqual(5);
    expect(() => [...history({ departments: ['00'] })]).toThrow('check the departments');
    expect(() => [...history({ events: 0 })]).toThrow('events must be 1 or more');
  });
});

describe('a date of a generated fact', () => {
  it('is written as the product reads it, and holds the true day', () => {
    const chance = new Chance(5);
    const forms = new Set<string>();
    for (let draw = 0; draw < 3_000; draw++) {
      const day = dayOf(2011) + chance.below(5_500);
      const occurred = dated(day, chance);
      expect(occurred).toEqual(parseOccurred(occurred.edtf));
      const { iso } = fieldsOf(day);
      if ((occurred.earliest ?? '') > iso || (occurred.latest ?? '9') < iso) throw new Error(`${occurred.edtf} does not hold ${iso}`);
      forms.add(occurred.edtf.replace(/\d/g, '0'));
    }
    expect([...forms].sort()).toEqual(['../0000-00', '0000', '0000-00', '0000-00-00', '0000-00-00?', '0000-00/0000-00', '0000-00~']);
  });
});

describe('chance', () => {
  it('gives identifiers of the versions that the product asks for', () => {
    const chance = new Chance(9);
    for (let draw = 0; draw < 500; draw++) {
      expect(chance.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(chance.uuid(1_600_000_000_000 + draw)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('counts rare things as often as they are', () => {
    const chance = new Chance(11);
    for (const mean of [0.2, 3, 80]) {
      const counts = Array.from({ length: 4_000 }, () => chance.count(mean));
      const average = counts.reduce((sum, one) => sum + one, 0) / counts.length;
      expect(Math.abs(average - mean)).toBeLessThan(0.1 * mean + 0.02);
    }
  });
});
