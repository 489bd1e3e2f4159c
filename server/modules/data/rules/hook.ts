/** The source under which events of webhooks stand. */
export const hooksSource = 'hooks'

/**
 * A message of Standard Webhooks as an item of the log. Its payload is what the specification recommends: `type`, `timestamp`, `data`. An
 * event of another system is no person's and no server's: its group is the source. What does not say what happened has no `event`, and
 * goes the way of every such item: it is kept, and waits in the quarantine.
 */
export function trackOf({ id, at, body }: { id: string; at: Date; body: string }): string {
  const said = read(body)
  const { type, timestamp, data } = said ?? { data: body }
  return JSON.stringify({
    type: 'track',
    messageId: id,
    ...(typeof type === 'string' && { event: type }),
    groupId: hooksSource,
    timestamp: typeof timestamp === 'string' ? timestamp : at.toISOString(),
    properties: typeof data === 'object' && data !== null && !Array.isArray(data) ? data : { data: data ?? null },
  })
}

function read(body: string): { type?: unknown; timestamp?: unknown; data?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
