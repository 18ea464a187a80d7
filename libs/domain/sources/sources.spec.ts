import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { given } from '@app/testing';
import { RegisterSource } from './sources.commands.js';
import { sourceDecider } from './sources.decider.js';
import { sources } from './sources.subject.js';

// Above the stories that begin with it.
const copy = { sha256: 'ab'.repeat(32), bytes: 12_345, mediaType: 'application/pdf', redistribution: 'forbidden' } as const;

describe('a document', () => {
  it('enters the register with what is known of it', () =>
    given(sourceDecider)
      .when('RegisterSource', { sourceId, ...gazette.data })
      .then({ type: 'SourceRegistered', data: gazette.data }));

  it('is registered once: the same again changes nothing, another description needs a correction', () => {
    given(sourceDecider, gazette)
      .when('RegisterSource', { sourceId, ...gazette.data, occurred: '2024~' })
      .thenNothing();
    given(sourceDecider, gazette)
      .when('RegisterSource', { sourceId, ...gazette.data, occurred: '2023' })
      .thenRefused('SOURCE_ALREADY_REGISTERED');
    given(sourceDecider, gazette).when('RegisterSource', { sourceId, title: 'Autre' }).thenRefused('SOURCE_ALREADY_REGISTERED');
  });

  it.each([
    ['https://lagazettefrance.fr/article', true],
    ['http://lagazettefrance.fr/article?id=1', true],
    ['lagazettefrance.fr', false],
    ['ftp://lagazettefrance.fr/article', false],
    ['javascript:alert(1)', false],
  ])('is read at a web address: %s', (url, accepted) => {
    const command = plainToInstance(RegisterSource, { sourceId, title: 'Que sont devenus les salariés', url });
    expect(validateSync(command, { whitelist: true, forbidNonWhitelisted: true }).length === 0).toBe(accepted);
  });

  it('is told by its kind and its publisher, not by its title', () => {
    const say = sources.sentences.fr.SourceRegistered as (data: object) => string;
    expect(say(gazette.data)).toBe('Publication d’un article de presse\u00a0; éditeur\u00a0: La Gazette France');
    expect(say({ sourceKind: 'official-statistics', publisher: 'Insee', licence: 'Licence Ouverte 2.0' })).toBe(
      'Publication de statistiques officielles\u00a0; éditeur\u00a0: Insee\u00a0; licence\u00a0: Licence Ouverte 2.0',
    );
    expect(say({ title: 'Rapport' })).toBe('Publication d’un document');
  });
});

describe('a copy of a document', () => {
  const captured = { type: 'SourceCaptured', data: copy } as const;
  const destroyed = { type: 'CaptureDestroyed', data: { sha256: copy.sha256, legalBasis: 'RGPD, article 17' } } as const;

  it('is kept under the hash of its bytes, once', () => {
    given(sourceDecider, gazette)
      .when('CaptureSource', { sourceId, ...copy })
      .then(captured);
    given(sourceDecider, gazette, captured)
      .when('CaptureSource', { sourceId, ...copy, occurred: '2025-01-01' })
      .thenNothing();
    given(sourceDecider, gazette, captured)
      .when('CaptureSource', { sourceId, ...copy, licence: 'CC BY 4.0' })
      .thenRefused('CAPTURE_DESCRIBED_OTHERWISE');
  });

  it('is of a document of the register', () =>
    given(sourceDecider)
      .when('CaptureSource', { sourceId, ...copy })
      .thenRefused('SOURCE_NOT_REGISTERED'));

  it('is destroyed on a legal basis, once, and does not come back', () => {
    const destroy = { sourceId, sha256: copy.sha256, legalBasis: 'RGPD, article 17', reason: 'demande de la personne' };
    given(sourceDecider, gazette, captured).when('DestroyCapture', destroy).then(destroyed);
    given(sourceDecider, gazette, captured, destroyed).when('DestroyCapture', destroy).thenNothing();
    given(sourceDecider, gazette).when('DestroyCapture', destroy).thenRefused('CAPTURE_UNKNOWN');
    given(sourceDecider, gazette, captured, destroyed)
      .when('CaptureSource', { sourceId, ...copy })
      .thenRefused('CAPTURE_DESTROYED');
  });
});

const sourceId = 'gazette-2024';
const gazette = {
  type: 'SourceRegistered',
  data: { title: 'Que sont devenus les salariés et le site de Bridgestone', sourceKind: 'press-article', publisher: 'La Gazette France' },
  occurred: '2024~',
} as const;
