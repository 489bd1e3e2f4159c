import { Refusal } from './refusal.ts'

/** Refuses an edit that was made on an older version than the one that stands. That `If-Match` is sent at all is the door's to see (`edit: 'version'`). */
export function fitVersion(ifMatch: number | undefined, version: number): void {
  if (ifMatch !== undefined && ifMatch !== version) {
    throw new Refusal('conflict', 'edit.stale', 'Somebody has changed this meanwhile. Load it again and repeat your change.', {
      facts: { version },
    })
  }
}
