import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ReasonedCommand, SourcedCommand, UnsourcedCommand, type CommandClass } from './command.js';

describe('a command that states a fact', () => {
  it('cites a document of the register', () => {
    expect(wrongFields(CloseShop, {})).toEqual(['sources']);
    expect(wrongFields(CloseShop, { sources: [] })).toEqual(['sources']);
    expect(wrongFields(CloseShop, { sources: [{ documentId: 'accord-2023' }] })).toEqual([]);
  });

  it('may say why, when it happened and which rule the source breaks', () => {
    const said = { sources, reason: 'read twice', occurred: '2020-12~', exception: { rule: 'CLOSURE_NOT_ANNOUNCED', reason: 'says so' } };
    expect(wrongFields(CloseShop, said)).toEqual([]);
  });

  it('carries nothing that nobody knows, and no issuance of its own', () => {
    expect(wrongFields(CloseShop, { sources, jobs: 3 })).toEqual(['jobs']);
    expect(wrongFields(CloseShop, { sources, issued: { actor: { id: 'me', role: 'administrator' } } })).toEqual(['issued']);
    expect(wrongFields(CloseShop, { sources: [{ documentId: 'accord-2023', page: 3 }] })).toEqual(['sources']);
  });
});

it('a command that is its own source cites nothing', () => {
  expect(wrongFields(AskDesk, {})).toEqual([]);
  expect(wrongFields(AskDesk, { sources, reason: 'by telephone' })).toEqual([]);
});

it('a command about what was recorded says why', () => {
  expect(wrongFields(Withdraw, {})).toEqual(['reason']);
  expect(wrongFields(Withdraw, { reason: ' ' })).toEqual(['reason']);
  expect(wrongFields(Withdraw, { reason: 'typed twice', sources })).toEqual([]);
});

class CloseShop extends SourcedCommand {
  subjectId = () => 'shop';
}
class AskDesk extends UnsourcedCommand {
  subjectId = () => 'desk';
}
class Withdraw extends ReasonedCommand {
  subjectId = () => 'fact';
}

const sources = [{ documentId: 'accord-2023', locator: 'p. 2' }];

function wrongFields(type: CommandClass, body: object): string[] {
  return validateSync(plainToInstance(type, body), { whitelist: true, forbidNonWhitelisted: true })
    .map(({ property }) => property)
    .filter((property) => property !== 'subjectId');
}
