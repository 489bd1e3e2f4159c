import { useSession } from '../../frame/session.ts'
import { Button, Note } from '../../kit/index.ts'
import { LifePanel } from './Life.tsx'
import { PlanFacts } from './PlanFacts.tsx'
import { Sheet } from './Sheet.tsx'
import './paper.css'
import { type Page, periodText } from './words.ts'

/** The page as it prints, live; below it what its reader noticed. */
export function PageTab({ page, base }: { page: Page; base: string }) {
  const company = useSession().data?.company
  const binds = page.may.includes('bind')
  const order = { error: 0, warn: 1, info: 2 }
  const defects = page.defects.toSorted((a, b) => order[a.level] - order[b.level])
  return (
    <div className="plan-screen">
      <div className="plan-paper-head" aria-hidden>
        <b>{company?.name}</b>
        <span>
          <b>{page.title.core}</b> · {periodText(page.edition.period_from, page.edition.period_to)}
        </span>
      </div>
      <PlanFacts page={page} />
      <LifePanel page={page} />
      {page.check.cut.length > 0 && (
        <Note tone="warn" title={`${page.check.lines_over} ${page.check.lines_over === 1 ? 'line' : 'lines'} over the page`}>
          It would fit without {page.check.cut.map((one) => `“${one.text}”`).join(', ')}. A Commentary at the end takes no room.
        </Note>
      )}
      <Sheet
        page={page}
        act={(item) =>
          binds && !item.struck ? (
            <Button size="compact-xs" variant="default" href={`${base}?tab=measures&bind=${item.key}`}>
              Bind a metric
            </Button>
          ) : null
        }
      />
      {defects.length > 0 && (
        <details className="plan-noticed" open={defects.some((defect) => defect.level !== 'info')}>
          <summary>What the reader noticed: {defects.length}</summary>
          <ul className="plan-defects">
            {defects.map((defect) => (
              <li key={`${defect.code}${defect.from}${defect.text}`} data-level={defect.level}>
                {defect.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
