/** How tall a tile was when it was last shown here, so that what stands in for it is as tall and nothing below it jumps. */
type Tall = Readonly<Record<string, number>>

const at = 'quarterdeck.tiles'
/** What a tile measures on an ordinary board, until it was seen. */
const usual: Tall = { needs: 330, arr: 396 }

/** A tile is as wide as the window lets it be: heights of one width say nothing of another. */
function keyOf(tile: string, width: number): string {
  return `${tile} ${Math.round(width / 160)}`
}

export function tallOf(kept: string | null, tile: string, width: number, size: 'wide' | 'third'): number {
  const known = read(kept)[keyOf(tile, width)]
  return known !== undefined && known > 40 && known < 2000 ? known : (usual[tile] ?? (size === 'third' ? 420 : 132))
}

/** What is kept afterwards; nothing where it is the same. */
export function noted(kept: string | null, tile: string, width: number, tall: number): string | undefined {
  const all = read(kept)
  const key = keyOf(tile, width)
  return all[key] === tall ? undefined : JSON.stringify(Object.fromEntries(Object.entries({ ...all, [key]: tall }).slice(-60)))
}

function read(kept: string | null): Tall {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Tall) : {}
  } catch {
    return {}
  }
}

export function tallHere(tile: string, size: 'wide' | 'third'): number {
  return tallOf(localStorage.getItem(at), tile, window.innerWidth, size)
}

export function noteTall(tile: string, tall: number): void {
  const next = noted(localStorage.getItem(at), tile, window.innerWidth, tall)
  if (next !== undefined) localStorage.setItem(at, next)
}
