import type { EditionPage } from '../contract.ts'
import { proposedCut } from '../rules/cut.ts'
import { layOut } from '../rules/page.ts'
import { type Header, type MeasureHint, type PlanReading, type ReadingDefect, titleText } from '../rules/reading.ts'

type Check = EditionPage['check']

/** A title for the eye; the percent leaves it once the plan is vetted. */
export function titleOf(reading: PlanReading, vetted: boolean): EditionPage['title'] {
  const { core, initials, placeholder } = reading.title
  const completeness = vetted ? null : reading.completeness
  return { core, initials, placeholder, completeness, text: titleText({ core, initials, placeholder }, completeness) }
}

export function headerOf(header: Header): EditionPage['header'] {
  return {
    rows: header.rows.map(({ key, known, value, href }) => ({ key, known, value, href })),
    period: header.period,
    parties: header.parties,
    vetted: header.vetted,
    previous: header.previous,
    internal_url: header.internalUrl,
    dri: header.dri,
  }
}

export function defectOf(defect: ReadingDefect): EditionPage['defects'][number] {
  return { code: defect.code, level: defect.level, text: defect.text, from: defect.span?.from ?? null, to: defect.span?.to ?? null }
}

export function hintOf(hint: MeasureHint | null): EditionPage['sections'][number]['items'][number]['hint'] {
  if (!hint) return null
  if (hint.kind === 'tbd') return { kind: hint.kind, resolve_by: hint.resolveBy }
  return { kind: hint.kind, direction: hint.direction, target: hint.target, unit: hint.unit, baseline: hint.baseline }
}

/** Height, verdict and proposed cut. `keys` gives an item's key by section and index. */
export function checkOf(reading: PlanReading, keyOf: (section: string, index: number) => string): Check {
  const check = layOut(reading)
  const cut = proposedCut(reading, check)
  return {
    height: check.height,
    lines_used: check.linesUsed,
    lines_most: check.linesMost,
    lines_over: check.linesOver,
    header_lines: check.headerLines,
    fits: check.fits,
    cut: cut.map(({ section, item, lines }) => ({
      key: keyOf(section, item),
      section,
      text: reading.sections.find((one) => one.name === section)?.items[item]?.text ?? '',
      lines,
    })),
  }
}
