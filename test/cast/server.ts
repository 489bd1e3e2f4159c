import { inject } from 'vitest'

/** The address of the server that the whole run shares; the global set-up starts it. */
export function testServerUrl(): string {
  return inject('databaseUrl')
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
  }
}
