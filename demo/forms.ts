/** The order form that a customer of the demo signed: a small PDF, the same bytes for the same deal. */
export function signedForm(deal: { number: string; customer: string; signer: string; day: string; hash: string }) {
  const lines = [
    `Order form ${deal.number}`,
    `Customer: ${deal.customer}`,
    `Signed for the customer by ${deal.signer}, Director, on ${deal.day}`,
    `Order hash ${deal.hash}`,
  ]
  const name = `${deal.number} signed.pdf`
  return { name, type: 'application/pdf' as const, content: Buffer.from(pdfOf(lines), 'latin1').toString('base64') }
}

/** A PDF of one page of plain lines; what Latin-1 cannot write becomes a question mark, since this is a prop and no document of ours. */
function pdfOf(lines: readonly string[]): string {
  const text = lines.map((line, at) => `BT /F 12 Tf 72 ${760 - at * 24} Td (${escaped(line)}) Tj ET`).join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let body = '%PDF-1.4\n'
  const starts = objects.map((object, at) => {
    const start = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  return `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
}

function escaped(line: string): string {
  return [...line.replaceAll(/[\\()]/g, '\\$&')].map((sign) => (sign.charCodeAt(0) < 256 && sign.length === 1 ? sign : '?')).join('')
}
