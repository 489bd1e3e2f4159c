import { Refusal } from './refusal.ts'

/** Refuses an edit that was made on an older version than the one that stands; without `If-Match` the last one wins. */
export function fitVersion(ifMatch: number | undefined, version: number): void {
  if (ifMatch !== undefined && ifMatch !== version) {
    throw new Refusal('conflict', 'edit.stale', 'Somebody has changed this meanwhile. Load it again and repeat your change.', {
      facts: { version },
    })
  }
}
