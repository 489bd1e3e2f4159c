import type { Marked, Put } from './marking.ts'

/** Puts into the field what a tool makes, so that the browser's own undo takes it back. */
export function write(field: HTMLTextAreaElement, { from, to, text, choose }: Put): void {
  field.focus()
  field.setSelectionRange(from, to)
  // the one way in which what a program types can be undone by hand
  if (!document.execCommand('insertText', false, text)) {
    field.setRangeText(text, from, to)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(from + choose[0], from + choose[1])
}

export function markedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Marked {
  return { text: value, from: selectionStart, to: selectionEnd }
}
