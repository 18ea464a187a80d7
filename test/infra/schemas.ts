import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';

type Json = Record<string, unknown>;

const read = (name: string) => JSON.parse(readFileSync(new URL(`./schemas/${name}`, import.meta.url), 'utf8')) as Json;

// Durations of the Compose specification are those of Go, not ISO 8601.
const GO_DURATION = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

/** What the Compose specification finds wrong with a file; empty when nothing is. */
export function composeProblems(file: unknown): string[] {
  const { $schema: _, ...schema } = read('compose-spec.json');
  const ajv = withFormats();
  ajv.addFormat('duration', GO_DURATION);
  for (const name of ['ports', 'expose', 'subnet_ip_address']) ajv.addFormat(name, true);
  return problems(ajv.compile(schema), file);
}

/** What Kubernetes finds wrong with a manifest, unknown fields included; a kind outside the schema is a problem too. */
export function manifestProblems(manifest: { apiVersion?: string; kind?: string }): string[] {
  const { kinds, definitions } = (kubernetes ??= read('kubernetes-1.36.json')) as { kinds: Record<string, string>; definitions: Json };
  const name = `${manifest.apiVersion}/${manifest.kind}`;
  if (!kinds[name]) return [`${name} is not in the schema`];
  validators[name] ??= withFormats().compile({ $ref: `#/definitions/${kinds[name]}`, definitions });
  return problems(validators[name], manifest);
}

let kubernetes: Json | undefined;
const validators: Record<string, ReturnType<Ajv['compile']>> = {};

function withFormats(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv;
}

function problems(validate: ReturnType<Ajv['compile']>, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }: ErrorObject) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
