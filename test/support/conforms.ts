/** The part of OpenAPI 3.0's schemas that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
}

/** Where a value is not as its schema says: missing, undescribed or of another type. Empty when it conforms. */
export function departures(value: unknown, schema: Schema, schemas: Readonly<Record<string, Schema>>, path = ''): string[] {
  if (schema.$ref) return departures(value, schemas[schema.$ref.replace('#/components/schemas/', '')]!, schemas, path);
  if (value === null) return schema.nullable ? [] : [`${path} is null`];
  if (schema.allOf) return schema.allOf.flatMap((part) => departures(value, part, schemas, path));
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is ${JSON.stringify(value)}`];
  if (!isOf(schema.type, value)) return [`${path} is ${JSON.stringify(value)?.slice(0, 40)}, not ${schema.type}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => departures(item, schema.items!, schemas, `${path}[${index}]`));
  if (typeof value !== 'object' || !schema.properties) return [];
  const given = value as Record<string, unknown>;
  return [
    ...(schema.required ?? []).filter((name) => !(name in given)).map((name) => `${path}.${name} is missing`),
    ...Object.entries(given).flatMap(([name, item]) => {
      const property = schema.properties![name];
      return property ? departures(item, property, schemas, `${path}.${name}`) : [`${path}.${name} is not described`];
    }),
  ];
}

function isOf(type: string | undefined, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === undefined || typeof value === type;
}
