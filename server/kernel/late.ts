import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * A library that few calls need: read when it is first asked for and kept from then on, so that a house in which nobody needs it never holds
 * it. Read in one step, without waiting: calls at the same moment meet one copy. `Of`: `typeof import('name')`.
 */
export function late<Of>(name: string): () => Of {
  let held: Of | undefined
  return () => {
    held ??= require(name) as Of
    return held
  }
}
