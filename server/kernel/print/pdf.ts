import type PDFDocument from 'pdfkit'
import { late } from '../late.ts'

const pdfkit = late<typeof PDFDocument>('pdfkit')

/** A document to draw on. Fonts that were opened by one document are given to others: all are made here, of one copy of the library. */
export function newPdf(options: ConstructorParameters<typeof PDFDocument>[0]): PDFKit.PDFDocument {
  return new (pdfkit())(options)
}
