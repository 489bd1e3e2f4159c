import { type ClipboardEvent, useCallback } from 'react'
import type { Pasted } from './pasting.ts'

/** What is copied out of a document or a page comes in as Markdown; words alone, and with Shift held, as they are. */
export function usePaste(): (event: ClipboardEvent<HTMLTextAreaElement>) => void {
  return useCallback((event) => {
    const html = event.clipboardData.getData('text/html')
    const plain = event.clipboardData.getData('text/plain')
    if (!/<(?:h[1-6]|li|table|a|b|strong|i|em|pre|code|blockquote)\b/i.test(html)) return
    event.preventDefault()
    const field = event.currentTarget
    // what reads documents comes with the first that is pasted
    void import('./pasting.ts')
      .then(({ markdownOf }) => markdownOf(pastedOf(new DOMParser().parseFromString(html, 'text/html').body)))
      .catch(() => plain)
      .then((text) => {
        field.focus()
        document.execCommand('insertText', false, onLines(field, text || plain))
      })
  }, [])
}

/** What has lines of its own begins on one. */
function onLines({ value, selectionStart }: HTMLTextAreaElement, text: string): string {
  const before = value.slice(0, selectionStart)
  if (before === '' || before.endsWith('\n') || !/\n|^(?:#{1,6} |[-*] |\d+[.)] |> |```|\|)/.test(text)) return text
  return `\n\n${text}`
}

function pastedOf(node: Element): Pasted {
  const attrs = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]))
  const children = [...node.childNodes].flatMap((child): (Pasted | string)[] => {
    if (child instanceof Element) return [pastedOf(child)]
    return child.nodeType === Node.TEXT_NODE ? [child.textContent ?? ''] : []
  })
  return { tag: node.tagName.toLowerCase(), attrs, children }
}
