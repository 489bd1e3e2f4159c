import { inject } from 'vitest'

/** The address of the server that the whole run shares; the global set-up starts it. */
export function testServerUrl(): string {
  // a bench runs outside the test runner, on a server that it started
  return process.env['TEST_SERVER_URL'] ?? inject('databaseUrl')
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
  }
}
