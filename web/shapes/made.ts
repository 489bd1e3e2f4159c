import { config, z } from 'zod'
import { inputWords } from '../../server/kernel/input-words.ts'
import { strictly } from '../../server/kernel/strict.ts'
import { madeOf, supply } from './noted.ts'

// without compiled parsers: compiling needs `new Function`, which the page's content security policy forbids
// by its own name: the build takes a call of `z` for one that does nothing, and leaves it out
config({ jitless: true, customError: inputWords })

// by name, so that what no contract uses does not come with it
supply({
  strictly,
  array: z.array,
  base64: z.base64,
  boolean: z.boolean,
  coerce: { number: z.coerce.number },
  date: z.date,
  discriminatedUnion: z.discriminatedUnion,
  enum: z.enum,
  int: z.int,
  iso: { date: z.iso.date, datetime: z.iso.datetime },
  lazy: z.lazy,
  literal: z.literal,
  looseObject: z.looseObject,
  never: z.never,
  null: z.null,
  number: z.number,
  object: z.object,
  record: z.record,
  strictObject: z.strictObject,
  string: z.string,
  union: z.union,
  unknown: z.unknown,
  url: z.url,
  uuid: z.uuid,
})

/** A shape of a contract that can be asked: parsed with, described as a JSON schema. */
export function made<T extends z.ZodType>(shape: T): T {
  return madeOf(shape) as T
}
