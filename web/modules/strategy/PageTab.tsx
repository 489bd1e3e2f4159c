import { countOf, Button, Note, Section, Split } from '../../kit/index.ts'
import { Sheet } from './Sheet.tsx'
import { type Page, statusWords } from './words.ts'

/** The page as it prints, live; beside it what its reader found. */
export function PageTab({ page, base }: { page: Page; base: string }) {
  const binds = page.may.includes('bind')
  const found = page.defects.filter((defect) => defect.level !== 'info')
  const hints = page.defects.filter((defect) => defect.level === 'info')
  return (
    <div className="plan-screen">
      <Split
        side={
          <div className="plan-side">
            <Section title="Measures now">
              <Tally page={page} />
            </Section>
            {page.check.cut.length > 0 && (
              <Note tone="warn" title={`${countOf(page.check.lines_over, 'line')} over the page`}>
                It would fit without {page.check.cut.map((one) => `“${one.text}”`).join(', ')}. Move that to a Commentary at the end, which
                takes no room.
              </Note>
            )}
            {(found.length > 0 || hints.length > 0) && (
              <Section title="What the reader noticed">
                <ul className="plan-defects">
                  {[...found, ...hints].map((defect) => (
                    <li key={`${defect.code}${defect.from}${defect.text}`} data-level={defect.level}>
                      {defect.text}
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </div>
        }
      >
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
      </Split>
    </div>
  )
}

function Tally({ page }: { page: Page }) {
  if (page.tally.length === 0) return <p className="quiet">No measure is bound to a metric yet.</p>
  return (
    <ul className="plan-tally">
      {page.tally.map(({ status, count }) => (
        <li key={status} data-tone={statusWords[status].tone}>
          <span className="num">{count}</span> {statusWords[status].label.toLowerCase()}
        </li>
      ))}
    </ul>
  )
}
