import { drawText, measureHeight, measureText, undrawable } from '../../../kernel/print/text.ts'

type Style = { size: number; bold?: boolean; color?: string; width?: number; align?: 'left' | 'right' }

/** Where and how one draws: places in points of the sheet, sizes and gaps in points of the drawn page, made smaller by `scale`. */
export type Pen = {
  document: PDFKit.PDFDocument
  scale: number
  /** nothing is drawn, only measured */
  dry: boolean
  left: number
  right: number
  /** draws and answers where the next line begins */
  text: (text: string, x: number, y: number, style: Style) => number
  width: (text: string, style: Style) => number
}

export const ink = { text: '#1d1b18', second: '#4f4b45', note: '#69645c', line: '#e9e5de', accent: '#0b5563' }
/** the margin at the left and right of a sheet */
export const side = 42

export function penOf(document: PDFKit.PDFDocument, scale: number, dry: boolean): Pen {
  const setting = (style: Style) => ({
    size: style.size * scale,
    weight: style.bold ? ('bold' as const) : ('regular' as const),
    color: style.color ?? ink.text,
    screen: true,
    ...(style.width === undefined ? {} : { width: style.width }),
    ...(style.align ? { align: style.align } : {}),
  })
  // what no font has is a question mark
  const known = (text: string) => undrawable(text).reduce((rest, sign) => rest.replaceAll(sign, '?'), text)
  return {
    document,
    scale,
    dry,
    left: side,
    right: document.page.width - side,
    text: (text, x, y, style) =>
      dry ? y + measureHeight(document, known(text), setting(style)) : drawText(document, known(text), { ...setting(style), x, y }),
    width: (text, style) => measureText(document, known(text), setting(style)),
  }
}
