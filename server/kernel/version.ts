import { Refusal } from './refusal.ts'

/** An edit names the version it read (`If-Match`); somebody else's edit in between is not overwritten. Without it the edit goes through. */
export function sameVersion(current: number, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== String(current)) {
    throw new Refusal('conflict', 'version.changed', 'Somebody changed this meanwhile. Read it again, then repeat your change.', {
      facts: { current },
    })
  }
}
