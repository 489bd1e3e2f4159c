export type MeasureKind = 'metric' | 'milestones' | 'qualitative' | 'tbd'

/** Whether it promises something that can be read on a day; what is still to be named does not. */
export function isLive(kind: string): boolean {
  return kind !== 'tbd'
}
