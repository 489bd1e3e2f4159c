import { expect } from 'vitest'

/** What is thrown by whatever refuses with a code. */
export const refused = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })

/** The code with which something is refused; `answered` where it is not. */
export const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  )
