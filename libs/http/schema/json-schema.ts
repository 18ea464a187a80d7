/** The part of JSON Schema that OpenAPI 3.0 speaks and we use. */
export interface JsonSchema {
  $ref?: string;
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  description?: string;
  nullable?: boolean;
  example?: unknown;
  default?: unknown;
}

export const SLUG_PATTERN = '^[a-z0-9]+(-[a-z0-9]+)*$';
