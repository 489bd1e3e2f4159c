import { late } from '../../kernel/late.ts'

const library = late<typeof import('stdnum')>('stdnum')

export type Numbers = typeof import('stdnum')['stdnum']

/** National numbers by country and name, each with its digit rule: read when a number is first checked. */
export function taxNumbers(): Numbers {
  return library().stdnum
}
