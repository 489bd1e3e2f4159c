import type { CanonicalDocument } from '../server/modules/billing/paper/canonical.ts'
import { pdfOf } from '../server/modules/billing/paper/pdf.ts'
import { samplePaper } from '../test/cast/paper.ts'
import { conditions, printFigure } from './figure.ts'

/** One invoice as PDF: the first of a process, which opens the fonts, and the mean of those after it; CPU, not the clock. */
const rounds = Number(process.argv[2] ?? 100)
const names: Record<string, string> = {
  Latin: 'Nordlicht Data GmbH',
  Greek: 'Ελληνική Τεχνολογία Α.Ε.',
  Japanese: '東京ソフトウェア株式会社',
  Arabic: 'شركة البرمجيات العربية',
}

const proof = { sha: 'a'.repeat(64), chain: 'b'.repeat(64) }

conditions()
for (const [script, name] of Object.entries(names)) {
  const paper: CanonicalDocument = samplePaper({ buyer: name })
  const first = await cpu(() => pdfOf(paper, proof))
  const bytes = (await pdfOf(paper, proof)).length
  let sum = 0
  for (let n = 0; n < rounds; n += 1) sum += await cpu(() => pdfOf(paper, proof))
  printFigure(`invoice as PDF, ${script}`, `first ${Math.round(first)} µs, then ${Math.round(sum / rounds)} µs each, ${bytes} bytes`)
}

async function cpu(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
