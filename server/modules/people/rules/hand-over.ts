const day = 86_400_000

/** What was handed over can be taken back for a day. */
export function mayTakeBack(handedAt: Date | null, now: Date): boolean {
  return handedAt !== null && now.getTime() - handedAt.getTime() < day
}

/** Until when, while it still can. */
export function undoUntil(handedAt: Date | null, now: Date): Date | null {
  return handedAt && mayTakeBack(handedAt, now) ? new Date(handedAt.getTime() + day) : null
}
