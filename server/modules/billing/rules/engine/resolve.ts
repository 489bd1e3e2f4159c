import { dayIn } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { PreviewInput } from './shapes.ts'

const dayFields = new Set(['as_of', 'through', 'start', 'end', 'trial_end', 'from', 'to', 'effective', 'recorded'])

/** The input as it is hashed and echoed: instants turned into local days of the contract's zone, nothing else touched. */
export function resolve(input: PreviewInput): PreviewInput {
  if (!hasInstant(input)) return input
  const zone = input.contract.zone ?? 'UTC'
  const resolved: PreviewInput = {
    ...input,
    as_of: localDay(input.as_of, zone),
    contract: localised(input.contract, zone),
    ...(input.through !== undefined && { through: localDay(input.through, zone) }),
    ...(input.discounts && { discounts: localised(input.discounts, zone) }),
    ...(input.seat_reports && { seat_reports: localised(input.seat_reports, zone) }),
  }
  return resolved
}

/** Refuses `preview.too_large` above 200 items, 500 changes, 5,000 billed lines, or 10 years of simulation. */
export function requireSize(input: PreviewInput): void {
  const { items, changes = [] } = input.contract
  if (items.length > 200) tooLarge(`${items.length} items; 200 at most`)
  if (changes.length > 500) tooLarge(`${changes.length} changes; 500 at most`)
  const lines = (input.billed ?? []).reduce((sum, document) => sum + document.lines.length, 0)
  if (lines > 5000) tooLarge(`${lines} billed lines; 5,000 at most`)
  if (input.through !== undefined && Number(input.through.slice(0, 4)) - Number(input.as_of.slice(0, 4)) > 10)
    tooLarge('more than 10 years')
  if (input.through !== undefined && input.through.slice(4) > input.as_of.slice(4) && yearsApart(input) === 10)
    tooLarge('more than 10 years')
}

function yearsApart(input: PreviewInput): number {
  return Number((input.through ?? input.as_of).slice(0, 4)) - Number(input.as_of.slice(0, 4))
}

function tooLarge(what: string): never {
  throw new Refusal('refused', 'preview.too_large', `This preview has ${what}. Ask for a smaller part of the contract.`)
}

/** Most inputs speak of days only; looking costs less than copying. */
function hasInstant(input: PreviewInput): boolean {
  const { contract } = input
  if (longer(input.as_of, input.through, contract.start, contract.end)) return true
  for (const { start, end, trial_end, service } of contract.items)
    if (longer(start, end, trial_end, service?.from) || longer(service?.to)) return true
  for (const change of contract.changes ?? [])
    if (longer(change.effective, change.recorded, ...(change.kind === 'renew' ? [change.end, change.start] : []))) return true
  for (const { from, to } of input.discounts ?? []) if (longer(from, to)) return true
  for (const { from, to } of input.seat_reports ?? []) if (longer(from, to)) return true
  return false
}

function longer(a?: string | null, b?: string | null, c?: string | null, d?: string | null): boolean {
  return (a?.length ?? 0) > 10 || (b?.length ?? 0) > 10 || (c?.length ?? 0) > 10 || (d?.length ?? 0) > 10
}

/** A copy with its instants read as local days; the value itself when it holds none. */
function localised<T>(value: T, zone: string): T {
  if (Array.isArray(value)) {
    let changed = false
    const copy = value.map((part) => {
      const read = localised(part, zone)
      if (read !== part) changed = true
      return read
    })
    return changed ? (copy as T) : value
  }
  if (typeof value !== 'object' || value === null) return value
  let copy: Record<string, unknown> | undefined
  for (const [name, part] of Object.entries(value)) {
    const read = typeof part === 'string' ? (dayFields.has(name) ? localDay(part, zone) : part) : localised(part, zone)
    if (read !== part) copy = { ...(copy ?? value), [name]: read }
  }
  return (copy as T | undefined) ?? value
}

function localDay(text: string, zone: string): string {
  if (text.length <= 10) return text
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new Refusal('invalid', 'day.invalid', `"${text}" is neither a calendar day nor an instant such as 2026-03-31T10:00:00Z.`)
  return dayIn(zone, at)
}
