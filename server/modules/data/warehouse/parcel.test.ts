import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from './parcel.ts'

test('what one process packs another unpacks equal, whatever it looks like', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.constantFrom('~', 'n', 'd', 'm', 'o', 'v'),
  )
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('~', 'v', 'a', 'value'), tie('tree'), { noNullPrototype: true }),
      fc.array(fc.tuple(fc.string(), tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries)),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      expect(unpack(pack(value))).toEqual(value)
    }),
  )
})
