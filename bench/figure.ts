import { cpus, totalmem } from 'node:os'

/** The conditions of a run: figures without them say nothing. */
export function conditions(): void {
  const [first] = cpus()
  console.log(
    `# ${new Date().toISOString()} · ${cpus().length} × ${first?.model.trim()} · ${Math.round(totalmem() / 2 ** 30)} GiB · Node ${process.versions.node}`,
  )
}

export function printFigure(what: string, figure: string): void {
  console.log(`${what.padEnd(44)} ${figure}`)
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
