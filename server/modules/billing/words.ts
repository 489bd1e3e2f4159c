/** The exact words beside which a person binds a company; they go into the evidence. */
export const button = 'Accept and pay'
export const sentence =
  'I have read and accept the documents listed here. By pressing “Accept and pay” I order for the company named above and confirm that I may bind it.'
export const screenTemplate = 'portal.accept.1'
