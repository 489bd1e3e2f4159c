import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { changeShape, partyShape, previewInputShape, previewOutputShape, taxRateShape, taxRuleShape, taxShape } from '../shapes.ts'
import { country, currency, day, dec, id, laneAnswer, minor, productClass } from './words.ts'

/** A stored contract with changes on top; what is missing (items, billed documents, tax rows) is filled in, and `include: ["echo"]` gives it back. */
export const previewOfContract = z.strictObject({
  contract_id: id,
  as_of: day.optional(),
  through: day.optional(),
  include: z.array(z.enum(['state', 'revenue', 'postings', 'echo'])).optional(),
  changes: z.array(changeShape).max(500).optional(),
})

export const preview = operation({
  name: 'billing.preview',
  method: 'POST',
  reads: true,
  path: '/billing/previews',
  right: 'billing.read',
  bound: { contract_id: 'contract' },
  summary: 'The pure engine: what a contract would be charged, line by line, with formulas in words; stores nothing',
  input: z.union([previewOfContract, previewInputShape]),
  output: previewOutputShape,
})

export const taxPreview = operation({
  name: 'billing.tax_preview',
  method: 'POST',
  reads: true,
  path: '/billing/tax-previews',
  right: 'billing.read',
  summary: 'Which tax, by which dated rule, and why',
  input: z.object({
    seller: partyShape,
    buyer: partyShape,
    class: productClass.default('self_hosted'),
    day: day.optional(),
    rates: z.array(taxRateShape).max(500).optional(),
    rules: z.array(taxRuleShape).max(500).optional(),
    nexus: z.array(z.string()).max(100).optional(),
    below_threshold: z.boolean().optional(),
    evidence: z
      .array(
        z.object({
          kind: z.enum(['billing_address', 'ip_country', 'bank_country', 'phone_prefix']),
          country,
          region: z.string().max(10).optional(),
        }),
      )
      .max(20)
      .optional()
      .describe('what says where a consumer is; two kinds must agree for a digital sale in Europe'),
  }),
  output: z.object({
    taxes: z.array(taxShape),
    rule: z.string().nullable(),
    location: z.enum(['clear', 'unclear']),
    location_reason: z.string(),
    reason: z.string(),
  }),
})

export const lanePreview = operation({
  name: 'billing.lane_preview',
  method: 'POST',
  reads: true,
  path: '/billing/lane-previews',
  right: 'billing.read',
  summary: 'Who would approve a deal and how it would be signed',
  input: z.object({
    total_net_minor: minor,
    currency,
    discount_pct: dec.default('0'),
    term_months: z.int().min(1).max(120).default(12),
    terms: z.enum(['standard', 'custom']).default('standard'),
    payment: z.string().max(20).default('card'),
    country: z.string().max(2).default('US'),
    kind: z.string().max(20).default('new'),
    channel: z.string().max(20).default('self_service'),
    partner: z.boolean().default(false),
    screening: z.string().max(20).default('clear'),
    recent_auto_minor: minor.optional(),
    day: day.optional(),
  }),
  output: laneAnswer,
})

export const taxRowsList = operation({
  name: 'billing.tax_rows.list',
  method: 'GET',
  path: '/billing/tax-rates',
  right: 'billing.read',
  summary: 'Tax rates and rules in force on a day, with their sources',
  input: z.object({ day: day.optional() }),
  output: z.object({ rates: z.array(taxRateShape), rules: z.array(taxRuleShape) }),
})

export const lanePolicy = operation({
  name: 'billing.policies.lane',
  method: 'GET',
  path: '/billing/policies/lane',
  right: 'billing.read',
  summary: 'The approval policy in force: rows, first match wins',
  input: z.object({ day: day.optional() }),
  output: z.object({
    version: z.int(),
    effective_from: day,
    currency,
    split_guard_days: z.int(),
    rows: z.array(z.record(z.string(), z.unknown())),
  }),
})
