import { type ReactNode, useState } from 'react'

export type RailPart = { id: string; title: string; count?: number; body: ReactNode }

/** What people said and did, beside the record; `shown` where a narrow screen chose one by its tab. */
export function Rail({ parts, shown }: { parts: RailPart[]; shown: string | undefined }) {
  const [chosen, setChosen] = useState(parts[0]?.id)
  const current = parts.find((part) => part.id === (shown ?? chosen)) ?? parts[0]
  return (
    <aside className="rail" aria-label={parts.map((part) => part.title).join(', ')}>
      <div className="rail-in">
        {parts.length > 1 ? (
          <div className="rail-tabs">
            {parts.map((part) => (
              <button key={part.id} type="button" aria-pressed={part === current} onClick={() => setChosen(part.id)}>
                {part.title}
                {part.count !== undefined && <span className="num record-count">{part.count}</span>}
              </button>
            ))}
          </div>
        ) : (
          <h2>{current?.title}</h2>
        )}
        {current?.body}
      </div>
    </aside>
  )
}
