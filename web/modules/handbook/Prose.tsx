import './prose.css'
import type { MouseEvent } from 'react'
import { useGo } from '../../kit/index.ts'

/** A text of the handbook, as the server made it of the allowed kind of HTML. Links to other pages stay in the app. */
export function Prose({ html }: { html: string }) {
  const go = useGo()
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const href = (event.target as Element).closest('a')?.getAttribute('href') ?? ''
    if (!href.startsWith('/app/')) return
    event.preventDefault()
    go(href)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is followed, by key as well
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key on a link is a click
    <div
      className="prose book-prose"
      onClick={follow}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: rebuilt from an allow-list by handbook/rules/render.ts
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
