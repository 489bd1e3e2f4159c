import { useState } from 'react'
import { budgetGet, budgetRemove } from '../../../server/modules/strategy/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Confirm,
  dayText,
  Empty,
  Loading,
  moneyText,
  MoreMenu,
  PlainTable,
  Section,
  Status,
  toast,
} from '../../kit/index.ts'
import { type Budget, type BudgetLine, kindWords } from './budget.ts'
import { BudgetForm } from './BudgetForm.tsx'
import './budget.css'
import type { Page } from './words.ts'

/** What the methods of a plan are to cost, and what that sums up to in its period and the one behind it. */
export function BudgetTab({ page }: { page: Page }) {
  const asked = useAsk(budgetGet, { id: page.edition.id })
  return (
    <Answer of={asked} loading={<Loading rows={8} />}>
      {(budget) => <Shown page={page} budget={budget} />}
    </Answer>
  )
}

function Shown({ page, budget }: { page: Page; budget: Budget }) {
  const [open, setOpen] = useState<BudgetLine | 'new'>()
  const [leaving, setLeaving] = useState<BudgetLine>()
  const remove = useTell(budgetRemove, { quiet: true, onDone: () => toast('Taken away') })
  const { methods, lines, may } = budget
  const changes = may.includes('change')
  const method = new Map(methods.map((one) => [one.key, one]))
  const [now, next] = [spanText(budget.period), spanText(budget.next)]
  return (
    <div className="plan-budget">
      {changes && methods.length > 0 && (
        <div>
          <Button onClick={() => setOpen('new')}>Add a line</Button>
        </div>
      )}
      <PlainTable
        label="Lines of the budget"
        rows={lines}
        rowKey={(line) => line.id}
        empty={
          <Empty title="Nothing is to be paid for yet">
            A line says what a method needs: a system, a vendor, colleagues. It hangs on its method.
          </Empty>
        }
        columns={[
          {
            id: 'name',
            title: 'What for',
            phone: 'title',
            cell: (line) => (
              <span className="plan-promise">
                <span>{line.name}</span>
                <span className="quiet">{aboutText(line)}</span>
              </span>
            ),
          },
          { id: 'method', title: 'Method', cell: (line) => <span className="quiet">{method.get(line.item_key)?.text}</span> },
          {
            id: 'cost',
            title: 'Costs',
            cell: (line) => (
              <span className="plan-promise">
                <span className="num">{costText(line)}</span>
                <span className="quiet num">
                  from {dayText(line.starts_on)}
                  {line.ends_on ? ` to ${dayText(line.ends_on)}` : ''}
                </span>
              </span>
            ),
          },
          {
            id: 'now',
            title: now,
            align: 'right',
            cell: (line) => <span className="num">{moneyText(line.now_minor, line.currency)}</span>,
          },
          {
            id: 'next',
            title: next,
            align: 'right',
            cell: (line) => <span className="num quiet">{moneyText(line.next_minor, line.currency)}</span>,
          },
          {
            id: 'cycle',
            title: 'Added',
            phone: 'hide',
            cell: (line) =>
              line.off_cycle ? (
                <Status value="off_cycle" label="After vetting" tone="warn" />
              ) : (
                <span className="faint">With the plan</span>
              ),
          },
          ...(changes
            ? [
                {
                  id: 'acts',
                  title: 'Actions',
                  align: 'right' as const,
                  cell: (line: (typeof lines)[number]) => (
                    <MoreMenu
                      label={`More for ${line.name}`}
                      acts={[
                        { title: 'Change it', onClick: () => setOpen(line) },
                        { title: 'Take it away', danger: true, onClick: () => setLeaving(line) },
                      ]}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {lines.length > 0 && <Sums budget={budget} now={now} next={next} />}
      {open && <BudgetForm page={page} budget={budget} {...(open === 'new' ? {} : { line: open })} onClose={() => setOpen(undefined)} />}
      <Confirm
        open={leaving !== undefined}
        title="Take the line away?"
        act="Take it away"
        danger
        onConfirm={() => leaving && remove.mutateAsync({ id: page.edition.id, line: leaving.id })}
        onClose={() => setLeaving(undefined)}
      >
        “{leaving?.name}” is in no sum any more. The history keeps it.
      </Confirm>
    </div>
  )
}

/** Sums by method, by kind and of all of it, each in one currency. */
function Sums({ budget: { totals, methods }, now, next }: { budget: Budget; now: string; next: string }) {
  const text = new Map(methods.map((one) => [one.key, one.text]))
  const rows = [
    ...totals.methods.map((one) => ({ ...one, what: text.get(one.key) ?? '', of: 'Method' })),
    ...totals.kinds.map((one) => ({ ...one, what: kindWords[one.key as BudgetLine['kind']], of: 'Kind' })),
    ...totals.plan.map((one) => ({ ...one, what: 'The plan', of: 'Plan' })),
  ]
  return (
    <Section title="Sums" note="Each currency by itself" plain>
      <PlainTable
        label="Sums of the budget"
        rows={rows}
        rowKey={(row) => `${row.of} ${row.key} ${row.currency}`}
        columns={[
          { id: 'what', title: 'What', cell: (row) => (row.of === 'Plan' ? <strong>{row.what}</strong> : row.what), phone: 'title' },
          { id: 'of', title: 'Sum of', cell: (row) => <span className="quiet">{row.of}</span> },
          { id: 'now', title: now, align: 'right', cell: (row) => <span className="num">{moneyText(row.now_minor, row.currency)}</span> },
          {
            id: 'next',
            title: next,
            align: 'right',
            cell: (row) => <span className="num quiet">{moneyText(row.next_minor, row.currency)}</span>,
          },
        ]}
      />
    </Section>
  )
}

function spanText({ from, to }: Budget['period']): string {
  return `${dayText(from, 'short')} – ${dayText(to)}`
}

function aboutText({ kind, sku, role, source, business_value }: BudgetLine): string {
  return [kindWords[kind], sku, role, source, business_value].filter(Boolean).join(' · ')
}

/** "$12,000 a year, 40 seats at $8.00", "2 at $90,000 a year, $500 once". */
function costText(line: BudgetLine): string {
  const { currency, paid_per } = line
  const money = (minor: number) => moneyText(minor, currency, { tidy: true })
  const once = line.one_time_minor + line.implementation_minor
  return [
    line.recurring_minor > 0 && `${money(line.recurring_minor)} a ${paid_per}`,
    line.seats && line.per_seat_minor > 0 && `${line.seats} seats at ${money(line.per_seat_minor)} a ${paid_per}`,
    line.heads && line.cost_per_year_minor > 0 && `${line.heads} at ${money(line.cost_per_year_minor)} a year`,
    once > 0 && `${money(once)} once`,
  ]
    .filter(Boolean)
    .join(', ')
}
