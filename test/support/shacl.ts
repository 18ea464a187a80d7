import jsonld from 'jsonld';
import { Parser, Store, type Quad } from 'n3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Validator from 'rdf-validate-shacl';

const FOLDER = join(import.meta.dirname, 'dcat-ap');
const shapesIn = (name: string): Quad[] => new Parser().parse(readFileSync(join(FOLDER, name), 'utf8'));

/** What a JSON-LD document says, as triples. Its context must be its own: nothing is fetched. */
export async function triplesOf(document: object): Promise<Store> {
  const documentLoader = (address: string): never => {
    throw new Error(`the document needs ${address}`);
  };
  const text = (await jsonld.toRDF(document as never, { format: 'application/n-quads', documentLoader } as never)) as unknown as string;
  return new Store(new Parser({ format: 'N-Quads' }).parse(text));
}

/** What the shapes of a file find wrong, one line each; empty when nothing. */
export async function faults(data: Store, shapes: string): Promise<string[]> {
  const { results } = await new Validator(new Store(shapesIn(shapes)) as never).validate(data as never);
  return results.map(({ focusNode, path, sourceConstraintComponent: rule, message }) =>
    [focusNode?.value, path?.value, rule?.value, message.map(({ value }) => value).join('; ')].join(' | '),
  );
}
