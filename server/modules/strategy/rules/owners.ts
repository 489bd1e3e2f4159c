/** `(owner: Ada)`, `(DRI Ada)`. Bounded, and without two runs of spaces side by side: its time does not grow with the square of a line. */
export const ownerSaid = /\((?:owner|dri)(?=[\s:=])[^()]{2,70}\)/giu

/** Who a line says answers for it, as written. */
export function ownersIn(raw: string): string[] {
  return [...raw.matchAll(ownerSaid)]
    .map(([said]) =>
      said
        .slice(1, -1)
        .replace(/^(?:owner|dri)\s*[:=]?/i, '')
        .trim(),
    )
    .filter((name) => name.length > 1)
}
