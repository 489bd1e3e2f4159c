import type { ReactNode } from 'react'

/** One part of the kit under its name, in the states that it has. */
export function Part({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className="kit-part" data-part={name} data-wide={wide || undefined} aria-label={name}>
      <h2 className="kit-name mono">{name}</h2>
      <div className="kit-stage">{children}</div>
    </section>
  )
}
