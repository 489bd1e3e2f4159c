/** A text that was not saved yet, with the number of the one on which it began. */
type Copy = { text: string; rev: number }

const prefix = 'plan-text:'

/** What this person left unsaved here; what somebody else left on this computer is thrown away. */
export function keptCopy(owner: string | undefined, thing: string): Copy | undefined {
  if (!owner) return undefined
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefix) && !key.startsWith(`${prefix}${owner}:`)) localStorage.removeItem(key)
    const read = JSON.parse(localStorage.getItem(placeOf(owner, thing)) ?? 'null') as Partial<Copy> | null
    return read && typeof read.text === 'string' && typeof read.rev === 'number' ? { text: read.text, rev: read.rev } : undefined
  } catch {
    return undefined
  }
}

/** A full store keeps nothing and says nothing: the text still stands on the screen. */
export function keepCopy(owner: string | undefined, thing: string, copy: Copy): void {
  if (!owner) return
  try {
    localStorage.setItem(placeOf(owner, thing), JSON.stringify(copy))
  } catch {
    dropCopy(owner, thing)
  }
}

export function dropCopy(owner: string | undefined, thing: string): void {
  if (owner) localStorage.removeItem(placeOf(owner, thing))
}

function placeOf(owner: string, thing: string): string {
  return `${prefix}${owner}:${thing}`
}
