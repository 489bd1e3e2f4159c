import { expect, test } from 'vitest'
import { typeOf } from './client-code.ts'

test.each<[schema: unknown, type: string]>([
  [{ type: 'string', format: 'uuid' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ enum: ['a', 'b', null] }, '"a" | "b" | null'],
  [{ const: 'yes' }, '"yes"'],
  [{ anyOf: [{ type: 'string' }, { type: 'string', pattern: 'x' }, { type: 'null' }] }, 'string | null'],
  [
    { allOf: [{ $ref: '#/components/schemas/yard.tree.output.__schema0' }, { type: 'object', properties: { n: { type: 'number' } } }] },
    'YardTreeOutputSchema0 & { n?: number }',
  ],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } }, '(string | number)[]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, '[string, number]'],
  [
    { type: 'object', required: ['a'], properties: { a: { type: 'string' }, 'b-c': { type: 'boolean' } }, additionalProperties: false },
    "{ a: string; 'b-c'?: boolean }",
  ],
  [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
  [{ type: 'object', properties: {}, additionalProperties: false }, 'Record<string, never>'],
  [{}, 'unknown'],
])('the shape %j is the type %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type)
})
