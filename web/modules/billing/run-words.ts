/** What a run by hand came to, or that it goes on. */
export function runToast({
  state,
  contracts,
  documents,
  failed,
}: {
  state: string
  contracts: number
  documents: number
  failed: number
}): string {
  if (state === 'running') return `${documents} documents issued, and more are on their way`
  if (contracts === 0) return 'Nothing was due'
  return failed === 0 ? `${documents} documents issued` : `${documents} documents issued, ${failed} contracts failed`
}
